using System;

namespace Explorer.Checking;

/// <summary>How much a search may use; null: no bound. A search that reaches one is inconclusive.</summary>
public sealed record ExplorationBounds
{
    public long? MaxStates { get; init; }

    /// <summary>Most steps from an initial state.</summary>
    public int? MaxDepth { get; init; }

    public TimeSpan? Time { get; init; }

    /// <summary>Most bytes for states.</summary>
    public long? MemoryBytes { get; init; }
}
