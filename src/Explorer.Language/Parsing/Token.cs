using Explorer.Core.Diagnostics;

namespace Explorer.Language.Parsing;

/// <summary>A word of the text. `Description` is the text of the `///` lines directly before it.</summary>
internal readonly record struct Token(TokenKind Kind, string Text, SourceSpan Span, string? Description)
{
    /// <summary>Whether it is this word or symbol; numbers and quoted texts never are.</summary>
    public bool Is(string word) => Kind is TokenKind.Name or TokenKind.Reserved or TokenKind.Symbol && Text == word;

    /// <summary>What a diagnostic calls it.</summary>
    public string Display => Kind switch
    {
        TokenKind.EndOfFile => "the end of the file",
        TokenKind.Text => "a text",
        _ => $"'{Text}'",
    };
}
