using System.Linq;
using Explorer.Machines.Expressions;
using Xunit;

namespace Explorer.Language.Tests.Binding;

public class ConstantTests
{
    [Theory]
    [InlineData("1 + 2 * 3", "7")]
    [InlineData("-7 / 2", "-3")]
    [InlineData("-7 % 2", "-1")]
    [InlineData("min(3, max(1, 2))", "2")]
    [InlineData("9223372036854775807", "9223372036854775807")]
    [InlineData("-9223372036854775808", "-9223372036854775808")]
    [InlineData("1 < 2 && !(2 < 1)", "true")]
    [InlineData("(2 in {1, 2})", "true")]
    [InlineData("{1, 2} - {1}", "{2}")]
    [InlineData("|all 0..3|", "4")]
    [InlineData("count i: 0..9: i % 2 == 0", "5")]
    [InlineData("the i: 0..9: i * i == 49", "7")]
    [InlineData("{ i: 0..5 where i > 3 }", "{4, 5}")]
    [InlineData("[i: 0..2: i * i]", "[0, 1, 4]")]
    [InlineData("[i: 0..2: i * i][2]", "4")]
    [InlineData("P { a: 1, b: 2 > 1 }", "{a: 1, b: true}")]
    [InlineData("(P { a: 1, b: true } with { a: 2 }).a", "2")]
    [InlineData("full(n: 3).n", "3")]
    [InlineData("full(n: 3) is empty", "false")]
    [InlineData("exists i: 0..3: forall j: 0..3: i >= j", "true")]
    [InlineData("false && 1 / 0 == 0", "false")]
    [InlineData("true ? 1 : 1 / 0", "1")]
    [InlineData("square(3) + square(2)", "13")]
    [InlineData("on", "true")]
    public void A_constant_is_computed(string expression, string value)
    {
        var loaded = Bound.Model(
            $$"""
            type P = struct { a: 0..3; b: bool; };
            type E = enum { empty, full(n: 0..3) };
            fun square(n: 0..9): 0..81 = n * n;
            param TESTED = {{expression}};
            rule idle { skip; }
            """);
        Assert.Empty(loaded.Diagnostics);
        Assert.Equal(value, Assert.Single(loaded.Parameters).Value);
    }

    [Theory]
    [InlineData("1 / 0", "EX3019")]
    [InlineData("9223372036854775807 + 1", "EX3019")]
    [InlineData("full().n", "EX3007")]
    [InlineData("empty.n", "EX3019")]
    [InlineData("the i: 0..9: i > 3", "EX3019")]
    [InlineData("[i: 0..2: i][3]", "EX3019")]
    [InlineData("count i: 0..60000: forall j: 0..60000: i <= j", "EX3019")]
    [InlineData("x", "EX3011")]
    [InlineData("x + 1", "EX3011")]
    [InlineData("forall i: 0..3: x == i", "EX3011")]
    [InlineData("read()", "EX3011")]
    [InlineData("k@boot", "EX3011")]
    [InlineData("k", "EX3011")]
    [InlineData("me", "EX4008")]
    [InlineData("self", "EX4010")]
    [InlineData("t at here", "EX4017")]
    [InlineData("none", "EX3010")]
    [InlineData("{}", "EX3010")]
    [InlineData("xchg(x, 1)", "EX4011")]
    [InlineData("any bool", "EX4010")]
    [InlineData("S { g: x }.g", "EX3011")]
    [InlineData("S { g: 1 }.g", "EX4002")]
    public void What_is_no_constant_is_refused(string expression, string code) =>
        Assert.Equal(
            code,
            Bound.Codes(
                $$"""
                type Cpu = id(2) { boot } as "CPU";
                type E = enum { empty, full(n: 0..3) };
                type S = struct { ghost g: 0..3; };
                var x : 0..3 = 0;
                percpu var k : 0..3 = 0;
                fun read(): 0..3 = x;
                param TESTED = {{expression}};
                thread t { here: x = 1; }
                """).First());

    [Fact]
    public void A_ghost_field_of_a_constant_is_a_constant_too() =>
        Assert.Equal(["EX3011"], Bound.Codes(
            "type S = struct { ghost g: 0..3; }; var x : 0..3 = 0; var s : S = S { g: x }; rule r { skip; }"));

    [Fact]
    public void Constants_in_a_condition_are_folded()
    {
        var model = Bound.Machines(
            "param N = 2; var x : 0..9 = 0; rule idle { skip; } invariant p: x + N * 2 > 3 && N == 2; invariant q: N > 2 && x == 0;");
        Assert.Equal("x + 4 > 3", ExpressionShape.Of(model.Conditions[0]!));
        Assert.Equal("false", Assert.IsType<Literal>(model.Conditions[1]).Value.Display);
    }

    [Theory]
    [InlineData("var x : 5..3 = 5;", "EX3012")]
    [InlineData("type T = id(0);", "EX3013")]
    [InlineData("type T = id(65);", "EX3013")]
    [InlineData("type T = id(1) { a, b };", "EX3013")]
    [InlineData("var q : queue(0) bool = {};", "EX3013")]
    [InlineData("type T = enum { };", "EX3020")]
    [InlineData("var s : set 0..64 = {};", "EX5001")]
    [InlineData("var s : set [0..1] bool = {};", "EX3014")]
    [InlineData("var a : [0..65536] bool = false;", "EX5002")]
    [InlineData("var a : [0..300] [0..300] bool = false;", "EX5002")]
    [InlineData("type Cpu = 0..99999; percpu var x : bool = false;", "EX5002")]
    [InlineData("type Cpu = [0..1] bool; percpu var x : bool = false;", "EX3014")]
    [InlineData("percpu var x : bool = false;", "EX2003")]
    [InlineData("var Cpu : bool = false; percpu var x : bool = false;", "EX2005")]
    [InlineData("rule r2 for a: 0..99, b: 0..99 { skip; }", "EX5004")]
    [InlineData("rule r2 for a: [0..1] bool { skip; }", "EX3014")]
    [InlineData("var x : 0..y = 0; var y : 0..3 = 0;", "EX3011")]
    public void Sizes_are_checked_where_they_are_written(string text, string code) =>
        Assert.Equal([code], Bound.Codes(text + "\nrule idle { skip; }"));

    [Fact]
    public void Without_an_initial_value_the_first_of_the_type_counts()
    {
        var model = Bound.Machines(
            """
            type Kind = enum { small(n: 2..3, b: bool), large };
            type Pair = struct { n: -1..3; s: set bool; };
            var a : bool; var b : 4..7; var c : Kind; var d : Pair; var e : 0..3?; var f : set 0..3;
            var g : queue(2) bool; var h : [0..1] 5..6; var i : [0..1] Pair?;
            rule idle { skip; }
            """);
        Assert.Equal(
            ["false", "4", "small(n: 2, b: false)", "{n: -1, s: {}}", "none", "{}", "<>", "[5, 5]", "[none, none]"],
            model.Variables.Select(v => Assert.IsType<Literal>(v.Initial).Value.Display));
    }
}
