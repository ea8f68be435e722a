using Explorer.Core.Diagnostics;

namespace Explorer.Language.Syntax;

/// <summary>A piece of source text with its place. The text of `Span` parses to the node again.</summary>
public abstract record SyntaxNode(SourceSpan Span);

/// <summary>A name where it is written.</summary>
public sealed record NameSyntax(string Text, SourceSpan Span) : SyntaxNode(Span);
