using System.Collections.Concurrent;
using System.Linq;
using System.Threading;
using Explorer.Core.Verdicts;

namespace Explorer.Generation;

/// <summary>
/// Shrinks a workload that one setting gets wrong and another right while that is so, as <see cref="WorkloadShrinker"/> does:
/// programs, calls, arguments; then the two settings, which become alike where that is not what makes the difference
/// (<see cref="ComparisonReductions"/>). Always the first reduction in order for which the one still violates the same property
/// and the other nothing. For several threads.
/// </summary>
public sealed class ComparisonShrinker(ModelVariants variants, WorkloadBudget budget, CancellationToken stop = default)
{
    private readonly ConcurrentDictionary<(string Wrong, string Right, Workload Workload, string Property), int?> _known = new();

    /// <summary>The smallest difference that single reductions lead to.</summary>
    /// <param name="verdict">Of the settings that get it wrong.</param>
    public WorkloadDifference Shrink(GenerationModel wrong, GenerationModel right, Workload workload, WorkloadVerdict verdict)
    {
        variants.Add(wrong);
        variants.Add(right);
        var difference = new WorkloadDifference(new(workload, verdict.Property!, verdict.Steps!.Value, wrong.Settings), right.Settings);
        while (!stop.IsCancellationRequested && Reduced(difference) is { } smaller)
        {
            difference = smaller;
        }

        var (failure, space) = (difference.Failure, variants.Of(difference.Failure.Settings)!.Space);
        var isMinimal = !stop.IsCancellationRequested;
        return difference with { Failure = failure with { IsMinimal = isMinimal, Workload = space.Symmetry.Representative(failure.Workload) } };
    }

    /// <summary>The first single reduction that is a difference too; null if none is.</summary>
    public WorkloadDifference? Reduced(WorkloadDifference difference)
    {
        var failure = difference.Failure;
        var (wrong, right) = (variants.Of(failure.Settings)!, variants.Of(difference.Right)!);
        foreach (var workload in WorkloadReductions.Of(failure.Workload).TakeWhile(_ => !stop.IsCancellationRequested))
        {
            if (Failing(wrong, right, workload, failure.Property) is { } steps)
            {
                return difference with { Failure = failure with { Workload = workload, Steps = steps } };
            }
        }

        foreach (var settings in ComparisonReductions.Of(wrong, right).TakeWhile(_ => !stop.IsCancellationRequested))
        {
            if (variants.Of(settings.Wrong) is { } one && variants.Of(settings.Right) is { } other
                && one.PropertyIndex(failure.Property) >= 0
                && WorkloadShrinker.Fitted(failure.Workload, one.Space.Programs) is { } fitted
                && Failing(one, other, fitted, failure.Property) is { } steps)
            {
                return new(new(fitted, failure.Property, steps, settings.Wrong), settings.Right);
            }
        }

        return null;
    }

    private int? Failing(GenerationModel wrong, GenerationModel right, Workload workload, string property)
    {
        if (!wrong.Space.Contains(workload) || !right.Space.Contains(workload))
        {
            return null;
        }

        var same = wrong.Space.Symmetry.Representative(workload);
        var key = (ModelVariants.KeyOf(wrong.Settings), ModelVariants.KeyOf(right.Settings), same, property);
        return _known.GetOrAdd(key, _ =>
        {
            var verdict = WorkloadExplorer.Explore(wrong, same, property, budget, stop);
            return verdict.Kind == VerdictKind.Violated && WorkloadExplorer.Explore(right, same, budget, stop).Kind == VerdictKind.Holds
                ? verdict.Steps
                : null;
        });
    }
}
