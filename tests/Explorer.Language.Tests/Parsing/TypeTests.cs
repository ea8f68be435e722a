using Xunit;

namespace Explorer.Language.Tests.Parsing;

public class TypeTests
{
    [Theory]
    [InlineData("bool", "(NamedType bool)")]
    [InlineData("Cpu", "(NamedType Cpu)")]
    [InlineData("Cpu?", "(OptionType (NamedType Cpu))")]
    [InlineData("0..3", "(RangeType (Number 0) (Number 3) False)")]
    [InlineData("-1..3", "(RangeType (Number -1) (Number 3) False)")]
    [InlineData("0..N-1 wraps", "(RangeType (Number 0) (Binary Subtract (NameExpression N) (Number 1)) True)")]
    [InlineData("N..(N + 1)", "(RangeType (NameExpression N) (Binary Add (NameExpression N) (Number 1)) False)")]
    [InlineData("0..3?", "(OptionType (RangeType (Number 0) (Number 3) False))")]
    [InlineData("set Cpu", "(SetType (NamedType Cpu))")]
    [InlineData("[Cpu] [Va] set Page",
        "(ArrayType (NamedType Cpu) (ArrayType (NamedType Va) (SetType (NamedType Page))))")]
    [InlineData("[Cpu] Page?", "(ArrayType (NamedType Cpu) (OptionType (NamedType Page)))")]
    [InlineData("[0..1] 0..3",
        "(ArrayType (RangeType (Number 0) (Number 1) False) (RangeType (Number 0) (Number 3) False))")]
    [InlineData("queue(2) Cpu", "(QueueType (Number 2) (NamedType Cpu))")]
    [InlineData("id(2)", "(IdentityType (Number 2) [])")]
    [InlineData("id(N) { a, b }", "(IdentityType (NameExpression N) [a b])")]
    [InlineData("enum { a, b, }", "(EnumType [(Variant a []) (Variant b [])])")]
    [InlineData("enum { map(page: Page, w: bool) }",
        "(EnumType [(Variant map [(FieldDeclaration False page (NamedType Page)) (FieldDeclaration False w (NamedType bool))])])")]
    [InlineData("struct { a: bool; ghost b: 0..1; }",
        "(StructType [(FieldDeclaration False a (NamedType bool)) "
        + "(FieldDeclaration True b (RangeType (Number 0) (Number 1) False))])")]
    [InlineData("struct { ghost: bool; }", "(StructType [(FieldDeclaration False ghost (NamedType bool))])")]
    public void Every_form_has_its_node(string text, string shape) =>
        Assert.Equal(shape, SyntaxShape.Of(Texts.Type(text)));

    [Theory]
    [InlineData("var x: ;")]
    [InlineData("var x: 3;")]
    [InlineData("var x: 0..;")]
    [InlineData("var x: T??;")]
    [InlineData("var x: [T;")]
    [InlineData("var x: struct { a: bool, b: bool };")]
    [InlineData("var x: enum { a b };")]
    [InlineData("var x: id(2;")]
    [InlineData("var x: queue(2);")]
    public void What_is_no_type_is_reported_once(string text) => Assert.Equal(["EX1001"], Texts.Codes(text));
}
