using Explorer.Language.Syntax;
using Xunit;

namespace Explorer.Language.Tests.Parsing;

public class StatementTests
{
    private const string Skip = "(Skip - -)";

    [Theory]
    [InlineData("x = 1;", "(Assignment [(NameExpression x)] Assign [(Number 1)] - -)")]
    [InlineData("x[i].f += 1;",
        "(Assignment [(Field (Index (NameExpression x) (NameExpression i)) f)] Add [(Number 1)] - -)")]
    [InlineData("x@k -= {y};",
        "(Assignment [(AtCpu x (NameExpression k))] Subtract [(SetLiteral [(NameExpression y)])] - -)")]
    [InlineData("x, y = y, x;",
        "(Assignment [(NameExpression x) (NameExpression y)] Assign [(NameExpression y) (NameExpression x)] - -)")]
    [InlineData("let x = 1;", "(Let x - (Number 1) - -)")]
    [InlineData("let x: T;", "(Let x (NamedType T) - - -)")]
    [InlineData("let x: T? = none;", "(Let x (OptionType (NamedType T)) (None) - -)")]
    [InlineData("choose x in T;", "(Choose x (NameExpression T) - - -)")]
    [InlineData("choose x in T?;", "(Choose x (All (OptionType (NamedType T))) - - -)")]
    [InlineData("choose x in bool;", "(Choose x (All (NamedType bool)) - - -)")]
    [InlineData("choose x in 0..N-1 where x != y;",
        "(Choose x (All (RangeType (Number 0) (Binary Subtract (NameExpression N) (Number 1)) False)) "
        + "(Binary NotEqual (NameExpression x) (NameExpression y)) - -)")]
    [InlineData("await x;", "(Await (NameExpression x) - -)")]
    [InlineData("if (x) skip;", $"(If (NameExpression x) {Skip} - - -)")]
    [InlineData("if (x) { skip; } else skip;", $"(If (NameExpression x) (Block [{Skip}] - -) {Skip} - -)")]
    [InlineData("while (x) skip;", $"(While (NameExpression x) {Skip} - -)")]
    [InlineData("loop { break; continue; }", "(Loop (Block [(Break - -) (Continue - -)] - -) - -)")]
    [InlineData("return;", "(Return - - -)")]
    [InlineData("return x;", "(Return (NameExpression x) - -)")]
    [InlineData("either { } or { } or { skip; }", $"(Either [(Block [] - -) (Block [] - -) (Block [{Skip}] - -)] - -)")]
    [InlineData("foreach k in cpus { skip; }", $"(Foreach k (NameExpression cpus) (Block [{Skip}] - -) - -)")]
    [InlineData("foreach k in {a, b} { }",
        "(Foreach k (SetLiteral [(NameExpression a) (NameExpression b)]) (Block [] - -) - -)")]
    [InlineData("foreach k in all Mm? { }", "(Foreach k (All (OptionType (NamedType Mm))) (Block [] - -) - -)")]
    [InlineData("for i in 0..N-1 { }",
        "(For i (Number 0) (Binary Subtract (NameExpression N) (Number 1)) (Block [] - -) - -)")]
    [InlineData("atomic x = 1;", "(Atomic (Assignment [(NameExpression x)] Assign [(Number 1)] - -) - -)")]
    [InlineData("atomic { skip; }", $"(Atomic (Block [{Skip}] - -) - -)")]
    [InlineData("irqs_off { }", "(HoldOff Interrupts (Block [] - -) - -)")]
    [InlineData("preempt_off { }", "(HoldOff Preemption (Block [] - -) - -)")]
    [InlineData("assert x;", "(Assert - - (NameExpression x) - -)")]
    [InlineData("assert p: x;", "(Assert p - (NameExpression x) - -)")]
    [InlineData("assert \"t\": x;", "(Assert - \"t\" (NameExpression x) - -)")]
    [InlineData("assert p \"t\": x;", "(Assert p \"t\" (NameExpression x) - -)")]
    [InlineData("assert a ? b : c;",
        "(Assert - - (Conditional (NameExpression a) (NameExpression b) (NameExpression c)) - -)")]
    [InlineData("f(any T);", "(CallStatement (Call f [(Argument - (Any (NamedType T)))]) - -)")]
    [InlineData("{ skip; }", $"(Block [{Skip}] - -)")]
    public void Every_form_has_its_node(string text, string shape) =>
        Assert.Equal(shape, SyntaxShape.Of(Texts.Statement(text)));

    [Theory]
    [InlineData("\"text\" skip;", "(Skip \"text\" -)")]
    [InlineData("here: skip;", "(Skip - here)")]
    [InlineData("here: \"text\" skip;", "(Skip \"text\" here)")]
    [InlineData("\"text\" here: skip;", "(Skip \"text\" here)")]
    [InlineData("\"outer\" atomic \"inner\" skip;", "(Atomic (Skip \"inner\" -) \"outer\" -)")]
    public void Texts_and_labels_stand_in_either_order(string text, string shape) =>
        Assert.Equal(shape, SyntaxShape.Of(Texts.Statement(text)));

    [Fact]
    public void An_else_belongs_to_the_nearest_if()
    {
        var outer = Texts.Statement<IfSyntax>("if (a) if (b) skip; else return;");
        Assert.Null(outer.Else);
        Assert.IsType<ReturnSyntax>(Assert.IsType<IfSyntax>(outer.Then).Else);
    }

    [Fact]
    public void The_text_is_part_of_the_span() =>
        Assert.Equal("\"text\" here: skip;", Texts.Statement("  \"text\" here: skip;  ").Span.Text);

    [Theory]
    [InlineData("x, y = 1;", "EX1013")]
    [InlineData("x = 1, 2;", "EX1013")]
    [InlineData("x, y += 1, 2;", "EX1013")]
    [InlineData("\"a\" \"b\" skip;", "EX1015")]
    [InlineData("a: b: skip;", "EX1015")]
    [InlineData("fence;", "EX1016")]
    [InlineData("x;", "EX1001")]
    [InlineData("x == 1;", "EX1001")]
    [InlineData("x++;", "EX1001")]
    [InlineData("3 = x;", "EX1001")]
    [InlineData(";", "EX1001")]
    [InlineData("let x;", "EX1001")]
    [InlineData("if x { }", "EX1001")]
    [InlineData("loop skip;", "EX1001")]
    [InlineData("either { }", "EX1001")]
    [InlineData("for i in cpus { }", "EX1001")]
    [InlineData("choose x from T;", "EX1001")]
    [InlineData("let if = 3;", "EX1007")]
    [InlineData("var x: T = 3;", "EX1011")]
    public void What_is_no_statement_is_reported_once(string text, string code) =>
        Assert.Equal([code], Texts.Codes($"proc p() {{ {text} }}"));
}
