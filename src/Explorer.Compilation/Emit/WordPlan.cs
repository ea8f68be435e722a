using System.Collections.Generic;
using System.Linq;
using Explorer.Compilation.Analysis;
using Explorer.Compilation.Layout;
using Explorer.Machines.Nodes;

namespace Explorer.Compilation.Emit;

/// <summary>Which words of the state a step keeps in locals, which it changes in place in the target, and which it only
/// copies.</summary>
internal static class WordPlan
{
    public static WordMode[] For(StepSource step, StepFlow flow, StateLayout layout)
    {
        var modes = new WordMode[layout.Words];
        var written = flow.Written.Select(layout.OfVariable).Concat(OwnSlots(step, flow, layout)).ToList();
        foreach (var slot in written.Where(s => !s.Encoding.IsScalar))
        {
            for (var i = 0; i < slot.Encoding.Words; i++)
            {
                modes[slot.Word + i] = WordMode.Target;
            }
        }

        foreach (var slot in written.Where(s => s.Encoding.IsScalar))
        {
            modes[slot.Word] = modes[slot.Word] == WordMode.Target ? WordMode.Target : WordMode.Register;
        }

        return modes;
    }

    // The machine's own location and locals, as far as they may change.
    private static IEnumerable<Slot> OwnSlots(StepSource step, StepFlow flow, StateLayout layout)
    {
        if (step.Machine is not { } machine)
        {
            yield break;
        }

        foreach (var leave in flow.Reachable.OfType<Leave>())
        {
            if (leave.Location != step.From && layout.OfLocation(machine.Index) is { } location)
            {
                yield return location;
            }

            var live = flow.LiveAfter(leave);
            for (var i = 0; i < machine.StoredLocals; i++)
            {
                var local = machine.Locals[i];
                if (flow.Assigned.Contains(local) || live.Contains(local) != flow.LiveBefore.Contains(local))
                {
                    yield return layout.OfLocal(machine.Index, i);
                }
            }
        }
    }
}
