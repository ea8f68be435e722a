using System;
using System.Linq;
using System.Threading;
using Explorer.Core;
using Explorer.Core.Verdicts;
using Explorer.Search;

namespace Explorer.Generation;

/// <summary>How much the exploration of one workload may use.</summary>
public sealed record WorkloadBudget
{
    /// <summary>Most states of one workload; null: no bound. What needs more is inconclusive.</summary>
    public long? MaxStates { get; init; } = 1_000_000;

    /// <summary>Longest time for one workload; null: no bound, so that the results do not depend on the machine.</summary>
    public TimeSpan? Time { get; init; }

    /// <summary>Most steps of one workload; null: no bound.</summary>
    public int? MaxDepth { get; init; }

    /// <summary>Most bytes for the states of one workload; null: no bound of its own.</summary>
    public long? MemoryBytes { get; init; }

    /// <summary>Whether states that are the same but for names are explored once.</summary>
    public bool UsesSymmetry { get; init; } = true;
}

/// <summary>What was found about one workload.</summary>
/// <param name="Property">The property with the shortest violation; null without one.</param>
/// <param name="Steps">Steps to that violation, no shorter way being there; null without one. Under partial-order reduction
/// there may be a shorter way if the budget did not allow to look for it.</param>
/// <param name="States">States stored, modulo renaming and reduced if that was used.</param>
/// <param name="Reason">What cut it short; null unless inconclusive.</param>
public sealed record WorkloadVerdict(VerdictKind Kind, string? Property, int? Steps, long States, string? Reason)
{
    /// <summary>The choices that lead to the violation; null without one, if it was not asked for, and if it could not be made
    /// before the search was stopped.</summary>
    public Schedule? Schedule { get; init; }
}

/// <summary>Explores one workload exhaustively: all interleavings of its programs and of whatever else the model has, from
/// all initial states of the model; of a model with a partial order only those that the verdict needs.</summary>
public static class WorkloadExplorer
{
    /// <summary>Judges a workload by all properties of the model but those `reachable`.</summary>
    public static WorkloadVerdict Explore(
        GenerationModel model, Workload workload, WorkloadBudget budget, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        return Explore(model, workload, budget, model.Judged, false, stop);
    }

    /// <summary>Judges a workload by one property.</summary>
    public static WorkloadVerdict Explore(
        GenerationModel model, Workload workload, string property, WorkloadBudget budget, CancellationToken stop = default) =>
        Explore(model, workload, budget, MaskOf(model, property), false, stop);

    /// <summary>Judges a workload by all properties, and gives a violation its schedule.</summary>
    public static WorkloadVerdict ExploreWithSchedule(
        GenerationModel model, Workload workload, WorkloadBudget budget, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        return Explore(model, workload, budget, model.Judged, true, stop);
    }

    /// <summary>Judges a workload by one property, and gives a violation its schedule.</summary>
    public static WorkloadVerdict ExploreWithSchedule(
        GenerationModel model, Workload workload, string property, WorkloadBudget budget, CancellationToken stop = default) =>
        Explore(model, workload, budget, MaskOf(model, property), true, stop);

    private static ulong MaskOf(GenerationModel model, string property)
    {
        ArgumentNullException.ThrowIfNull(model);
        var index = model.PropertyIndex(property);
        return index < 0 ? throw new ArgumentException($"the model has no property '{property}'", nameof(property)) : 1UL << index;
    }

    private static WorkloadVerdict Explore(
        GenerationModel model, Workload workload, WorkloadBudget budget, ulong properties, bool withSchedule, CancellationToken stop)
    {
        var options = new SearchOptions
        {
            Properties = properties,
            Schedules = withSchedule && model.PartialOrder is null,
            Identities = model.IdentitiesOfSteps,
            MaxStates = budget.MaxStates,
            MaxDepth = budget.MaxDepth,
            Time = budget.Time,
            MemoryBytes = budget.MemoryBytes,
            Canonicalizer = budget.UsesSymmetry ? model.SymmetryOfStates : null,
            PartialOrder = model.PartialOrder,
            Cancellation = stop,
        };
        var start = options.Clock.GetTimestamp();
        var found = Search(model, workload, options);
        return found is { Kind: VerdictKind.Violated, Steps: { } steps } && options.PartialOrder is not null
            ? Shortest(model, workload, found, steps, options with
            {
                Schedules = withSchedule,
                Time = options.Time - options.Clock.GetElapsedTime(start),
            })
            : found;
    }

    // The reduced search met a violation by some way. The full system has the shortest, and says which property is violated
    // first; a deadlock is seen when its state is expanded.
    private static WorkloadVerdict Shortest(
        GenerationModel model, Workload workload, WorkloadVerdict found, int steps, SearchOptions options)
    {
        if (options.Time <= TimeSpan.Zero)
        {
            return found;
        }

        var full = Search(model, workload, options with
        {
            PartialOrder = null,
            MaxDepth = Math.Min(options.MaxDepth ?? int.MaxValue, steps + 1),
        });
        return full.Kind switch
        {
            VerdictKind.Violated => full with { States = found.States + full.States },
            VerdictKind.Holds => throw new InternalErrorException("the full system does not violate what the reduced one violates"),
            _ => found with { States = found.States + full.States },
        };
    }

    private static WorkloadVerdict Search(GenerationModel model, Workload workload, SearchOptions options)
    {
        var properties = options.Properties;
        var result = BreadthFirstSearch.Run(model.SystemOf(workload), options);
        var judged = result.Properties.Where(p => (properties >> model.Machines.Properties.IndexOf(p.Property) & 1) != 0).ToList();
        if (judged.Where(p => p.Verdict == VerdictKind.Violated).MinBy(p => p.Steps ?? int.MaxValue) is { } violated)
        {
            return new(VerdictKind.Violated, violated.Property.Name, violated.Steps, result.Statistics.States, null)
            {
                Schedule = violated.Schedule,
            };
        }

        return judged.TrueForAll(p => p.Verdict == VerdictKind.Holds)
            ? new(VerdictKind.Holds, null, null, result.Statistics.States, null)
            : new(VerdictKind.Inconclusive, null, null, result.Statistics.States, result.Reason ?? "it was interrupted");
    }
}
