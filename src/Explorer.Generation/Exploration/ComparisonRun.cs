using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Core.Verdicts;
using Explorer.Language;
using Explorer.Machines.Traces;

namespace Explorer.Generation;

/// <summary>A workload that one setting gets wrong and another right.</summary>
/// <param name="Failure">Under the setting that gets it wrong.</param>
/// <param name="Right">The settings that get it right: nothing is violated under them.</param>
public sealed record WorkloadDifference(WorkloadFailure Failure, ModelSettings Right);

/// <summary>What a comparison found.</summary>
/// <param name="Drawn">Workloads drawn or enumerated that both settings have; the sum of the next three and of those
/// unexplored.</param>
/// <param name="Discarded">Not explored, as they cannot violate anything under either.</param>
/// <param name="Explored">Workloads explored under both settings: the sum of the next three.</param>
/// <param name="Holds">Both get them right.</param>
/// <param name="Violated">At least one gets them wrong.</param>
/// <param name="Inconclusive">None gets them wrong, as far as is known, and one was cut short.</param>
/// <param name="Different">One gets them wrong, the other right.</param>
public sealed record ComparisonResult(
    long Drawn, long Repeated, long Discarded, long Explored, long Holds, long Violated, long Inconclusive, long Different,
    ImmutableArray<WorkloadDifference> Differences, long States)
{
    /// <inheritdoc cref="GenerationResult.Unexplored"/>
    public long Unexplored { get; init; }

    /// <inheritdoc cref="GenerationResult.IsCounted"/>
    public bool IsCounted { get; init; } = true;

    /// <inheritdoc cref="GenerationResult.DiscardedBySolver"/>
    public long DiscardedBySolver { get; init; }

    /// <summary>The shortest traces of the different ones, under the settings that get them wrong, before they are shrunk, each
    /// once; what they shrink to as indices of the differences.</summary>
    public ImmutableArray<DistinctTrace> Traces { get; init; } = [];

    public bool IsInterrupted { get; init; }
}

/// <summary>Looks for workloads that tell two settings of a model apart, and shrinks them.</summary>
public static class ComparisonRun
{
    /// <summary>Compares two settings. The workloads are those of the first; one that the second does not have is left out.
    /// </summary>
    /// <param name="variants">Of the same model.</param>
    /// <param name="dependences">What the solver told of the two; null: syntax alone decides what is discarded.</param>
    public static ComparisonResult Run(
        GenerationModel first, GenerationModel second, ModelVariants variants, GenerationOptions options,
        (WorkloadDependence First, WorkloadDependence Second)? dependences = null)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        ArgumentNullException.ThrowIfNull(options);
        using var stop = new RunStop(options.TotalTime, options.Cancellation);
        var shrinker = new ComparisonShrinker(variants, options.Budget, stop.Token);
        using var selection = new WorkloadSelection(
            options.Source.Of(first.Space).Where(second.Space.Contains), !options.Source.IsExhaustive,
            options.Discards
                ? [new(first, options.Budget, dependences?.First, stop.Token), new(second, options.Budget, dependences?.Second, stop.Token)]
                : []);
        var judged = WorkloadTeam.Judge(
            selection.Selected(), options.Workers, Judge, _ => options.Progress?.Invoke(selection.Drawn), stop.Token);
        var unexplored = selection.CountUnexplored(judged.Count);
        ImmutableArray<WorkloadDifference> differences =
        [
            .. judged.Select(j => j.Result.Difference).OfType<WorkloadDifference>()
                .GroupBy(d => ModelVariants.KeyOf(d.Right)).SelectMany(Distinct),
        ];
        var failures = GenerationRun.WithForms(
            [.. differences.Select(d => d.Failure)], variants, options.Budget, options.Workers, stop.Token);
        return new ComparisonResult(
            selection.Drawn, selection.Repeated, selection.Discarded, judged.Count,
            judged.Count(j => j.Result.Are(VerdictKind.Holds)),
            judged.Count(j => j.Result.IsViolated),
            judged.Count(j => !j.Result.IsViolated && !j.Result.Are(VerdictKind.Holds)),
            judged.Count(j => j.Result.Difference is not null),
            [.. differences.Zip(failures, (d, f) => d with { Failure = f })],
            judged.Sum(j => j.Result.First.States + j.Result.Second.States))
        {
            Traces = DistinctTrace.Of(judged.Where(j => j.Result.Difference is not null).Select(j => (
                j.Item, j.Result.Form, IndexOf(differences, j.Result.Difference!)))),
            Unexplored = unexplored,
            IsCounted = selection.IsCounted,
            DiscardedBySolver = selection.DiscardedBySolver,
            IsInterrupted = options.Cancellation.IsCancellationRequested,
        };

        Judged? Judge(Workload workload)
        {
            var one = WorkloadExplorer.Explore(first, workload, options.Budget, stop.Token);
            var other = WorkloadExplorer.Explore(second, workload, options.Budget, stop.Token);
            return (one.Kind == VerdictKind.Inconclusive || other.Kind == VerdictKind.Inconclusive) && stop.Token.IsCancellationRequested
                ? null
                : (one.Kind, other.Kind) switch
                {
                    (VerdictKind.Violated, VerdictKind.Holds) => new(
                        one, other, shrinker.Shrink(first, second, workload, one, other.States), FormOf(first, workload, one)),
                    (VerdictKind.Holds, VerdictKind.Violated) => new(
                        one, other, shrinker.Shrink(second, first, workload, other, one.States), FormOf(second, workload, other)),
                    _ => new Judged(one, other, null, null),
                };
        }

        TraceForm? FormOf(GenerationModel wrong, Workload workload, WorkloadVerdict verdict) =>
            WorkloadTraces.ShortestForm(wrong, workload, verdict.Property!, options.Budget, stop.Token);
    }

    private sealed record Judged(WorkloadVerdict First, WorkloadVerdict Second, WorkloadDifference? Difference, TraceForm? Form)
    {
        public bool IsViolated => First.Kind == VerdictKind.Violated || Second.Kind == VerdictKind.Violated;

        public bool Are(VerdictKind kind) => First.Kind == kind && Second.Kind == kind;
    }

    private static int IndexOf(ImmutableArray<WorkloadDifference> differences, WorkloadDifference difference) =>
        differences.ToList().FindIndex(d => KeyOf(d) == KeyOf(difference));

    private static (Workload Workload, string Property, string Wrong, string Right) KeyOf(WorkloadDifference difference) => (
        difference.Failure.Workload, difference.Failure.Property, ModelVariants.KeyOf(difference.Failure.Settings),
        ModelVariants.KeyOf(difference.Right));

    private static IEnumerable<WorkloadDifference> Distinct(IEnumerable<WorkloadDifference> differences)
    {
        var all = differences.ToList();
        return GenerationRun.Distinct(all.Select(d => d.Failure)).Select(f => new WorkloadDifference(f, all[0].Right));
    }
}
