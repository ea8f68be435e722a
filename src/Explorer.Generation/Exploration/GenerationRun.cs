using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Explorer.Core.Verdicts;
using Explorer.Machines.Traces;

namespace Explorer.Generation;

/// <summary>How a run goes about its workloads.</summary>
public sealed record GenerationOptions
{
    public required WorkloadSource Source { get; init; }

    public WorkloadBudget Budget { get; init; } = new();

    /// <summary>Threads, each of which explores one workload at a time.</summary>
    public int Workers { get; init; } = 1;

    /// <summary>Whether workloads that cannot violate anything are left out.</summary>
    public bool Discards { get; init; } = true;

    /// <summary>What the solver told of the model, for discarding; null: syntax alone decides.</summary>
    public WorkloadDependence? Dependence { get; init; }

    /// <summary>Longest time for exploring and shrinking together; null: no bound. What is not explored when it is over is
    /// counted as such.</summary>
    public TimeSpan? TotalTime { get; init; }

    /// <summary>Told the number of workloads looked at so far.</summary>
    public Action<long>? Progress { get; init; }

    public CancellationToken Cancellation { get; init; }
}

/// <summary>What a run found.</summary>
/// <param name="Drawn">Workloads drawn or enumerated; the sum of the next three and of those unexplored.</param>
/// <param name="Repeated">Drawn again, the same but for names.</param>
/// <param name="Discarded">Not explored, as they cannot violate anything.</param>
/// <param name="Explored">The sum of the next three.</param>
/// <param name="Reasons">What cut inconclusive ones short, with the number of those.</param>
/// <param name="Failures">The failing ones, shrunk, each once: the smallest first. Of one whose shrinking the end of the time
/// cut short it is said that it need not be minimal.</param>
/// <param name="States">States stored in all explorations together.</param>
public sealed record GenerationResult(
    long Drawn, long Repeated, long Discarded, long Explored, long Holds, long Violated, long Inconclusive,
    ImmutableArray<(string Reason, long Count)> Reasons, ImmutableArray<WorkloadFailure> Failures, long States)
{
    /// <summary>Not explored, as the time was over or it was interrupted: nothing is known of them.</summary>
    public long Unexplored { get; init; }

    /// <summary>False: there are more than could be counted, of which nothing is known either.</summary>
    public bool IsCounted { get; init; } = true;

    /// <summary>Of those discarded, for how many syntax did not suffice.</summary>
    public long DiscardedBySolver { get; init; }

    /// <summary>The shortest traces of the violated workloads as these are, before they are shrunk, each once.</summary>
    public ImmutableArray<DistinctTrace> Traces { get; init; } = [];

    /// <summary>It was interrupted; the numbers are those so far.</summary>
    public bool IsInterrupted { get; init; }
}

/// <summary>Draws or enumerates the workloads of a model, explores each, and shrinks those that fail.</summary>
public static class GenerationRun
{
    public static GenerationResult Run(GenerationModel model, ModelVariants variants, GenerationOptions options)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(variants);
        ArgumentNullException.ThrowIfNull(options);
        using var stop = new RunStop(options.TotalTime, options.Cancellation);
        var shrinker = WorkloadShrinker.ByExploration(variants, options.Budget, stop.Token);
        using var selection = new WorkloadSelection(
            options.Source.Of(model.Space), !options.Source.IsExhaustive,
            options.Discards ? [new WorkloadDiscarder(model, options.Budget, options.Dependence, stop.Token)] : []);
        var judged = WorkloadTeam.Judge(
            selection.Selected(), options.Workers, Judge, _ => options.Progress?.Invoke(selection.Drawn), stop.Token);
        var unexplored = selection.CountUnexplored(judged.Count);
        var failures = WithForms(
            Distinct(judged.Select(j => j.Result.Failure).OfType<WorkloadFailure>()), variants, options.Budget, options.Workers, stop.Token);
        return new GenerationResult(
            selection.Drawn, selection.Repeated, selection.Discarded, judged.Count, Count(judged, VerdictKind.Holds),
            Count(judged, VerdictKind.Violated), Count(judged, VerdictKind.Inconclusive), Reasons(judged),
            failures, judged.Sum(j => j.Result.Verdict.States))
        {
            Traces = DistinctTrace.Of(judged.Where(j => j.Result.Failure is not null)
                .Select(j => (j.Item, j.Result.Form, IndexOf(failures, j.Result.Failure!)))),
            Unexplored = unexplored,
            IsCounted = selection.IsCounted,
            DiscardedBySolver = selection.DiscardedBySolver,
            IsInterrupted = options.Cancellation.IsCancellationRequested,
        };

        Judged? Judge(Workload workload)
        {
            var verdict = WorkloadExplorer.ExploreWithSchedule(model, workload, options.Budget, stop.Token);
            if (verdict.Kind == VerdictKind.Inconclusive && stop.Token.IsCancellationRequested)
            {
                return null;
            }

            shrinker.Learn(model, workload, verdict);
            return verdict.Kind == VerdictKind.Violated
                ? new(verdict, shrinker.Shrink(model, workload, verdict.Property!), WorkloadTraces.FormOf(model, workload, verdict))
                : new(verdict, null, null);
        }
    }

    private sealed record Judged(WorkloadVerdict Verdict, WorkloadFailure? Failure, TraceForm? Form);

    /// <summary>Each failure once, the smallest first.</summary>
    internal static ImmutableArray<WorkloadFailure> Distinct(IEnumerable<WorkloadFailure> failures) =>
        [.. failures.DistinctBy(KeyOf)
            .Order(Comparer<WorkloadFailure>.Create(Compare))];

    /// <summary>The failures with the forms of their traces.</summary>
    internal static ImmutableArray<WorkloadFailure> WithForms(
        ImmutableArray<WorkloadFailure> failures, ModelVariants variants, WorkloadBudget budget, int workers, CancellationToken stop)
    {
        var forms = WorkloadTeam.Judge(failures, workers, Form, null, stop).ToDictionary(f => KeyOf(f.Item), f => f.Result);
        return [.. failures.Select(f => f with { Form = forms.GetValueOrDefault(KeyOf(f)) })];

        TraceForm? Form(WorkloadFailure failure) =>
            WorkloadTraces.ShortestForm(variants.Of(failure.Settings)!, failure.Workload, failure.Property, budget, stop);
    }

    /// <summary>Where a failure is among those that are left.</summary>
    internal static int IndexOf(ImmutableArray<WorkloadFailure> failures, WorkloadFailure failure) =>
        failures.ToList().FindIndex(f => KeyOf(f) == KeyOf(failure));

    private static (Workload Workload, string Property, string Settings) KeyOf(WorkloadFailure failure) =>
        (failure.Workload, failure.Property, ModelVariants.KeyOf(failure.Settings));

    private static int Compare(WorkloadFailure left, WorkloadFailure right) =>
        left.Workload.Size != right.Workload.Size ? left.Workload.Size.CompareTo(right.Workload.Size)
        : left.Steps != right.Steps ? left.Steps.CompareTo(right.Steps)
        : Workload.Compare(left.Workload, right.Workload) is not 0 and var order ? order
        : string.CompareOrdinal(left.Property, right.Property) is not 0 and var name ? name
        : string.CompareOrdinal(ModelVariants.KeyOf(left.Settings), ModelVariants.KeyOf(right.Settings));

    private static long Count(List<(Workload Workload, Judged Result)> judged, VerdictKind kind) =>
        judged.Count(j => j.Result.Verdict.Kind == kind);

    private static ImmutableArray<(string Reason, long Count)> Reasons(List<(Workload Workload, Judged Result)> judged) =>
        [.. judged.Where(j => j.Result.Verdict.Reason is not null).GroupBy(j => j.Result.Verdict.Reason!).Select(g => (g.Key, (long)g.Count()))];
}
