using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Machines;
using Explorer.Machines.Interpretation;
using Explorer.Machines.Values;

namespace Explorer.Reporting.Story;

/// <summary>Re-enacts a whole trace, so that each local still knows what it was computed from several steps later.</summary>
internal static class Reenactment
{
    /// <summary>Every step in order; null if the re-enactment departs from the trace.</summary>
    public static ImmutableArray<StepReenactment.Progress>? Of(Trace trace)
    {
        var collector = new EvidenceCollector(new PartHistory(trace));
        var interpreter = new Interpreter(trace.Model);
        var held = new Dictionary<int, ImmutableDictionary<Local, Held>>();
        var steps = ImmutableArray.CreateBuilder<StepReenactment.Progress>(trace.Steps.Length);
        for (var i = 0; i < trace.Steps.Length; i++)
        {
            var step = trace.Steps[i];
            var machine = trace.Model.Machines[step.Action.Machine];
            var before = i == 0 ? trace.InitialState! : trace.Steps[i - 1].State!;
            var known = held.GetValueOrDefault(machine.Index, ImmutableDictionary<Local, Held>.Empty);
            var start = new Moment(interpreter, i + 1, machine, before, LocalsOf(machine, before, known));
            if (StepReenactment.Of(step, start, collector) is not { } end
                || (step.State is { } after && !end.Moment.State.Variables.SequenceEqual(after.Variables)))
            {
                return null;
            }

            held[machine.Index] = end.Moment.Locals;
            steps.Add(end);
        }

        return steps.MoveToImmutable();
    }

    private static ImmutableDictionary<Local, Held> LocalsOf(
        Machine machine, MachineState state, ImmutableDictionary<Local, Held> known)
    {
        var locals = ImmutableDictionary.CreateBuilder<Local, Held>();
        for (var i = 0; i < machine.Locals.Length; i++)
        {
            var local = machine.Locals[i];
            var value = i < machine.StoredLocals
                ? state.Machines[machine.Index].Locals[i]
                : ValueOrder.Default(local.Type);
            var isKept = known.TryGetValue(local, out var held) && held.Value.Equals(value);
            locals[local] = isKept ? held! : new Held(value, []);
        }

        return locals.ToImmutable();
    }
}
