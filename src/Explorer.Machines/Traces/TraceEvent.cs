using System.Collections.Immutable;
using System.Linq;
using Explorer.Machines.Interpretation;

namespace Explorer.Machines.Traces;

/// <summary>A step of a trace with what it touched.</summary>
/// <param name="Before">The state before it.</param>
internal sealed record TraceEvent(TraceStep Step, Machine Machine, MachineState Before, StepAccesses Accesses)
{
    /// <summary>The steps of a trace in order.</summary>
    public static ImmutableArray<TraceEvent> Of(Trace trace)
    {
        var interpreter = new Interpreter(trace.Model);
        var events = ImmutableArray.CreateBuilder<TraceEvent>(trace.Steps.Length);
        var state = trace.InitialState;
        foreach (var step in trace.Steps)
        {
            var accesses = interpreter.Accesses(step.Action, state!)[step.Choice];
            events.Add(new TraceEvent(step, trace.Model.Machines[step.Action.Machine], state!, accesses));
            state = step.State;
        }

        return events.MoveToImmutable();
    }

    /// <summary>
    /// Must the two steps stay in their order? They must if they are of one thread or handler, or if one writes a part that the
    /// other reads or writes, or changes where its machine is in a way for which the other asked. All others can be exchanged
    /// where they are neighbours (Mazurkiewicz, "Trace theory", 1987, with a dependence that is that of these executions).
    /// </summary>
    public bool DependsOn(TraceEvent other) =>
        (Machine.Index == other.Machine.Index && Machine.Kind != MachineKind.Rule) || Disturbs(other) || other.Disturbs(this);

    private bool Disturbs(TraceEvent other) =>
        Accesses.Writes.Any(w => other.Accesses.Writes.Any(w.Overlaps) || other.Accesses.Reads.Any(r => w.Overlaps(r.Part)))
        || (Step.State is { } after
            && other.Accesses.Locations.Any(l => l.Machine == Machine.Index && l.IsChangedBy(LocationIn(Before), LocationIn(after))));

    private int LocationIn(MachineState state) => state.Machines[Machine.Index].Location;
}
