using Xunit;

namespace Explorer.Language.Tests.Binding;

public class ExpressionTypeTests
{
    private const string Declarations =
        """
        type Cpu  = id(2) { boot } as "CPU";
        type Page = id(3) as "page";
        type Pte  = enum { empty, map(page: Page, w: bool) };
        type Pair = struct { n: 0..3; b: bool; };

        var x : 0..3 = 0;
        var y : -2..5 = 0;
        var b : bool = false;
        var c : Cpu = boot;
        var o : 0..3? = none;
        var s : set 0..3 = {};
        var q : queue(2) 0..3 = {};
        var a : [0..2] 0..3 = 0;
        var g : [0..1] [0..2] 0..3 = 0;
        var e : Pte = empty;
        var p : Pair = Pair { n: 0, b: false };
        percpu var k : 0..3 = 0;

        fun twice(n: 0..3): 0..6 = n + n;
        fun flag(): bool = b;
        """;

    [Theory]
    [InlineData("x + 1", "1..4")]
    [InlineData("x - y", "-5..5")]
    [InlineData("-x", "-3..0")]
    [InlineData("x * y", "-6..15")]
    [InlineData("x / 2", "-3..3")]
    [InlineData("x % 2", "0..1")]
    [InlineData("y % 3", "-2..2")]
    [InlineData("x % 0", "0..0")]
    [InlineData("min(x, y)", "-2..3")]
    [InlineData("max(x, 2)", "2..3")]
    [InlineData("o + 1", "1..4")]
    [InlineData("twice(x)", "0..6")]
    [InlineData("x * 9223372036854775807", "0..9223372036854775807")]
    public void Arithmetic_has_the_range_of_its_results(string expression, string type) => Check(expression, type);

    [Theory]
    [InlineData("x == 1")]
    [InlineData("x < y")]
    [InlineData("!b")]
    [InlineData("b && x == 0 || b")]
    [InlineData("b => b")]
    [InlineData("x in s")]
    [InlineData("x in 1..2")]
    [InlineData("e is map")]
    [InlineData("o != none")]
    [InlineData("flag()")]
    [InlineData("forall i: Page, j: Page: i == j => e == empty")]
    [InlineData("exists i: Page: e == map(page: i, w: true)")]
    public void Conditions_are_truth_values(string expression) => Check(expression, "bool");

    [Theory]
    [InlineData("s + {1}", "set 0..3")]
    [InlineData("{1} + s", "set 0..3")]
    [InlineData("s - {0}", "set 0..3")]
    [InlineData("s & {1, 2}", "set 0..3")]
    [InlineData("s | {}", "set 0..3")]
    [InlineData("{x}", "set 0..3")]
    [InlineData("{x, y}", "set -2..5")]
    [InlineData("all Cpu - {c}", "set Cpu")]
    [InlineData("{ i: Page where e is map && e.page == i }", "set Page")]
    [InlineData("|s|", "0..4")]
    [InlineData("|q|", "0..2")]
    [InlineData("length(q)", "0..2")]
    [InlineData("head(q)", "0..3")]
    public void Sets_and_queues_have_their_elements_type(string expression, string type) => Check(expression, type);

    [Theory]
    [InlineData("a[x]", "0..3")]
    [InlineData("g[1]", "[0..2] 0..3")]
    [InlineData("[i: Cpu: x]", "[Cpu] 0..3")]
    [InlineData("[i: Cpu: [j: Page: b]]", "[Cpu] [Page] bool")]
    [InlineData("p.n", "0..3")]
    [InlineData("p with { n: 1 }", "Pair")]
    [InlineData("Pair { n: x, b: b }", "Pair")]
    [InlineData("e.page", "Page")]
    [InlineData("map(page: e.page, w: b)", "Pte")]
    [InlineData("map(e.page, b)", "Pte")]
    [InlineData("k@boot", "0..3")]
    [InlineData("k@c", "0..3")]
    [InlineData("the i: Page: e == map(page: i, w: b)", "Page")]
    [InlineData("count i: Page: e == map(page: i, w: b)", "0..3")]
    public void Parts_have_the_types_of_their_declarations(string expression, string type) => Check(expression, type);

    [Theory]
    [InlineData("b ? x : y", "-2..5")]
    [InlineData("b ? 1 : x", "0..3")]
    [InlineData("b ? none : x", "0..3?")]
    [InlineData("b ? o : x", "0..3?")]
    [InlineData("b ? {} : s", "set 0..3")]
    [InlineData("b ? {1} : s", "set 0..3")]
    [InlineData("b ? s : {1}", "set 0..3")]
    [InlineData("b ? c : boot", "Cpu")]
    [InlineData("true ? x : y", "-2..5")]
    public void A_choice_has_the_type_that_its_branches_share(string expression, string type) => Check(expression, type);

    [Theory]
    [InlineData("1 + true", "EX3003: '+' does not apply to bool.")]
    [InlineData("c + 1", "EX3004: '+' would tell identities apart: Cpu has no order and no arithmetic.")]
    [InlineData("min(c, boot)", "EX3004: 'min' would tell identities apart: Cpu has no order and no arithmetic.")]
    [InlineData("-c", "EX3004: '-' would tell identities apart: Cpu has no order and no arithmetic.")]
    [InlineData("|c|", "EX3003: '| |' does not apply to Cpu.")]
    [InlineData("c.f", "EX3003: '.f' does not apply to Cpu.")]
    [InlineData("x.n", "EX3003: '.n' does not apply to 0..3.")]
    [InlineData("s < s", "EX3003: '<' does not apply to set 0..3.")]
    [InlineData("x in x", "EX3003: 'in' does not apply to 0..3.")]
    [InlineData("x is map", "EX3003: 'is' does not apply to 0..3.")]
    [InlineData("head(s)", "EX3003: 'head' does not apply to set 0..3.")]
    [InlineData("e with { w: true }", "EX3003: 'with' does not apply to Pte.")]
    [InlineData("x == b", "EX3002: 0..3 and bool cannot be compared.")]
    [InlineData("none == none", "EX3002: 'none' and 'none' cannot be compared.")]
    [InlineData("b ? x : c", "EX3001: this is of type Cpu; 0..3 is expected here.")]
    [InlineData("a[b]", "EX3001: this is of type bool; 0..2 is expected here.")]
    [InlineData("k@x", "EX3001: this is of type 0..3; Cpu is expected here.")]
    [InlineData("x@c", "EX2005: 'x' is no per-CPU variable; a percpu variable is expected here.")]
    [InlineData("all 0..99", "EX5001: a set of 0..99 could have 100 elements; at most 64 are possible.")]
    [InlineData("count i: Page, j: Page: true", "EX4010: 'count' cannot stand here: it binds one name.")]
    [InlineData("e is emtpy", "EX3006: Pte has no variant 'emtpy'.")]
    [InlineData("p.m", "EX3005: Pair has no field 'm'.")]
    [InlineData("[i: Cpu: none]", "EX3010: the type of this cannot be told from the line alone.")]
    public void What_fits_nothing_is_refused_once(string expression, string message) =>
        Assert.Equal([message], Bound.Messages($"{Declarations}\nrule idle {{ skip; }}\ninvariant tested: ({expression}) == x;"));

    private static void Check(string expression, string type) =>
        Assert.Equal(type, Bound.TypeOf(expression, Declarations).Display);
}
