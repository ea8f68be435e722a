namespace Explorer.Core.Diagnostics;

/// <summary>A half-open range [Start, End) of characters of a source text.</summary>
public readonly record struct SourceSpan(SourceText Source, int Start, int End)
{
    /// <summary>The place of what has none.</summary>
    public static SourceSpan None { get; } = new(SourceText.None, 0, 0);

    /// <summary>From the start of this span to the end of another one of the same file.</summary>
    public SourceSpan To(SourceSpan other) => this with { End = other.End > End ? other.End : End };

    /// <summary>The characters themselves.</summary>
    public string Text => Source.Text[Start..End];
}
