using Explorer.Core.Systems.Dependence;

namespace Explorer.Smt.Sharpening;

/// <summary>The matrices after the solver was asked, and what it took.</summary>
/// <param name="Violations">Properties by actions: what is left of <see cref="SharpeningOptions.Violations"/>; null if that is
/// null.</param>
public sealed record SharpenedMatrices(DependenceMatrices Matrices, SharpeningStatistics Statistics, BitMatrix? Violations = null);

/// <summary>What the solver was asked, and what it said.</summary>
/// <param name="Asked">Entries that syntax calls dependent.</param>
/// <param name="Refuted">Of these, entries that depend in some reachable state of the sample, or in a state that the solver had
/// found for another entry.</param>
/// <param name="Simplified">Of these, entries that became clear without the solver.</param>
/// <param name="Queries">Questions to the solver, those for the facts not counted.</param>
/// <param name="Cleared">Entries that were cleared, with and without the solver.</param>
/// <param name="Unknown">Entries that stay dependent because nothing is known: the solver gave up, the time was over, or
/// the step is too large for terms.</param>
/// <param name="Facts">Facts of all reachable states that were proved and used.</param>
/// <param name="Seconds">Everything together, by the options' clock.</param>
/// <param name="IsFromCache">The answers are those of an earlier run.</param>
public sealed record SharpeningStatistics(
    long Asked, long Refuted, long Simplified, long Queries, long Cleared, long Unknown, int Facts, double Seconds, bool IsFromCache)
{
    /// <summary>Entries cleared in each of the matrices.</summary>
    public long ClearedCoenabled { get; init; }

    public long ClearedAccord { get; init; }

    public long ClearedEnabling { get; init; }

    public long ClearedDisabling { get; init; }

    /// <summary>Entries cleared of <see cref="SharpeningOptions.Violations"/>.</summary>
    public long ClearedViolations { get; init; }

    /// <summary>Of <see cref="Seconds"/>, those for terms and the sample.</summary>
    public double PreparationSeconds { get; init; }

    /// <summary>Of <see cref="Seconds"/>, those for the facts.</summary>
    public double FactSeconds { get; init; }
}
