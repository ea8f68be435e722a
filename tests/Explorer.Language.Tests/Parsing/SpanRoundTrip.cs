using Explorer.Language.Syntax;
using Xunit;

namespace Explorer.Language.Tests.Parsing;

/// <summary>The text of a node's span is the same node again.</summary>
internal static class SpanRoundTrip
{
    public static void Check(SyntaxNode node)
    {
        var again = Reparse(node);
        if (again is not null)
        {
            Assert.Equal(SyntaxShape.Of(node), SyntaxShape.Of(again));
        }
    }

    private static SyntaxNode? Reparse(SyntaxNode node)
    {
        var text = node.Span.Text;
        return node switch
        {
            // Behind `in` a type needs no `all`.
            AllSyntax all when all.Span == all.Type.Span => Texts.Expression("all " + text),
            ExpressionSyntax => Texts.Expression(text),
            TypeSyntax => Texts.Type(text),
            StatementSyntax => Texts.Statement(text),
            DeclarationSyntax => Assert.Single(Texts.Declarations(text)),
            _ => null,
        };
    }
}
