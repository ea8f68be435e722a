using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Core.Verdicts;
using Explorer.Language;

namespace Explorer.Generation;

/// <summary>A workload that one setting gets wrong and another right.</summary>
/// <param name="Failure">Under the setting that gets it wrong.</param>
/// <param name="Right">The settings that get it right: nothing is violated under them.</param>
public sealed record WorkloadDifference(WorkloadFailure Failure, ModelSettings Right);

/// <summary>What a comparison found.</summary>
/// <param name="Explored">Workloads explored under both settings: the sum of the next three.</param>
/// <param name="Holds">Both get them right.</param>
/// <param name="Violated">At least one gets them wrong.</param>
/// <param name="Inconclusive">None gets them wrong, as far as is known, and one was cut short.</param>
/// <param name="Different">One gets them wrong, the other right.</param>
public sealed record ComparisonResult(
    long Drawn, long Repeated, long Explored, long Holds, long Violated, long Inconclusive, long Different,
    ImmutableArray<WorkloadDifference> Differences, long States)
{
    public bool IsInterrupted { get; init; }
}

/// <summary>Looks for workloads that tell two settings of a model apart, and shrinks them.</summary>
public static class ComparisonRun
{
    /// <summary>Compares two settings. The workloads are those of the first; one that the second does not have is left out.
    /// </summary>
    public static ComparisonResult Run(GenerationModel first, GenerationModel second, GenerationOptions options)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        ArgumentNullException.ThrowIfNull(options);
        var workloads = options.Source.Of(first.Space).Where(second.Space.Contains).ToList();
        var judged = WorkloadTeam.Judge(workloads.Distinct(), options.Workers, w => Judge(w), options.Progress, options.Cancellation);
        var differences = judged.Where(j => IsDifference(j.Result)).ToList();
        var shrunk = WorkloadTeam.Judge(
            options.Cancellation.IsCancellationRequested ? [] : differences, options.Workers,
            j => Shrink(j.Item, j.Result), null, options.Cancellation);
        return new ComparisonResult(
            judged.Count + workloads.Count - workloads.Distinct().Count(),
            workloads.Count - workloads.Distinct().Count(),
            judged.Count,
            judged.Count(j => j.Result.First.Kind == VerdictKind.Holds && j.Result.Second.Kind == VerdictKind.Holds),
            judged.Count(j => j.Result.First.Kind == VerdictKind.Violated || j.Result.Second.Kind == VerdictKind.Violated),
            judged.Count(j => Cut(j.Result)),
            differences.Count,
            [.. shrunk.Select(s => s.Result).GroupBy(d => ModelVariants.KeyOf(d.Right)).SelectMany(Distinct)],
            judged.Sum(j => j.Result.First.States + j.Result.Second.States))
        {
            IsInterrupted = options.Cancellation.IsCancellationRequested,
        };

        (WorkloadVerdict First, WorkloadVerdict Second) Judge(Workload workload) =>
            (WorkloadExplorer.Explore(first, workload, options.Budget, options.Cancellation),
                WorkloadExplorer.Explore(second, workload, options.Budget, options.Cancellation));

        WorkloadDifference Shrink(Workload workload, (WorkloadVerdict First, WorkloadVerdict Second) verdicts)
        {
            var (wrong, right) = verdicts.First.Kind == VerdictKind.Violated ? (first, second) : (second, first);
            var property = (wrong == first ? verdicts.First : verdicts.Second).Property!;
            return new(Shrinker(wrong, right, options).Shrink(workload, property), right.Settings);
        }
    }

    private static PairShrinker Shrinker(GenerationModel wrong, GenerationModel right, GenerationOptions options) => new(wrong, right, options);

    private static bool IsDifference((WorkloadVerdict First, WorkloadVerdict Second) verdicts) =>
        (verdicts.First.Kind, verdicts.Second.Kind) is (VerdictKind.Violated, VerdictKind.Holds) or (VerdictKind.Holds, VerdictKind.Violated);

    private static bool Cut((WorkloadVerdict First, WorkloadVerdict Second) verdicts) =>
        verdicts.First.Kind != VerdictKind.Violated && verdicts.Second.Kind != VerdictKind.Violated
        && (verdicts.First.Kind == VerdictKind.Inconclusive || verdicts.Second.Kind == VerdictKind.Inconclusive);

    private static IEnumerable<WorkloadDifference> Distinct(IEnumerable<WorkloadDifference> differences)
    {
        var right = differences.First().Right;
        return GenerationRun.Distinct(differences.Select(d => d.Failure)).Select(f => new WorkloadDifference(f, right));
    }

    // The two settings are what is asked about: only the workload is shrunk.
    private sealed class PairShrinker(GenerationModel wrong, GenerationModel right, GenerationOptions options)
    {
        public WorkloadFailure Shrink(Workload workload, string property)
        {
            var steps = Failing(workload, property) ?? throw new Core.InternalErrorException("a difference was not found again");
            var failure = new WorkloadFailure(workload, property, steps, wrong.Settings);
            while (Reduced(failure) is { } smaller)
            {
                failure = smaller;
            }

            return failure with { Workload = wrong.Space.Symmetry.Representative(failure.Workload) };
        }

        private WorkloadFailure? Reduced(WorkloadFailure failure)
        {
            foreach (var workload in WorkloadReductions.Of(failure.Workload))
            {
                if (Failing(workload, failure.Property) is { } steps)
                {
                    return failure with { Workload = workload, Steps = steps };
                }
            }

            return null;
        }

        private int? Failing(Workload workload, string property)
        {
            var verdict = WorkloadExplorer.Explore(wrong, workload, property, options.Budget, options.Cancellation);
            return verdict.Kind == VerdictKind.Violated
                && WorkloadExplorer.Explore(right, workload, options.Budget, options.Cancellation).Kind == VerdictKind.Holds
                    ? verdict.Steps
                    : null;
        }
    }
}
