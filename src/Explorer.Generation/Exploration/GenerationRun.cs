using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Explorer.Core.Verdicts;

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

    /// <summary>Told the number of workloads looked at so far.</summary>
    public Action<long>? Progress { get; init; }

    public CancellationToken Cancellation { get; init; }
}

/// <summary>What a run found.</summary>
/// <param name="Drawn">Workloads drawn or enumerated; the sum of the next three.</param>
/// <param name="Repeated">Drawn again, the same but for names.</param>
/// <param name="Discarded">Not explored, as they cannot violate anything.</param>
/// <param name="Explored">The sum of the next three.</param>
/// <param name="Reasons">What cut inconclusive ones short, with the number of those.</param>
/// <param name="Failures">The failing ones, shrunk, each once: the smallest first.</param>
/// <param name="States">States stored in all explorations together.</param>
public sealed record GenerationResult(
    long Drawn, long Repeated, long Discarded, long Explored, long Holds, long Violated, long Inconclusive,
    ImmutableArray<(string Reason, long Count)> Reasons, ImmutableArray<WorkloadFailure> Failures, long States)
{
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
        var (drawn, repeated, discarded) = (0L, 0L, 0L);
        var discarder = options.Discards ? new WorkloadDiscarder(model, options.Budget, options.Cancellation) : null;
        var judged = WorkloadTeam.Judge(
            Selected(), options.Workers, w => WorkloadExplorer.Explore(model, w, options.Budget, options.Cancellation),
            _ => options.Progress?.Invoke(drawn), options.Cancellation);
        var failures = options.Cancellation.IsCancellationRequested ? [] : Shrunk(model, variants, options, judged);
        return new GenerationResult(
            judged.Count + repeated + discarded, repeated, discarded, judged.Count, Count(judged, VerdictKind.Holds),
            Count(judged, VerdictKind.Violated), Count(judged, VerdictKind.Inconclusive), Reasons(judged), failures,
            judged.Sum(j => j.Result.States))
        {
            IsInterrupted = options.Cancellation.IsCancellationRequested,
        };

        IEnumerable<Workload> Selected()
        {
            var seen = new HashSet<Workload>();
            foreach (var workload in options.Source.Of(model.Space))
            {
                drawn++;
                if (!options.Source.IsExhaustive && !seen.Add(workload))
                {
                    repeated++;
                }
                else if (discarder?.CannotViolate(workload) == true)
                {
                    discarded++;
                }
                else
                {
                    yield return workload;
                }
            }
        }
    }

    private static ImmutableArray<WorkloadFailure> Shrunk(
        GenerationModel model, ModelVariants variants, GenerationOptions options, List<(Workload Workload, WorkloadVerdict Verdict)> judged)
    {
        var shrinker = WorkloadShrinker.ByExploration(variants, options.Budget, options.Cancellation);
        foreach (var (workload, verdict) in judged)
        {
            shrinker.Learn(model, workload, verdict);
        }

        var violated = judged.Where(j => j.Verdict.Kind == VerdictKind.Violated);
        var shrunk = WorkloadTeam.Judge(
            violated, options.Workers, j => shrinker.Shrink(model, j.Workload, j.Verdict.Property!), null, options.Cancellation);
        return Distinct(shrunk.Select(s => s.Result));
    }

    /// <summary>Each failure once, the smallest first.</summary>
    internal static ImmutableArray<WorkloadFailure> Distinct(IEnumerable<WorkloadFailure> failures) =>
        [.. failures.DistinctBy(f => (f.Workload, f.Property, ModelVariants.KeyOf(f.Settings)))
            .Order(Comparer<WorkloadFailure>.Create(Compare))];

    private static int Compare(WorkloadFailure left, WorkloadFailure right) =>
        left.Workload.Size != right.Workload.Size ? left.Workload.Size.CompareTo(right.Workload.Size)
        : left.Steps != right.Steps ? left.Steps.CompareTo(right.Steps)
        : Workload.Compare(left.Workload, right.Workload) is not 0 and var order ? order
        : string.CompareOrdinal(left.Property, right.Property) is not 0 and var name ? name
        : string.CompareOrdinal(ModelVariants.KeyOf(left.Settings), ModelVariants.KeyOf(right.Settings));

    private static long Count(List<(Workload Workload, WorkloadVerdict Verdict)> judged, VerdictKind kind) =>
        judged.Count(j => j.Verdict.Kind == kind);

    private static ImmutableArray<(string Reason, long Count)> Reasons(List<(Workload Workload, WorkloadVerdict Verdict)> judged) =>
        [.. judged.Where(j => j.Verdict.Reason is not null).GroupBy(j => j.Verdict.Reason!).Select(g => (g.Key, (long)g.Count()))];
}
