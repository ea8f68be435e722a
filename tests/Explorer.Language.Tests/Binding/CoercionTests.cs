using Xunit;

namespace Explorer.Language.Tests.Binding;

public class CoercionTests
{
    private const string Declarations =
        """
        type Cpu = id(2) { boot } as "CPU";
        var x : 0..3 = 1;
        var b : bool = false;
        var o : 0..3? = none;
        var f : 0..3? = 2;
        var s : set 0..3 = {1};
        var a : [0..2] 0..3 = 1;
        """;

    [Theory]
    [InlineData("0..3", "x", "x")]
    [InlineData("0..3", "2", "2")]
    [InlineData("0..2", "x", "check 0..2(x)")]
    [InlineData("0..3", "x + 1", "check 0..3(x + 1)")]
    [InlineData("0..3 wraps", "x + 1", "wrap 0..3 wraps(x + 1)")]
    [InlineData("0..3", "5", "check 0..3(5)")]
    [InlineData("0..3", "b ? 5 : x", "check 0..3(b ? 5 : check 0..5(x))")]
    public void An_integer_is_checked_against_its_targets_range(string type, string expression, string shape) =>
        Check(type, expression, shape);

    [Theory]
    [InlineData("0..3?", "x", "Some(x)")]
    [InlineData("0..3?", "none", "none")]
    [InlineData("0..3?", "2", "2")]
    [InlineData("0..3?", "o", "o")]
    [InlineData("0..3", "o", "Unwrap(o)")]
    [InlineData("0..2", "o", "check 0..2(Unwrap(o))")]
    [InlineData("0..2?", "x", "Some(check 0..2(x))")]
    [InlineData("0..3?", "b ? none : x", "b ? none : Some(x)")]
    [InlineData("bool", "o == x", "o == Some(x)")]
    [InlineData("bool", "o == none", "o == none")]
    public void A_value_and_an_optional_one_stand_for_each_other(string type, string expression, string shape) =>
        Check(type, expression, shape);

    [Theory]
    [InlineData("[0..2] 0..3", "x", "Fill(x)")]
    [InlineData("[0..2] 0..3", "2", "[2, 2, 2]")]
    [InlineData("[0..1] [0..2] 0..3", "x", "Fill(x)")]
    [InlineData("[0..1] [0..2] 0..3", "a", "Fill(a)")]
    [InlineData("[0..1] [0..1] set 0..3", "{}", "[[{}, {}], [{}, {}]]")]
    [InlineData("[0..1] [0..1] set 0..3", "{1}", "[[{1}, {1}], [{1}, {1}]]")]
    [InlineData("[0..1] 0..3?", "none", "[none, none]")]
    [InlineData("[0..1] 0..3?", "x", "Fill(Some(x))")]
    [InlineData("[0..1] 0..3", "o", "Fill(Unwrap(o))")]
    [InlineData("[Cpu] bool", "true", "[true, true]")]
    public void One_value_fills_any_number_of_levels_of_an_array(string type, string expression, string shape) =>
        Check(type, expression, shape);

    [Theory]
    [InlineData("set 0..3", "{x}", "{x}")]
    [InlineData("set 0..3", "s + {2}", "s + {2}")]
    [InlineData("set 0..3?", "{none, 1}", "{none, 1}")]
    [InlineData("bool", "{1} == s", "{1} == s")]
    public void Elements_of_a_set_have_the_type_that_is_expected(string type, string expression, string shape) =>
        Check(type, expression, shape);

    [Theory]
    [InlineData("bool", "o == none", "true")]
    [InlineData("bool", "none != o", "false")]
    [InlineData("bool", "o == 1", "false")]
    [InlineData("bool", "o == o", "true")]
    [InlineData("bool", "f == 2", "true")]
    [InlineData("bool", "x == o", "false")]
    [InlineData("bool", "o != none && o > 0", "false")]
    [InlineData("bool", "o == none || o > 0", "true")]
    [InlineData("bool", "o != none => o > 0", "true")]
    [InlineData("0..3", "o == none ? 0 : o", "0")]
    [InlineData("bool", "o > 0", "Index")]
    [InlineData("0..9", "o + 1", "Index")]
    [InlineData("0..9", "f + 1", "3")]
    [InlineData("bool", "o in s", "Index")]
    public void Only_a_use_of_none_as_a_value_is_a_violation(string type, string expression, string value) =>
        Assert.Equal(value, Bound.Value(type, expression, Declarations));

    [Theory]
    [InlineData("0..3 wraps", "x - 2", "3")]
    [InlineData("0..2", "x + 2", "Range")]
    [InlineData("0..2", "a[x + 5]", "Index")]
    [InlineData("0..9", "x / 0", "Overflow")]
    [InlineData("bool", "x * 9223372036854775807 + 1 > 0", "Overflow")]
    [InlineData("bool", "9 in s", "false")]
    public void Leaving_a_range_is_a_violation_unless_it_wraps(string type, string expression, string value) =>
        Assert.Equal(value, Bound.Value(type, expression, Declarations));

    [Fact]
    public void An_optional_array_is_used_as_an_array() =>
        Assert.Equal(
            "Unwrap(t)",
            ExpressionShape.Of(Bound.Assigned("Row", "t", "type Row = [0..1] bool;\ntype Line = Row?;\nvar t : Line = none;")));

    [Fact]
    public void Parts_of_an_optional_struct_are_its_contents() =>
        Assert.Equal(
            "4",
            Bound.Value(
                "0..9", "p.n + (p with { n: 3 }).n",
                "type P = struct { n: 0..3; };\ntype Q = P?;\nvar p : Q = P { n: 1 };"));

    private static void Check(string type, string expression, string shape) =>
        Assert.Equal(shape, ExpressionShape.Of(Bound.Assigned(type, expression, Declarations)));
}
