using System.Reflection.Emit;
using Explorer.Compilation.Analysis;
using Explorer.Compilation.Layout;
using Explorer.Compilation.Runtime;
using Explorer.Machines;
using Explorer.Machines.Nodes;

namespace Explorer.Compilation.Emit;

/// <summary>The end of a step: the location and the locals that are live there are put into the state, the others are
/// zeroed, and the words are written to the target.</summary>
internal sealed class StepEnd(MethodScope scope, StepSource step, StepFlow flow, LocalBuilder? violations, StepExit exit)
{
    // States up to this length are copied word by word.
    private const int ShortState = 4;

    private Il Il => scope.Il;

    /// <summary>Copies the words of the source that are not kept in locals to the target.</summary>
    public void CopyAll()
    {
        var words = scope.Words;
        if (words.Count > ShortState)
        {
            words.PointerToTarget(0);
            Il.Source();
            Il.Const32(8 * words.Count);
            Il.Emit(OpCodes.Cpblk);
            return;
        }

        for (var i = 0; i < words.Count; i++)
        {
            if (words.Mode(i) != WordMode.Register)
            {
                words.PointerToTarget(i);
                words.LoadSource(i);
                Il.Emit(OpCodes.Stind_I8);
            }
        }
    }

    public void Emit(Leave node)
    {
        var wasCopied = scope.Words.IsCopied;
        if (!wasCopied)
        {
            CopyAll();
            scope.Words.IsCopied = true;
        }

        if (step.Machine is { } machine && node.Location >= 0)
        {
            ClearDead(machine, node);
            StoreLive(machine, node);
        }

        WriteRegisters();
        scope.Words.IsCopied = wasCopied;
        Return();
    }

    private void Return()
    {
        if (violations is not null)
        {
            var clean = Il.Label();
            Il.Load(violations);
            Il.Jump(OpCodes.Brfalse, clean);
            exit.Violated(violations);
            Il.Mark(clean);
        }

        exit.Fired();
    }

    // What was live and is not any more becomes zero, and the location changes: per word one mask and one exclusive or.
    private void ClearDead(Machine machine, Leave node)
    {
        var clear = new ulong[scope.Words.Count];
        var flip = new ulong[scope.Words.Count];
        var after = flow.LiveAfter(node);
        foreach (var local in flow.LiveBefore)
        {
            var slot = SlotOf(machine, local);
            if (slot.Encoding.IsScalar && !after.Contains(local))
            {
                clear[slot.Word] |= slot.MaskInWord;
            }
            else if (!after.Contains(local))
            {
                scope.Words.PointerToTarget(slot.Word);
                Il.Const32(slot.Encoding.Words);
                Il.Const(slot.Encoding.TailMask);
                Il.Call(typeof(Blocks), nameof(Blocks.Clear));
            }
        }

        if (scope.Layout.OfLocation(machine.Index) is { } location)
        {
            flip[location.Word] = (ulong)(step.From ^ node.Location) << location.Shift;
        }

        for (var i = 0; i < clear.Length; i++)
        {
            Change(i, clear[i], flip[i]);
        }
    }

    private void Change(int word, ulong clear, ulong flip)
    {
        if (clear == 0 && flip == 0)
        {
            return;
        }

        scope.Words.Load(word);
        if (clear != 0)
        {
            Il.Const(~clear);
            Il.Emit(OpCodes.And);
        }

        if (flip != 0)
        {
            Il.Const(flip);
            Il.Emit(OpCodes.Xor);
        }

        scope.Words.Store(word);
    }

    private void StoreLive(Machine machine, Leave node)
    {
        var expressions = new ExpressionEmitter(scope);
        foreach (var local in flow.LiveAfter(node))
        {
            if (!flow.Assigned.Contains(local) && flow.LiveBefore.Contains(local))
            {
                continue;
            }

            var slot = SlotOf(machine, local);
            if (slot.Encoding.IsScalar)
            {
                var read = new Machines.Expressions.LocalRead(local, node.Span);
                expressions.StoreRaw(Access.OfState(slot), expressions.EmitToLocal(read, slot.Encoding));
                continue;
            }

            scope.Words.PointerToTarget(slot.Word);
            Il.Load(scope.Holder(local));
            Il.Const32(slot.Encoding.Words);
            Il.Const(slot.Encoding.TailMask);
            Il.Call(typeof(Blocks), nameof(Blocks.Copy));
        }
    }

    private void WriteRegisters()
    {
        for (var i = 0; i < scope.Words.Count; i++)
        {
            if (scope.Words.Mode(i) == WordMode.Register)
            {
                scope.Words.PointerToTarget(i);
                scope.Words.Load(i);
                Il.Emit(OpCodes.Stind_I8);
            }
        }
    }

    private Slot SlotOf(Machine machine, Local local) =>
        scope.Layout.OfLocal(machine.Index, machine.Locals.IndexOf(local));
}
