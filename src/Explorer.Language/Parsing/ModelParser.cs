using Explorer.Core.Diagnostics;
using Explorer.Language.Syntax;

namespace Explorer.Language.Parsing;

/// <summary>
/// Text to syntax. The parser never throws for any text: it reports all mistakes that it finds, and gives the syntax
/// of what it could make sense of, with error nodes in the places where it could not.
/// </summary>
public static class ModelParser
{
    /// <summary>Parses a model file. The result is complete only if nothing was reported.</summary>
    public static FileSyntax Parse(SourceText source, DiagnosticBag diagnostics) =>
        new Parser(source, diagnostics).ParseFile();

    /// <summary>Parses a text that is one expression, as a setting on the command line is.</summary>
    public static ExpressionSyntax ParseExpression(SourceText source, DiagnosticBag diagnostics) =>
        new Parser(source, diagnostics).ParseSingleExpression();
}
