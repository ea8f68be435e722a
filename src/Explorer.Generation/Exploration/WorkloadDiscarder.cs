using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Explorer.Core.Verdicts;
using Explorer.Machines.Workloads;

namespace Explorer.Generation;

/// <summary>
/// Says of workloads that they violate nothing, without exploring them. Only what is certain counts:
///
/// - No step that the workload can take, by itself or by what else the model has, can falsify a property, as the matrices
///   of dependence say, and its initial states violate nothing.
/// - Its programs have nothing to do with each other: no two of them touch a variable that one of them writes, or their steps
///   accord and enable none of each other's, also not by way of rules or handlers, and each alone holds. Then each run of the workload is, for each program and each property,
///   a run of that program alone. The programs alone are explored, once each.
/// </summary>
/// <param name="dependence">What the solver told; null: syntax alone decides.</param>
public sealed class WorkloadDiscarder(
    GenerationModel model, WorkloadBudget budget, WorkloadDependence? dependence = null, CancellationToken stop = default)
{
    private readonly WorkloadInterference _syntax = new(model.Machines);
    private readonly ConcurrentDictionary<(string Operations, DiscardedBy By), bool> _harmless = new();
    private readonly ConcurrentDictionary<Workload, bool> _alone = new();

    /// <summary>Whose knowledge it takes to see that the workload violates nothing; null if that is not known.</summary>
    public DiscardedBy? Discards(Workload workload) =>
        CannotViolate(workload, _syntax, DiscardedBy.Syntax) ? DiscardedBy.Syntax
        : dependence?.Interference is { } sharpened && CannotViolate(workload, sharpened, DiscardedBy.Solver) ? DiscardedBy.Solver
        : null;

    private bool CannotViolate(Workload workload, WorkloadInterference interference, DiscardedBy by) =>
        IsHarmless(workload, interference, by) || IsSumOfParts(workload, interference);

    private bool IsHarmless(Workload workload, WorkloadInterference interference, DiscardedBy by)
    {
        var operations = Operations(workload.Calls);
        var key = string.Join(',', operations);
        return _harmless.GetOrAdd((key, by), _ => interference.CannotFalsify(operations, model.Judged)) && BeginsWell(workload);
    }

    private bool IsSumOfParts(Workload workload, WorkloadInterference interference)
    {
        var busy = Enumerable.Range(0, workload.Programs.Length).Where(i => !workload.Programs[i].IsEmpty).ToList();
        return busy.Count > 1
            && interference.AreApart([.. busy.Select(i => (i, Operations(workload.Programs[i])))], model.Judged)
            && BeginsWell(workload)
            && busy.TrueForAll(i => HoldsAlone(model.Space.Empty.With(i, workload.Programs[i])));
    }

    private bool HoldsAlone(Workload part) => _alone.GetOrAdd(
        model.Space.Symmetry.Representative(part),
        p => WorkloadExplorer.Explore(model, p, budget, stop).Kind == VerdictKind.Holds && !stop.IsCancellationRequested);

    private bool BeginsWell(Workload workload)
    {
        var system = model.SystemOf(workload);
        var state = new ulong[system.StateLength];
        for (var i = 0; i < system.InitialStateCount; i++)
        {
            var violations = system.WriteInitialState(i, state, out var hasState);
            if (!hasState || ((violations | system.EvaluateState(state)) & model.Judged) != 0)
            {
                return false;
            }
        }

        return true;
    }

    private static ImmutableSortedSet<int> Operations(IEnumerable<WorkloadCall> calls) => [.. calls.Select(c => c.Operation)];
}
