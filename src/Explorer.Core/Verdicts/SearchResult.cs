using System.Collections.Immutable;
using Explorer.Core.Properties;

namespace Explorer.Core.Verdicts;

public enum VerdictKind
{
    Holds,
    Violated,
    Inconclusive,
}

/// <summary>Why a search ended.</summary>
public enum Completeness
{
    /// <summary>Every reachable state within the limit was expanded.</summary>
    Exhausted,

    /// <summary>It stopped because it had found what it was asked for.</summary>
    StoppedAtViolation,

    /// <summary>A bound on states, depth, time or memory was reached; `SearchResult.Reason` says which.</summary>
    BoundReached,

    /// <summary>The user interrupted it.</summary>
    Interrupted,
}

/// <summary>In what sense a schedule is known to be minimal. Each says all that those before it say.</summary>
public enum Minimality
{
    /// <summary>There may be shorter ones.</summary>
    NotEstablished,

    /// <summary>No schedule reaches a violation in fewer steps.</summary>
    Steps,

    /// <summary>None of as many steps has fewer context switches: adjacent steps of different actors.</summary>
    ContextSwitches,

    /// <summary>In none of these fewer actors and identities take part, and it is the first of them in the order of initial
    /// states, actions and outcomes: every search that establishes this gives the same schedule.</summary>
    First,
}

/// <summary>What a search found about one property. A violated `Reachable` has no schedule; a reachable that holds has
/// a witness's length in `Steps`.</summary>
/// <param name="Steps">Length of the shortest schedule found to a violation (or witness), in steps; null without one.</param>
/// <param name="Schedule">The schedule itself; null unless the property is violated and asked for.</param>
public sealed record PropertyResult(PropertyInfo Property, VerdictKind Verdict, int? Steps, Schedule? Schedule)
{
    /// <summary>Adjacent steps of different actors in the schedule; null without one.</summary>
    public int? ContextSwitches { get; init; }

    /// <summary>Actors and identities that take part in the schedule; null if schedules were not compared by them.</summary>
    public int? Participants { get; init; }

    /// <summary>In what sense `Steps` and the schedule are minimal.</summary>
    public Minimality Minimality { get; init; }
}

/// <summary>The numbers of a search. None depends on the number of workers.</summary>
/// <param name="States">Distinct stored states, the initial ones among them.</param>
/// <param name="Transitions">Steps fired from stored states, also those that lead to a known state.</param>
/// <param name="Depth">Steps on the longest shortest path from an initial state.</param>
/// <param name="CutStates">States outside the limit, stored but not expanded.</param>
/// <param name="FaultedSteps">Steps fired that a fault kept from ending.</param>
/// <param name="ActionFirings">For each action how often it was fired.</param>
public sealed record SearchStatistics(
    long States, long Transitions, int Depth, long CutStates, long FaultedSteps, ImmutableArray<long> ActionFirings);

/// <summary>The result of a search.</summary>
/// <param name="Reason">For a search that was cut short: what stopped it.</param>
public sealed record SearchResult(
    Completeness Completeness, string? Reason, SearchStatistics Statistics, ImmutableArray<PropertyResult> Properties)
{
    /// <summary>Threads that took part: one if all of it was too small to share.</summary>
    public int Workers { get; init; } = 1;

    /// <summary>How likely it is that a state was taken for another one, and what follows from it not seen: 0 for an exact
    /// store.</summary>
    public double OmissionProbability { get; init; }

    /// <summary>Most bytes that were held at a time for states, table and frontier.</summary>
    public long PeakStoreBytes { get; init; }
}
