using Explorer.Core.Diagnostics;
using Explorer.Language.Parsing;
using Xunit;

namespace Explorer.Language.Tests.Parsing;

public class PrecedenceTests
{
    [Theory]
    [InlineData("a => b => c", "a => (b => c)")]
    [InlineData("a || b => c && d", "(a || b) => (c && d)")]
    [InlineData("a || b && c || d", "(a || (b && c)) || d")]
    [InlineData("!a && b", "(!a) && b")]
    [InlineData("!a.b[c]", "!((a.b)[c])")]
    [InlineData("!a in b", "(!a) in b")]
    [InlineData("a == b && c != d", "(a == b) && (c != d)")]
    [InlineData("a in b | c & d + e * f", "a in (b | (c & (d + (e * f))))")]
    [InlineData("a - b - c", "(a - b) - c")]
    [InlineData("a / b * c % d", "((a / b) * c) % d")]
    [InlineData("a - b + {c}", "(a - b) + {c}")]
    [InlineData("a | b | c", "(a | b) | c")]
    [InlineData("-a * b", "(-a) * b")]
    [InlineData("a - -1", "a - (-1)")]
    [InlineData("a -1", "a - 1")]
    [InlineData("a + 1 < b * 2", "(a + 1) < (b * 2)")]
    [InlineData("a is map && b is map", "(a is map) && (b is map)")]
    [InlineData("a.b is map ? c : d", "((a.b) is map) ? c : d")]
    [InlineData("t[c] at here && a", "((t[c]) at here) && a")]
    [InlineData("a => b ? c : d => e", "(a => b) ? c : (d => e)")]
    [InlineData("a ? b : c ? d : e", "a ? b : (c ? d : e)")]
    [InlineData("a ? b ? c : d : e", "a ? (b ? c : d) : e")]
    [InlineData("a + p with { w: b }", "a + (p with { w: b })")]
    [InlineData("p with { w: b }.w", "(p with { w: b }).w")]
    [InlineData("x@k[i].f", "((x@k)[i]).f")]
    [InlineData("x@k + 1", "(x@(k)) + 1")]
    [InlineData("tlb@c[asid@c][a]", "((tlb@c)[asid@c])[a]")]
    [InlineData("forall x: T: a && b || c", "forall x: T: ((a && b) || c)")]
    [InlineData("a && forall x: T: b || c", "a && (forall x: T: (b || c))")]
    [InlineData("a && exists x: T: b ? c : d", "a && (exists x: T: (b ? c : d))")]
    [InlineData("|a| == 0 || |b| > 0", "((|a|) == 0) || ((|b|) > 0)")]
    [InlineData("|a + b| - |c|", "(|(a + b)|) - (|c|)")]
    [InlineData("all Cpu - {me}", "(all Cpu) - {me}")]
    [InlineData("a in all T | b", "a in ((all T) | b)")]
    [InlineData("a in 0..3 && b", "(a in 0..3) && b")]
    [InlineData("a in 0..n - 1 || b", "(a in 0..(n - 1)) || b")]
    public void Operators_bind_from_implication_to_postfix(string text, string parenthesised) =>
        Assert.Equal(SyntaxShape.Of(Texts.Expression(parenthesised)), SyntaxShape.Of(Texts.Expression(text)));

    [Theory]
    [InlineData("a < b < c")]
    [InlineData("a == b != c")]
    [InlineData("a in b in c")]
    [InlineData("a is map == b")]
    [InlineData("a == b is map")]
    [InlineData("t at here == b")]
    [InlineData("a == b in c && d")]
    public void Comparisons_do_not_chain(string text)
    {
        var diagnostics = new DiagnosticBag();
        ModelParser.ParseExpression(new SourceText("test.model", text), diagnostics);
        var diagnostic = Assert.Single(diagnostics.Sorted());
        Assert.Equal("EX1008", diagnostic.Code);
        Assert.Contains("parentheses", diagnostic.Hint, System.StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("(a < b) == c")]
    [InlineData("a == (b in c)")]
    [InlineData("a < b && b < c")]
    [InlineData("[i: T: a == b] == c")]
    public void Parentheses_or_brackets_separate_comparisons(string text) => Texts.Expression(text);
}
