using System;
using Explorer.Search;

namespace Explorer.Checking;

/// <summary>How a model is searched.</summary>
public sealed record SearchChoices
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
