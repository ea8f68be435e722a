using System.Collections.Generic;
using Explorer.Compilation.Analysis;
using Explorer.Compilation.Layout;
using Explorer.Machines;
using Explorer.Machines.Nodes;

namespace Explorer.Compilation.Emit;

/// <summary>Which words of the state a step keeps in locals, which it changes in place in the target, and which it only
/// copies.</summary>
internal static class WordPlan
{
    public static WordMode[] For(StepSource step, StepFlow flow, StateLayout layout)
    {
        var modes = new WordMode[layout.Words];
        var written = Written(step, flow, layout);
        foreach (var slot in written)
        {
            for (var i = 0; i < slot.Encoding.Words && !slot.Encoding.IsScalar; i++)
            {
                modes[slot.Word + i] = WordMode.Target;
            }
        }

        foreach (var slot in written)
        {
            if (modes[slot.Word] != WordMode.Target)
            {
                modes[slot.Word] = WordMode.Register;
            }
        }

        return modes;
    }

    private static List<Slot> Written(StepSource step, StepFlow flow, StateLayout layout)
    {
        var slots = new List<Slot>();
        foreach (var variable in flow.Written)
        {
            slots.Add(layout.OfVariable(variable));
        }

        foreach (var node in flow.Reachable)
        {
            if (node is Leave leave && step.Machine is { } machine)
            {
                AddOwn(machine, leave, step, flow, layout, slots);
            }
        }

        return slots;
    }

    // The machine's own location and locals, as far as they may change.
    private static void AddOwn(Machine machine, Leave leave, StepSource step, StepFlow flow, StateLayout layout, List<Slot> slots)
    {
        if (leave.Location != step.From && layout.OfLocation(machine.Index) is { } location)
        {
            slots.Add(location);
        }

        var live = flow.LiveAfter(leave);
        for (var i = 0; i < machine.StoredLocals; i++)
        {
            var local = machine.Locals[i];
            if (flow.Assigned.Contains(local) || live.Contains(local) != flow.LiveBefore.Contains(local))
            {
                slots.Add(layout.OfLocal(machine.Index, i));
            }
        }
    }
}
