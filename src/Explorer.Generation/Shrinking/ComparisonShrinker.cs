using System;
using System.Collections.Concurrent;
using System.Linq;
using System.Threading;
using Explorer.Core.Verdicts;

namespace Explorer.Generation;

/// <summary>
/// Shrinks a workload that one setting gets wrong and another right while that is so, as <see cref="WorkloadShrinker"/> does:
/// programs, calls, arguments; then what the two settings have in common
/// (<see cref="ComparisonReductions"/>). Always the first reduction in order for which the one still violates the same property
/// and the other nothing. A reduction that takes many times the states of what it reduces is none: its settings let more
/// happen, and to look through them all would take longer than all the rest. For several threads.
/// </summary>
public sealed class ComparisonShrinker(ModelVariants variants, WorkloadBudget budget, CancellationToken stop = default)
{
    /// <summary>Of how many times the states a reduction may be.</summary>
    public const long MostTimes = 8;

    private const long LeastStates = 10_000;

    private readonly ConcurrentDictionary<(string Wrong, string Right, Workload Workload, string Property, long? MaxStates), int?> _known = new();

    /// <summary>The smallest difference that single reductions lead to.</summary>
    /// <param name="verdict">Of the settings that get it wrong.</param>
    /// <param name="states">States that the settings took that get it right.</param>
    public WorkloadDifference Shrink(
        GenerationModel wrong, GenerationModel right, Workload workload, WorkloadVerdict verdict, long states)
    {
        var most = Math.Max(LeastStates, MostTimes * states);
        var smaller = budget with { MaxStates = Math.Min(budget.MaxStates ?? most, most) };
        variants.Add(wrong);
        variants.Add(right);
        var difference = new WorkloadDifference(new(workload, verdict.Property!, verdict.Steps!.Value, wrong.Settings), right.Settings);
        while (!stop.IsCancellationRequested && Reduced(difference, smaller) is { } reduced)
        {
            difference = reduced;
        }

        var (failure, space) = (difference.Failure, variants.Of(difference.Failure.Settings)!.Space);
        var isMinimal = !stop.IsCancellationRequested;
        return difference with { Failure = failure with { IsMinimal = isMinimal, Workload = space.Symmetry.Representative(failure.Workload) } };
    }

    /// <summary>The first single reduction that is a difference too; null if none is.</summary>
    /// <param name="within">What the exploration of one reduction may use.</param>
    public WorkloadDifference? Reduced(WorkloadDifference difference, WorkloadBudget within)
    {
        var failure = difference.Failure;
        var (wrong, right) = (variants.Of(failure.Settings)!, variants.Of(difference.Right)!);
        foreach (var workload in WorkloadReductions.Of(failure.Workload).TakeWhile(_ => !stop.IsCancellationRequested))
        {
            if (Failing(wrong, right, workload, failure.Property, within) is { } steps)
            {
                return difference with { Failure = failure with { Workload = workload, Steps = steps } };
            }
        }

        foreach (var settings in ComparisonReductions.Of(wrong, right).TakeWhile(_ => !stop.IsCancellationRequested))
        {
            if (variants.Of(settings.Wrong) is { } one && variants.Of(settings.Right) is { } other
                && one.PropertyIndex(failure.Property) >= 0
                && WorkloadShrinker.Fitted(failure.Workload, one.Space.Programs) is { } fitted
                && Failing(one, other, fitted, failure.Property, within) is { } steps)
            {
                return new(new(fitted, failure.Property, steps, settings.Wrong), settings.Right);
            }
        }

        return null;
    }

    private int? Failing(GenerationModel wrong, GenerationModel right, Workload workload, string property, WorkloadBudget within)
    {
        if (!wrong.Space.Contains(workload) || !right.Space.Contains(workload))
        {
            return null;
        }

        var same = wrong.Space.Symmetry.Representative(workload);
        var key = (ModelVariants.KeyOf(wrong.Settings), ModelVariants.KeyOf(right.Settings), same, property, within.MaxStates);
        return _known.GetOrAdd(key, _ =>
        {
            var verdict = WorkloadExplorer.Explore(wrong, same, property, within, stop);
            return verdict.Kind == VerdictKind.Violated && WorkloadExplorer.Explore(right, same, within, stop).Kind == VerdictKind.Holds
                ? verdict.Steps
                : null;
        });
    }
}
