using System.Collections.Immutable;

namespace Explorer.Reporting.Diagrams;

/// <summary>What a race diagram shows.</summary>
public sealed record DiagramOptions
{
    /// <summary>Columns of text in all; exceeded only where so many CPUs take part that theirs would be too narrow.</summary>
    public int Width { get; init; } = Wrapping.WordWrap.PageWidth;

    /// <summary>Also changes of locals and ghosts, and where each step stands in the model.</summary>
    public bool IsVerbose { get; init; }

    /// <summary>Parts of ghosts whose changes are shown in any case, because the violation was decided by them.</summary>
    public ImmutableHashSet<string> Essential { get; init; } = [];
}
