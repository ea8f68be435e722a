using System.Linq;
using Explorer.Language.Syntax;
using Xunit;

namespace Explorer.Language.Tests.Parsing;

public class LexerTests
{
    [Theory]
    [InlineData("var x$: bool;", "EX1002")]
    [InlineData("var grün: bool;", "EX1002")]
    [InlineData("var x: bool; \u0001", "EX1002")]
    [InlineData("var x: bool; \ud83d\ude00", "EX1002")]
    [InlineData("invariant p \"text: x;\n;", "EX1003", "EX1001")]
    [InlineData("/* text */ var x: bool;", "EX1004")]
    [InlineData("var x: bool; /* never closed", "EX1004")]
    [InlineData("var x: 0..1 = 0x1;", "EX1005")]
    [InlineData("var x: 0..1 = 1UL;", "EX1005")]
    [InlineData("var x: 0..1 = 9223372036854775808;", "EX1006")]
    [InlineData("var x: 0..1 = -9223372036854775809;", "EX1006")]
    [InlineData("expect states 99999999999999999999;", "EX1006")]
    public void Mistakes_inside_a_token_are_reported(string text, params string[] codes) =>
        Assert.Equal(codes, Texts.Codes(text));

    [Fact]
    public void A_byte_order_mark_is_passed_over() => Assert.Single(Texts.Declarations("\uFEFFvar x: bool;"));

    [Fact]
    public void Lines_may_end_in_carriage_return_and_line_feed()
    {
        var declaration = Assert.Single(Texts.Declarations("/// text\r\nvar x: bool; // comment\r\n"));
        Assert.Equal("text", declaration.Description);
    }

    [Fact]
    public void A_text_holds_any_character_but_a_quote()
    {
        var text = Texts.Declaration<PropertySyntax>("invariant p \"größe \\ // /* {0} \u20ac\": x;").Text;
        Assert.Equal("größe \\ // /* {0} \u20ac", text);
    }

    [Fact]
    public void Symbols_are_as_long_as_they_can_be() =>
        Assert.Equal(
            SyntaxShape.Of(Texts.Expression("a <= b && c => d")),
            SyntaxShape.Of(Texts.Expression("a<=b&&c=>d")));

    [Fact]
    public void A_range_needs_no_spaces() => Texts.Declarations("var x: 0..3; var y: N..M; param N = 1 in 0..3;");

    [Fact]
    public void A_mistake_in_a_number_does_not_hide_the_statement()
    {
        var (file, _) = Texts.Parse("var x: 0..1 = 0x1; var y: bool;");
        Assert.Equal(["x", "y"], file.Declarations.OfType<VariableSyntax>().Select(variable => variable.Name.Text));
    }
}
