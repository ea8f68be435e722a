using Explorer.Language.Syntax;
using Xunit;

namespace Explorer.Language.Tests.Parsing;

public class ExpressionTests
{
    [Theory]
    [InlineData("0", "(Number 0)")]
    [InlineData("-1", "(Number -1)")]
    [InlineData("9223372036854775807", "(Number 9223372036854775807)")]
    [InlineData("-9223372036854775808", "(Number -9223372036854775808)")]
    [InlineData("true", "(Boolean True)")]
    [InlineData("none", "(None)")]
    [InlineData("me", "(Me)")]
    [InlineData("self", "(Self)")]
    [InlineData("turn", "(NameExpression turn)")]
    [InlineData("-a", "(Unary Negate (NameExpression a))")]
    [InlineData("a is map", "(Is (NameExpression a) map)")]
    [InlineData("t at here", "(AtLabel (NameExpression t) here)")]
    [InlineData("a.b", "(Field (NameExpression a) b)")]
    [InlineData("a[0]", "(Index (NameExpression a) (Number 0))")]
    [InlineData("x@me", "(AtCpu x (Me))")]
    [InlineData("x@1", "(AtCpu x (Number 1))")]
    [InlineData("f()", "(Call f [])")]
    [InlineData("min(a, 1)", "(Call min [(Argument - (NameExpression a)) (Argument - (Number 1))])")]
    [InlineData("map(page: p)", "(Call map [(Argument page (NameExpression p))])")]
    [InlineData("any Mm?", "(Any (OptionType (NamedType Mm)))")]
    [InlineData("any bool", "(Any (NamedType bool))")]
    [InlineData("all Cpu", "(All (NamedType Cpu))")]
    [InlineData("all [Cpu] bool", "(All (ArrayType (NamedType Cpu) (NamedType bool)))")]
    [InlineData("Pte { w: true, }", "(StructLiteral Pte [(FieldValue w (Boolean True))])")]
    [InlineData("p with { w: true }", "(With (NameExpression p) [(FieldValue w (Boolean True))])")]
    [InlineData("{}", "(SetLiteral [])")]
    [InlineData("{a, 1}", "(SetLiteral [(NameExpression a) (Number 1)])")]
    [InlineData("{ x: T where x == a }",
        "(SetComprehension (Binder x (NamedType T)) (Binary Equal (NameExpression x) (NameExpression a)))")]
    [InlineData("[i: T: 0]", "(ArrayComprehension (Binder i (NamedType T)) (Number 0))")]
    [InlineData("|s|", "(Cardinality (NameExpression s))")]
    [InlineData("|(a | b)|", "(Cardinality (Binary Union (NameExpression a) (NameExpression b)))")]
    [InlineData("the s: Slot: a", "(Quantified The [(Binder s (NamedType Slot))] (NameExpression a))")]
    [InlineData("count s: 0..1: a",
        "(Quantified Count [(Binder s (RangeType (Number 0) (Number 1) False))] (NameExpression a))")]
    [InlineData("forall x: T, y: U: a",
        "(Quantified ForAll [(Binder x (NamedType T)) (Binder y (NamedType U))] (NameExpression a))")]
    [InlineData("x in 0..3", "(Binary In (NameExpression x) (All (RangeType (Number 0) (Number 3) False)))")]
    [InlineData("x in bool", "(Binary In (NameExpression x) (All (NamedType bool)))")]
    public void Every_form_has_its_node(string text, string shape) =>
        Assert.Equal(shape, SyntaxShape.Of(Texts.Expression(text)));

    [Theory]
    [InlineData("all")]
    [InlineData("|a | b|")]
    [InlineData("||a||")]
    [InlineData("a.0")]
    [InlineData("(a)(b)")]
    [InlineData("(a)@k")]
    [InlineData("x@-1")]
    [InlineData("{ x: T }")]
    [InlineData("[i: T]")]
    [InlineData("forall x, y: T: a")]
    [InlineData("a b")]
    [InlineData("a is map + 1")]
    [InlineData("")]
    public void What_is_no_expression_is_reported_once(string text)
    {
        var diagnostics = new Core.Diagnostics.DiagnosticBag();
        Language.Parsing.ModelParser.ParseExpression(new Core.Diagnostics.SourceText("test.model", text), diagnostics);
        Assert.Equal("EX1001", Assert.Single(diagnostics.Sorted()).Code);
    }

    [Theory]
    [InlineData("flag == all Cpu ? 1 : 0", "(Number 1)")]
    [InlineData("flag in all Cpu ? x : y", "(NameExpression x)")]
    [InlineData("all Cpu ? {} : {a}", "(SetLiteral [])")]
    public void A_question_mark_before_an_operand_chooses(string text, string whenTrue) =>
        Assert.Equal(whenTrue, SyntaxShape.Of(Texts.Expression<ConditionalSyntax>(text).WhenTrue));

    [Theory]
    [InlineData("x in all Mm? && a")]
    [InlineData("x in all Mm? - {none}")]
    [InlineData("x in Mm?")]
    [InlineData("|all Mm?| == 3")]
    public void A_question_mark_before_anything_else_belongs_to_the_type(string text) =>
        Assert.Contains("OptionType", SyntaxShape.Of(Texts.Expression(text)), System.StringComparison.Ordinal);

    [Theory]
    [InlineData("count")]
    [InlineData("the")]
    [InlineData("at")]
    [InlineData("from")]
    [InlineData("on")]
    [InlineData("when")]
    [InlineData("where")]
    [InlineData("limit")]
    [InlineData("memory")]
    [InlineData("steps")]
    [InlineData("wraps")]
    [InlineData("id")]
    [InlineData("queue")]
    [InlineData("as")]
    [InlineData("ghost")]
    [InlineData("default")]
    public void Words_that_need_not_be_reserved_are_names(string word)
    {
        Texts.Expression($"{word} + {word}[{word}].{word} in {word}");
        Texts.Declarations(
            $$"""
            var {{word}}: struct { {{word}}: bool; };
            type T = enum { {{word}}({{word}}: bool) };
            rule r for {{word}}: T on {{word}} when {{word}} { {{word}} = {{word}}; }
            proc p(ref {{word}}: T) { {{word}}({{word}}: {{word}});
                choose {{word}} in {{word}} where {{word}}; {{word}}: skip; }
            """);
    }
}
