using System.Collections.Immutable;

namespace Explorer.Compilation.Layout;

/// <summary>A table of 16-bit numbers.</summary>
public sealed class NumberTable(ImmutableArray<ushort> entries)
{
    public ImmutableArray<ushort> Entries { get; } = entries;
}
