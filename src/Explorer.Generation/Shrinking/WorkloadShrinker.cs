using System;
using System.Collections.Concurrent;
using System.Linq;
using System.Threading;
using Explorer.Core.Verdicts;

namespace Explorer.Generation;

/// <summary>
/// Shrinks a failing workload until every single reduction makes the violation disappear (1-minimal, as in Zeller and
/// Hildebrandt, "Simplifying and isolating failure-inducing input", 2002): programs, calls, arguments, then parameters,
/// always the first reduction in order that still violates the same property. A reduction that is
/// inconclusive counts as one that does not. Deterministic, as long as no bound on time cuts an exploration short.
/// </summary>
/// <param name="isFailing">Whether a workload under some settings fails in the way that is to be kept, and after how many
/// steps; null if not.</param>
/// <param name="stop">Ends it with what it has come to by then.</param>
public sealed class WorkloadShrinker(
    ModelVariants variants, Func<GenerationModel, Workload, string, int?> isFailing, CancellationToken stop = default)
{
    private readonly ConcurrentDictionary<(string Settings, Workload Workload, string Property), int?> _known = new();

    /// <summary>Shrinks by exploration: what is kept is that the property is violated.</summary>
    public static WorkloadShrinker ByExploration(ModelVariants variants, WorkloadBudget budget, CancellationToken stop = default) =>
        new(variants, (model, workload, property) =>
            WorkloadExplorer.Explore(model, workload, property, budget, stop) is { Kind: VerdictKind.Violated, Steps: { } steps } ? steps : null, stop);

    /// <summary>Takes in what is known of a workload anyway.</summary>
    public void Learn(GenerationModel model, Workload workload, WorkloadVerdict verdict)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(verdict);
        var same = model.Space.Symmetry.Representative(workload);
        var settings = ModelVariants.KeyOf(model.Settings);
        foreach (var property in model.Machines.Properties.Where((_, i) => (model.Judged >> i & 1) != 0))
        {
            // A search ends with the first violation: of the other properties nothing is known then.
            if (verdict.Kind == VerdictKind.Holds || verdict.Property == property.Name)
            {
                _known[(settings, same, property.Name)] = verdict.Steps;
            }
        }
    }

    /// <summary>The smallest failing workload that single reductions lead to.</summary>
    /// <exception cref="ArgumentException">The workload does not fail.</exception>
    public WorkloadFailure Shrink(GenerationModel model, Workload workload, string property)
    {
        ArgumentNullException.ThrowIfNull(model);
        variants.Add(model);
        var steps = Failing(model, workload, property) ?? throw new ArgumentException("the workload does not fail", nameof(workload));
        var failure = new WorkloadFailure(workload, property, steps, model.Settings);
        while (!stop.IsCancellationRequested && Reduced(failure) is { } smaller)
        {
            failure = smaller;
        }

        var isMinimal = !stop.IsCancellationRequested;
        return failure with { IsMinimal = isMinimal, Workload = variants.Of(failure.Settings)!.Space.Symmetry.Representative(failure.Workload) };
    }

    /// <summary>The first single reduction that fails too; null if none does: the failure is minimal.</summary>
    public WorkloadFailure? Reduced(WorkloadFailure failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        var model = variants.Of(failure.Settings)!;
        foreach (var workload in WorkloadReductions.Of(failure.Workload).Where(model.Space.Contains).TakeWhile(_ => !stop.IsCancellationRequested))
        {
            if (Failing(model, workload, failure.Property) is { } steps)
            {
                return failure with { Workload = workload, Steps = steps };
            }
        }

        foreach (var settings in SettingsReductions.Of(model).TakeWhile(_ => !stop.IsCancellationRequested))
        {
            // Fewer CPUs: one of those that have nothing to do may be in the middle.
            if (variants.Of(settings) is { } other && other.PropertyIndex(failure.Property) >= 0
                && Fitted(failure.Workload, other.Space.Programs) is { } fitted && other.Space.Contains(fitted)
                && Failing(other, fitted, failure.Property) is { } steps)
            {
                return new WorkloadFailure(fitted, failure.Property, steps, settings);
            }
        }

        return null;
    }

    /// <summary>A workload for as many programs as there are: without the last of those that are empty, or with more of them;
    /// null if too many are not.</summary>
    internal static Workload? Fitted(Workload workload, int programs)
    {
        var kept = workload.Programs;
        while (kept.Length > programs && kept.Any(p => p.IsEmpty))
        {
            kept = kept.RemoveAt(kept.LastIndexOf(kept.Last(p => p.IsEmpty)));
        }

        return kept.Length > programs ? null : new([.. kept, .. Enumerable.Repeat<System.Collections.Immutable.ImmutableArray<WorkloadCall>>([], programs - kept.Length)]);
    }

    private int? Failing(GenerationModel model, Workload workload, string property)
    {
        var same = model.Space.Symmetry.Representative(workload);
        return _known.GetOrAdd((ModelVariants.KeyOf(model.Settings), same, property), _ => isFailing(model, same, property));
    }
}
