using System;
using System.Threading;
using Explorer.Core.Systems;
using Explorer.Search.Reduction;
using Explorer.Search.VisitedSets;

namespace Explorer.Search;

/// <summary>When a search ends before it has seen everything. Whatever the choice, it ends only where a level ends, so
/// that the counts are those of whole levels, and every violation found is one of the shortest of its property.</summary>
public enum StopWhen
{
    /// <summary>At the end of the first level in which a requested property is violated, or in which the last of them
    /// is decided (a witnessed `Reachable` is decided).</summary>
    FirstViolation,

    /// <summary>At the end of the level in which the last requested property is decided.</summary>
    AllDecided,

    /// <summary>Never: all of the state space is explored, and every violated property gets its shortest violation.</summary>
    Never,
}

/// <summary>How a search remembers the states it has seen.</summary>
public enum StoreKind
{
    /// <summary>Without loss: a state of one word as it is, a longer one compressed to one word.</summary>
    Exact,

    /// <summary>By a fingerprint of 63 bits: a state may be taken for another one, with a small probability that the
    /// result says.</summary>
    Compact,

    /// <summary>By three bits of an array of fixed size: for systems that no other store can hold. Never shows that a property
    /// holds.</summary>
    Bitstate,
}

/// <summary>What a search is asked for, and how much it may use.</summary>
public sealed record SearchOptions
{
    /// <summary>The properties to be judged, as a mask over the system's properties.</summary>
    public ulong Properties { get; init; } = ulong.MaxValue;

    public StopWhen StopWhen { get; init; } = StopWhen.FirstViolation;

    /// <summary>Whether violated properties get a schedule.</summary>
    public bool Schedules { get; init; } = true;

    /// <summary>Whether `Reachable` properties that hold get a schedule, to their witness.</summary>
    public bool Witnesses { get; init; }

    /// <summary>Threads that share the search. None of the numbers depends on it, as long as no bound cuts the search
    /// short.</summary>
    public int Workers { get; init; } = 1;

    /// <summary>How states are remembered.</summary>
    public StoreKind Store { get; init; } = StoreKind.Exact;

    /// <summary>What chooses a representative of each orbit: the search is then one of representatives, and the schedules
    /// are those of the full system all the same. Null: no symmetry.</summary>
    public ICanonicalizer? Canonicalizer { get; init; }

    /// <summary>What depends on what: only the steps in stubborn sets are then taken, which changes no verdict. Schedules are
    /// looked for in the full system, as far as the bounds allow. Null: no partial-order reduction.</summary>
    public PartialOrder? PartialOrder { get; init; }

    /// <summary>At the end of the first level with so many states in all a breadth-first search is large, and asks
    /// <see cref="EndsWhenLarge"/>. Null: never.</summary>
    public long? LargeStates { get; init; }

    /// <summary>Asked once, between two levels: true ends the search as
    /// <see cref="Core.Verdicts.Completeness.BoundReached"/>.</summary>
    public Func<bool> EndsWhenLarge { get; init; } = () => true;

    /// <summary>A level of fewer states is left to one worker.</summary>
    public int SharedLevelStates { get; init; } = 2048;

    /// <summary>Size of the array of a bit-state store; null: half of what the search may hold, a gigabyte at most.</summary>
    public long? BitstateBytes { get; init; }

    /// <summary>All shortest schedules of a property are compared if the states that lie on them are at most so many;
    /// else its schedule is the first that is met.</summary>
    public long ComparedStates { get; init; } = 2_000_000;

    /// <summary>Tells which identities take part in a step, for the comparison of schedules. Null: only actors are
    /// counted.</summary>
    public IStepIdentities? Identities { get; init; }

    /// <summary>Most states to be stored; null: no bound.</summary>
    public long? MaxStates { get; init; }

    /// <summary>States at this depth are stored and judged, but not expanded; null: no bound.</summary>
    public int? MaxDepth { get; init; }

    /// <summary>Longest time for the search, without the making of schedules; null: no bound.</summary>
    public TimeSpan? Time { get; init; }

    /// <summary>Most bytes for states, table and frontier; null: nine tenths of what the machine has.
    /// A megabyte is always granted.</summary>
    public long? MemoryBytes { get; init; }

    /// <summary>Receives a report about four times a second, on the searching thread.</summary>
    public IProgress<SearchProgress>? Progress { get; init; }

    /// <summary>Ends the search as <see cref="Core.Verdicts.Completeness.Interrupted"/>, with the numbers so far.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>What the time bound and the reports go by.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>States for which a store has room before it grows for the first time, more or less.</summary>
    internal int StoreCapacity { get; init; } = 1 << 12;

    internal MemoryBudget NewBudget() =>
        new(Math.Max(1 << 20, MemoryBytes ?? GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 10 * 9));
}

/// <summary>How far a running search is.</summary>
/// <param name="Depth">The level being built: states that this many steps reach.</param>
/// <param name="Frontier">States stored and not yet expanded.</param>
/// <param name="StoreBytes">Bytes held for states, table and frontier.</param>
/// <param name="StoreFill">Used part of the table's slots, 0 to 1; the table grows by itself.</param>
public readonly record struct SearchProgress(
    long States, long Transitions, int Depth, long Frontier, long StoreBytes, double StoreFill, TimeSpan Elapsed);
