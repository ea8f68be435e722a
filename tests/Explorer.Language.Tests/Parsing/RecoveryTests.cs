using System.Linq;
using Explorer.Language.Syntax;
using Xunit;

namespace Explorer.Language.Tests.Parsing;

public class RecoveryTests
{
    [Fact]
    public void Reports_all_mistakes_of_a_file_at_once()
    {
        var (file, diagnostics) = Texts.Parse(
            """
            var x bool;
            type S = struct { a 0..3; b: bool; c: ; };
            proc f(x T, y: U) {
                x = = Pte { f: 1 };
                y = 3
                z = 4;
                if x == 3 { foo(1; } else { x = 3; }
                foo(a, b)
            }
            rule r for c Cpu on c when g { skip }
            expect violated in 3 steps;
            """);
        int[] lines = [1, 2, 2, 3, 4, 5, 7, 7, 8, 10, 10, 11];
        Assert.Equal(lines, diagnostics.Select(diagnostic => Line(diagnostic.Span.Start)));
        Assert.Equal(5, file.Declarations.Length);

        int Line(int offset) => file.Source.Position(offset).Line;
    }

    [Theory]
    [InlineData("x = = 1;")]
    [InlineData("x = (1;")]
    [InlineData("x = f(1, 2;")]
    [InlineData("x = a[1;")]
    [InlineData("x = {a b};")]
    [InlineData("x = P { a 1, b: 2 };")]
    [InlineData("x = |a;")]
    [InlineData("if (a { x = 1; }")]
    [InlineData("while a) { x = 1; }")]
    [InlineData("foreach x cpus { x = 1; }")]
    [InlineData("choose in T;")]
    [InlineData("else { x = 1; }")]
    [InlineData("assert p \"t\" x;")]
    [InlineData("unknown x { y = 1; }")]
    [InlineData("x = 1")]
    [InlineData(")")]
    public void A_broken_statement_does_not_harm_the_next_ones(string broken)
    {
        var (file, diagnostics) = Texts.Parse($"proc p() {{\n    {broken}\n    here: skip;\n}}\nproc q() {{ skip; }}");
        Assert.Single(diagnostics);
        Assert.Equal(2, file.Declarations.Length);
        var last = Assert.IsType<ProcedureSyntax>(file.Declarations[0]).Body.Statements.Last();
        Assert.Equal("here", last.Label?.Text);
    }

    [Theory]
    [InlineData("var x bool;")]
    [InlineData("var x: [T bool;")]
    [InlineData("proc p(x) { skip; }")]
    [InlineData("proc p { skip; }")]
    [InlineData("rule r for c { skip; }")]
    [InlineData("rule r when { skip; }")]
    [InlineData("thread t on c c { skip; }")]
    [InlineData("invariant p x;")]
    [InlineData("fun f(x: T) = x;")]
    [InlineData("config c { a 1; b = 2; }")]
    [InlineData("nonsense { a = 1; b = 2; }")]
    [InlineData("x = 1; y = 2; z = 3;")]
    [InlineData("}")]
    [InlineData("expect p;")]
    [InlineData("type T = enum { a, b(x: bool };")]
    public void A_broken_declaration_does_not_harm_the_next_ones(string broken)
    {
        var (file, diagnostics) = Texts.Parse($"{broken}\nvar last: bool;");
        Assert.Single(diagnostics);
        Assert.Equal("last", Assert.IsType<VariableSyntax>(file.Declarations.Last()).Name.Text);
    }

    [Fact]
    public void A_missing_brace_is_reported_where_the_body_begins()
    {
        var (file, diagnostics) = Texts.Parse(
            "proc p() {\n  if (x) {\n    skip;\n\nproc q() { skip; }\nproc r() { skip; }\n");
        var diagnostic = Assert.Single(diagnostics);
        Assert.Equal("EX1014", diagnostic.Code);
        Assert.Equal((2, 10), file.Source.Position(diagnostic.Span.Start));
        Assert.Equal((5, 1), file.Source.Position(Assert.Single(diagnostic.Related).Span.Start));
        Assert.Equal(3, file.Declarations.Length);
    }

    [Fact]
    public void A_brace_too_many_is_reported_once()
    {
        var codes = Texts.Codes("proc p() {\n  if (x) { skip; }}\n  y = 1;\n  z = 1;\n}\nproc q() { skip; }\n");
        Assert.Equal(["EX1001"], codes);
    }

    [Theory]
    [InlineData("invariant p: ", "(", "x", ")")]
    [InlineData("invariant p: ", "!", "x", "")]
    [InlineData("invariant p: ", "-", "x", "")]
    [InlineData("invariant p: ", "x => ", "x", "")]
    [InlineData("invariant p: ", "x ? x : ", "x", "")]
    [InlineData("invariant p: ", "x ? ", "x", ": x")]
    [InlineData("invariant p: ", "f(", "x", ")")]
    [InlineData("invariant p: ", "a[", "x", "]")]
    [InlineData("invariant p: ", "{", "x", "}")]
    [InlineData("invariant p: ", "x@(", "x", ")")]
    [InlineData("invariant p: ", "P { f: ", "x", "}")]
    [InlineData("invariant p: ", "forall x: T: ", "x", "")]
    [InlineData("invariant p: ", "|", "x", "|")]
    [InlineData("invariant p: ", "", "x", "[0]")]
    [InlineData("invariant p: ", "", "x", ".f")]
    [InlineData("invariant p: ", "x && ", "x", "")]
    [InlineData("var x: ", "[T] ", "T", "")]
    [InlineData("var x: ", "set ", "T", "")]
    [InlineData("var x: ", "[", "T", "] T")]
    [InlineData("var x: ", "", "0..1", " + 1")]
    [InlineData("var x: ", "struct { f: ", "T", "; }")]
    [InlineData("init { ", "{ ", "skip;", " }")]
    [InlineData("init { ", "if (x) ", "skip;", "")]
    [InlineData("init { ", "if (x) skip; else ", "skip;", "")]
    [InlineData("init { ", "atomic ", "skip;", "")]
    [InlineData("init { ", "loop { ", "skip;", " }")]
    [InlineData("init { ", "", "x", ".f")]
    [InlineData("init { foreach x in ", "", "x", ".f")]
    public void Deep_nesting_is_refused(string start, string open, string middle, string close)
    {
        const int Many = 20_000;
        var text = start + Repeat(open, Many) + middle + Repeat(close, Many);
        var (_, diagnostics) = Texts.Parse(text);
        Assert.Contains("EX1009", diagnostics.Select(diagnostic => diagnostic.Code));
        Assert.True(diagnostics.Length <= 2, "deep nesting is reported once");
    }

    [Fact]
    public void Ordinary_nesting_is_not_refused()
    {
        Texts.Expression(Repeat("(", 150) + "x" + Repeat(")", 150));
        Texts.Expression("x" + Repeat(" + x", 2000));
        Texts.Statement(Repeat("if (x) skip; else ", 150) + "skip;");
    }

    [Fact]
    public void An_empty_file_is_a_file() => Assert.Empty(Texts.Declarations(" // nothing\r\n"));

    private static string Repeat(string text, int times) => string.Concat(Enumerable.Repeat(text, times));
}
