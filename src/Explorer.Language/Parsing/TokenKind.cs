namespace Explorer.Language.Parsing;

internal enum TokenKind
{
    EndOfFile,
    /// <summary>A word that is not reserved, so also `when`, `on`, `thread`, …</summary>
    Name,
    Reserved,
    Number,
    /// <summary>`"…"`; the token's text is what stands between the quotes.</summary>
    Text,
    Symbol,
}
