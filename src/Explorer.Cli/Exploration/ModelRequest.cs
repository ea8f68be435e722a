using System;
using System.Collections.Immutable;
using Explorer.Language;
using Explorer.Search;

namespace Explorer.Cli.Exploration;

/// <summary>What the command line says about the models it names.</summary>
/// <param name="Properties">Those to be checked; null: all.</param>
/// <param name="Library">Folder in which `use` looks next; null: none but the default.</param>
internal sealed record ModelRequest(ModelSettings Settings, ImmutableArray<string>? Properties, string? Library);

/// <summary>How much a search may use.</summary>
internal sealed record ExplorationBounds
{
    public long? MaxStates { get; init; }

    public int? MaxDepth { get; init; }

    public TimeSpan? Time { get; init; }

    public long? MemoryBytes { get; init; }
}

/// <summary>When interleavings of independent steps are left out.</summary>
internal enum PartialOrderUse
{
    Never,

    /// <summary>Once a breadth-first search has shown itself to be large, and a trial says that it pays.</summary>
    WhenLarge,

    Always,
}

/// <summary>How a model is searched.</summary>
internal sealed record SearchChoices
{
    /// <summary>Threads; null: as many as the machine has processors.</summary>
    public int? Workers { get; init; }

    public StoreKind Store { get; init; } = StoreKind.Exact;

    public bool IsDepthFirst { get; init; }

    /// <summary>Whether to search modulo renaming of identities, if the model has any.</summary>
    public bool UsesSymmetry { get; init; } = true;

    public PartialOrderUse PartialOrder { get; init; } = PartialOrderUse.Never;

    /// <summary>Longest time for the solver to sharpen what syntax tells a partial-order reduction; null: it is not asked.
    /// </summary>
    public TimeSpan? SolverBudget { get; init; }

    /// <summary>Whether to check what a partial-order reduction relies on, on all states of a small model.</summary>
    public bool ChecksReduction { get; init; }
}
