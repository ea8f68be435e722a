using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Core.Diagnostics;
using Explorer.Language.Diagnostics;
using Explorer.Language.Parsing;
using Explorer.Language.Syntax;
using Xunit;

namespace Explorer.Language.Tests.Parsing;

/// <summary>Parses small texts.</summary>
internal static class Texts
{
    public static (FileSyntax File, ImmutableArray<Diagnostic> Diagnostics) Parse(string text)
    {
        var diagnostics = new DiagnosticBag();
        var file = ModelParser.Parse(new SourceText("test.model", text), diagnostics);
        return (file, diagnostics.Sorted());
    }

    public static string[] Codes(string text) => [.. Parse(text).Diagnostics.Select(diagnostic => diagnostic.Code)];

    public static string Rendered(string text) => DiagnosticRenderer.Render(Parse(text).Diagnostics);

    /// <summary>What a text without mistakes declares.</summary>
    public static ImmutableArray<DeclarationSyntax> Declarations(string text)
    {
        var (file, diagnostics) = Parse(text);
        Assert.Equal("", DiagnosticRenderer.Render(diagnostics));
        return file.Declarations;
    }

    public static T Declaration<T>(string text)
        where T : DeclarationSyntax => Assert.IsType<T>(Assert.Single(Declarations(text)));

    public static T Statement<T>(string text)
        where T : StatementSyntax => Assert.IsType<T>(Statement(text));

    public static StatementSyntax Statement(string text) =>
        Assert.Single(Declaration<ProcedureSyntax>($"proc p() {{ {text} }}").Body.Statements);

    public static TypeSyntax Type(string text) => Declaration<VariableSyntax>($"var x: {text};").Type;

    public static ExpressionSyntax Expression(string text)
    {
        var diagnostics = new DiagnosticBag();
        var expression = ModelParser.ParseExpression(new SourceText("test.model", text), diagnostics);
        Assert.Equal("", DiagnosticRenderer.Render(diagnostics.Sorted()));
        return expression;
    }

    public static T Expression<T>(string text)
        where T : ExpressionSyntax => Assert.IsType<T>(Expression(text));

    /// <summary>The node and all nodes in it.</summary>
    public static IEnumerable<SyntaxNode> Nodes(SyntaxNode root)
    {
        var pending = new Stack<SyntaxNode>([root]);
        while (pending.TryPop(out var node))
        {
            yield return node;
            foreach (var child in SyntaxShape.Children(node))
            {
                pending.Push(child);
            }
        }
    }
}
