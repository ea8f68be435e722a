using System;
using System.Collections.Immutable;
using System.Threading;
using Explorer.Core.Systems.Dependence;
using Explorer.Machines.Dependence;
using Explorer.Machines.Workloads;
using Explorer.Smt.Sharpening;
using Explorer.Smt.Solving;

namespace Explorer.Generation;

/// <summary>How much the solver may do, once for all workloads of a model.</summary>
/// <param name="Budget">Longest time.</param>
/// <param name="CacheFolder">Where its answers are kept from one run to the next; null: nowhere.</param>
public sealed record SolverUse(TimeSpan Budget, string? CacheFolder);

/// <summary>
/// What the steps of a model with a workload have to do with each other, whatever the workload. What syntax tells knows nothing
/// of initial states; what the solver adds follows from facts that hold in every state that any workload can reach
/// (<see cref="WorkloadStarts"/>).
/// </summary>
/// <param name="Guards">The guards to which the matrices refer.</param>
/// <param name="Sticky">For each action whether it is one of those of which every cycle of states has one.</param>
/// <param name="Interference">What discarding goes by beyond syntax; null if the solver was not asked.</param>
/// <param name="Solver">What the solver did; null if it was not asked.</param>
public sealed record WorkloadDependence(
    GuardTable Guards, DependenceMatrices Matrices, ImmutableArray<bool> Sticky, WorkloadInterference? Interference,
    SharpeningStatistics? Solver)
{
    /// <summary>Who supplied the matrices, in a word.</summary>
    public string Source => Solver is null ? "syntax" : "solver";

    /// <summary>Looks at a model.</summary>
    /// <param name="solver">Null: the solver is not asked. Where there is none it is not asked either.</param>
    public static WorkloadDependence Of(GenerationModel model, SolverUse? solver, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        var machines = model.Machines;
        var syntax = DependenceAnalysis.Of(machines);
        if (solver is null || !Z3Library.IsAvailable)
        {
            return new(syntax.Guards, syntax.Matrices, syntax.Sticky, null, null);
        }

        var interference = new WorkloadInterference(machines);
        var options = new SharpeningOptions
        {
            Budget = solver.Budget,
            CacheFolder = solver.CacheFolder,
            Starts = WorkloadStarts.Of(machines),
            Violations = interference.Violations,
        };
        var sharpened = MatrixSharpener.Sharpen(machines, syntax.Guards, syntax.Matrices, options, stop);
        return new(
            syntax.Guards, sharpened.Matrices, syntax.Sticky,
            interference.SharpenedBy(sharpened.Matrices, sharpened.Violations!), sharpened.Statistics);
    }
}
