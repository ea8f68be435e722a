using System;
using System.Threading;
using Explorer.Core;
using Explorer.Core.Diagnostics;
using Explorer.Machines;
using Explorer.Machines.Expressions;
using Explorer.Machines.Interpretation;
using Explorer.Machines.Traces;

namespace Explorer.Generation;

/// <summary>Traces of workloads, replayed on the interpreter.</summary>
public static class WorkloadTraces
{
    /// <summary>The trace of the violation that was found.</summary>
    /// <param name="verdict">Of this workload, with its schedule.</param>
    /// <exception cref="InternalErrorException">The trace does not end in the violation.</exception>
    public static Trace Of(GenerationModel model, Workload workload, WorkloadVerdict verdict)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(verdict);
        var machines = Running(model, workload);
        var schedule = verdict.Schedule ?? throw new ArgumentException("the verdict has no schedule", nameof(verdict));
        var trace = new Interpreter(machines).Replay(schedule);
        return trace.FinalViolations.Contains(model.PropertyIndex(verdict.Property!))
            ? trace
            : throw new InternalErrorException($"the trace of a workload does not end in a violation of {verdict.Property}");
    }

    /// <summary>The canonical form of that trace; null if the verdict has no schedule, or the violation no states before it.</summary>
    public static TraceForm? FormOf(GenerationModel model, Workload workload, WorkloadVerdict verdict)
    {
        ArgumentNullException.ThrowIfNull(verdict);
        return verdict.Schedule is not null && Of(model, workload, verdict) is { InitialState: not null } trace
            ? TraceForm.Of(trace, verdict.Property!)
            : null;
    }

    /// <summary>The form of the shortest trace by which a workload violates a property; null if it does not, and if the budget
    /// does not allow to look for it.</summary>
    public static TraceForm? ShortestForm(
        GenerationModel model, Workload workload, string property, WorkloadBudget budget, CancellationToken stop = default) =>
        WorkloadExplorer.ExploreWithSchedule(model, workload, property, budget, stop) is { Schedule: not null } verdict
            ? FormOf(model, workload, verdict)
            : null;

    // Nodes refer to variables by number, so that one of them may begin otherwise.
    private static MachineModel Running(GenerationModel model, Workload workload)
    {
        var (machines, program) = (model.Machines, model.Space.Description.Program);
        var initial = new Literal(model.Space.ValueOf(workload), program.Type, SourceSpan.None);
        return machines with { Variables = machines.Variables.SetItem(program.Index, program with { Initial = initial }) };
    }
}
