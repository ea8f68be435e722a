using System.Linq;
using Explorer.Machines.Analysis;
using Explorer.Machines.Expressions;
using Xunit;

namespace Explorer.Language.Tests.Binding;

public class FunctionTests
{
    private const string Declarations =
        """
        type Page = id(2) as "page";
        var x : 0..3 = 1;
        var y : [0..3] bool = false;
        fun plus(a: 0..9, b: 0..9): 0..9 = a + b;
        fun less(a: 0..3): bool = a < x;
        fun small(): 0..3 = 5 - x;

        """;

    [Theory]
    [InlineData("plus(x, 2)", "check 0..9(x + 2)")]
    [InlineData("plus(x + x, x)", "check 0..9(x + x + x)")]
    [InlineData("plus(plus(x, 1), plus(1, 1))", "check 0..9(x + 1 + 2)")]
    [InlineData("less(2)", "2 < x")]
    [InlineData("less(x) || less(0)", "x < x || 0 < x")]
    public void A_call_is_replaced_by_the_body(string expression, string shape)
    {
        var model = Bound.Machines($"{Declarations}rule idle {{ skip; }}\ninvariant p: ({expression}) == ({expression});");
        Assert.Equal(shape, ExpressionShape.Of(Assert.IsType<Binary>(model.Conditions[0]).Left));
    }

    [Theory]
    [InlineData("0..99", "plus(3, 4) + plus(1, 1)", "9")]
    [InlineData("0..99", "plus(x - 2, 4)", "Range")]
    [InlineData("0..3", "small()", "Range")]
    [InlineData("bool", "less(7)", "Range")]
    [InlineData("bool", "less(x) => less(0)", "true")]
    public void Arguments_and_results_are_checked_against_their_types(string type, string expression, string value) =>
        Assert.Equal(value, Bound.Value(type, expression, Declarations));

    [Fact]
    public void An_argument_that_a_body_binds_around_keeps_its_meaning() =>
        Assert.Equal(
            "3",
            Bound.Value(
                "0..9", "count i: 0..2: bigger(i)",
                "fun bigger(a: 0..3): bool = exists i: 0..3: i > a;"));

    [Theory]
    [InlineData("fun f(a: 0..3): bool = f(a); rule r when f(1) { skip; }", "f")]
    [InlineData("fun f(): bool = g(); fun g(): bool = f(); rule r when g() { skip; }", "g")]
    [InlineData("fun f(): bool = f(); rule r { skip; }", "f")]
    [InlineData("proc p() { p(); } thread t { p(); }", "p")]
    [InlineData("proc p() { q(); } proc q() { p(); } thread t { skip; }", "p")]
    public void Recursion_is_refused(string text, string name) =>
        Assert.Contains($"EX2007: '{name}' calls itself; functions and procedures are inlined and cannot.", Bound.Messages(text));

    [Fact]
    public void A_function_applied_to_its_own_result_is_no_recursion() =>
        Assert.Equal("4", Bound.Value("0..99", "plus(plus(1, 1), plus(1, 1))", Declarations));

    [Theory]
    [InlineData("fun f(): bool = nonsense;", "EX2003")]
    [InlineData("fun f(a: 0..3): bool = a;", "EX3001")]
    [InlineData("fun f(a: Nope): bool = a;", "EX2003")]
    [InlineData("fun f(): Nope = true;", "EX2003")]
    [InlineData("proc f() { nonsense = 1; }", "EX2003")]
    [InlineData("proc f() -> bool { skip; }", "EX4012")]
    [InlineData("proc f() { return 1; }", "EX4010")]
    public void Mistakes_are_found_where_nobody_calls(string text, string code) =>
        Assert.Equal([code], Bound.Codes(Declarations + text + "rule idle { skip; }"));

    [Theory]
    [InlineData("fun f(): bool = g; ghost var g : bool = false;")]
    [InlineData("fun f(): bool = t at here; thread t { here: skip; }")]
    [InlineData("fun f(): bool = k@me == self; type Cpu = id(2); percpu var k : Thread? = none;")]
    [InlineData("proc f() { x = 1; k = true; } type Cpu = id(2); percpu var k : bool = false;")]
    public void What_nobody_calls_may_name_what_a_caller_could(string text) =>
        Assert.Empty(Bound.Messages(Declarations + text + "rule idle { skip; }"));

    [Theory]
    [InlineData("f()", "EX3009: 'f' takes 1 value, not 0.")]
    [InlineData("f(1, 2)", "EX3009: 'f' takes 1 value, not 2.")]
    [InlineData("f(true)", "EX3001: this is of type bool; 0..3 is expected here.")]
    [InlineData("x()", "EX2005: 'x' is a variable; a function is expected here.")]
    [InlineData("p()", "EX4010: 'p' cannot stand here: a procedure takes steps; call it as a statement, or alone after '=' or 'return'.")]
    [InlineData("f", "EX2005: 'f' is a function; a value is expected here.")]
    [InlineData("min(1)", "EX3009: 'min' takes 2 values, not 1.")]
    public void A_call_must_fit(string expression, string message) =>
        Assert.Equal(
            [message],
            Bound.Messages($"var x : 0..3 = 0; fun f(a: 0..3): bool = a == x; proc p() {{ skip; }} rule r when ({expression}) == true {{ skip; }}"));

    [Fact]
    public void What_doubles_with_every_call_is_refused_in_time()
    {
        var functions = Enumerable.Range(1, 40).Select(i => $"fun f{i}(): 0..1 = f{i - 1}() * f{i - 1}();");
        Assert.Equal(
            ["EX5005: 'f40' becomes too large when all that it names is put in its place."],
            Bound.Messages($"var x : 0..1 = 0; fun f0(): 0..1 = x; {string.Join('\n', functions)} rule idle {{ skip; }} invariant p: f40() == 0;"));
    }

    [Fact]
    public void An_argument_that_doubles_with_every_call_is_refused_in_time()
    {
        var calls = string.Concat(Enumerable.Repeat("d(", 40)) + "x" + new string(')', 40);
        Assert.Equal(
            ["EX5005"],
            Bound.Codes($"var x : 0..1 = 0; fun d(a: 0..1): 0..1 = a * a; rule idle {{ skip; }} invariant p: {calls} == 0;"));
    }

    [Fact]
    public void Depth_adds_up_only_so_far()
    {
        var sum = string.Join(" + ", Enumerable.Repeat("a", 2000));
        var calls = string.Concat(Enumerable.Repeat("d(", 20)) + "x" + new string(')', 20);
        Assert.Equal(
            ["EX5005"],
            Bound.Codes($"var x : 0..1 = 0; fun d(a: 0..1): 0..1 = {sum}; rule idle {{ skip; }} invariant p: {calls} == 0;"));
    }

    [Fact]
    public void A_long_expression_is_bound()
    {
        var sum = string.Join(" + ", Enumerable.Repeat("x", 2400));
        var model = Bound.Machines($"var x : 0..1 = 0; rule idle {{ skip; }} invariant p: {sum} == 0;");
        Assert.Equal(2400, ExpressionTree.SelfAndDescendants(model.Conditions[0]!).OfType<VariableRead>().Count());
    }
}
