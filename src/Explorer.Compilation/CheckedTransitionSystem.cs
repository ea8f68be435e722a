using System;
using System.Collections.Immutable;
using Explorer.Compilation.Layout;
using Explorer.Core;
using Explorer.Core.Properties;
using Explorer.Core.Systems;

namespace Explorer.Compilation;

/// <summary>
/// A system that polices the footprints of another one; slow, for tests. Every step may change only `MayWrite`; and when
/// a variable is given a value that it had in an earlier state, then an action that does not read it does the same as
/// before (LTSmin's pins2pins-check), a variable that it must write gets the same value as before, and an action is
/// enabled as before unless its guard reads the variable. A step that does otherwise is an internal error.
/// Not checked: reads of locations and of locals, whose values depend on each other.
/// </summary>
public sealed class CheckedTransitionSystem(ITransitionSystem inner, StateLayout layout) : ITransitionSystem
{
    // For each variable the words of some earlier state.
    private readonly ulong[]?[] _earlier = new ulong[]?[layout.Entries.Length];

    public int StateLength => inner.StateLength;

    public int StateBits => inner.StateBits;

    public ImmutableArray<ActionInfo> Actions => inner.Actions;

    public ImmutableArray<PropertyInfo> Properties => inner.Properties;

    public int InitialStateCount => inner.InitialStateCount;

    public ulong WriteInitialState(int index, Span<ulong> state, out bool hasState) =>
        inner.WriteInitialState(index, state, out hasState);

    public unsafe void Expand(ReadOnlySpan<ulong> state, SuccessorBuffer successors)
    {
        inner.Expand(state, successors);
        for (var i = 0; i < successors.Count; i++)
        {
            CheckWrites(Actions[successors.Actions[i]], state, successors[i]);
        }
    }

    public bool TryFire(
        int action, int choice, ReadOnlySpan<ulong> state, Span<ulong> successor, out bool hasSuccessor, out ulong violations)
    {
        var isPossible = inner.TryFire(action, choice, state, successor, out hasSuccessor, out violations);
        if (hasSuccessor)
        {
            CheckWrites(Actions[action], state, successor);
        }

        var step = new Step(Actions[action], choice, isPossible, hasSuccessor ? successor.ToArray() : null, violations);
        for (var i = 0; i < layout.Entries.Length; i++)
        {
            if (layout.Entries[i].Variable is not null)
            {
                CheckIndependence(step, state, i);
                _earlier[i] = state.ToArray();
            }
        }

        return isPossible;
    }

    public ulong EvaluateState(ReadOnlySpan<ulong> state) => inner.EvaluateState(state);

    public bool IsWithinLimit(ReadOnlySpan<ulong> state) => inner.IsWithinLimit(state);

    public bool IsTerminal(ReadOnlySpan<ulong> state) => inner.IsTerminal(state);

    private sealed record Step(ActionInfo Action, int Choice, bool IsPossible, ulong[]? Successor, ulong Violations);

    private void CheckWrites(ActionInfo action, ReadOnlySpan<ulong> before, ReadOnlySpan<ulong> after)
    {
        for (var i = 0; i < layout.Entries.Length; i++)
        {
            // The bits of a local that another one uses now tell nothing.
            var isShared = layout.Entries[i].Local is not null;
            if (!isShared && !action.Footprint.MayWrite.Contains(i) && !AreEqual(i, before, after))
            {
                throw Wrong(action, i, "wrote");
            }
        }
    }

    private void CheckIndependence(Step step, ReadOnlySpan<ulong> state, int entry)
    {
        if (_earlier[entry] is not { } earlier || AreEqual(entry, state, earlier))
        {
            return;
        }

        var footprint = step.Action.Footprint;
        var (changed, successor) = (state.ToArray(), new ulong[StateLength]);
        Copy(entry, earlier, changed);
        if (!footprint.GuardReads.Contains(entry)
            && inner.TryFire(step.Action.Id, 0, changed, successor, out _, out _)
                != inner.TryFire(step.Action.Id, 0, state, successor, out _, out _))
        {
            throw Wrong(step.Action, entry, "is enabled depending on");
        }

        if (footprint.Reads.Contains(entry))
        {
            return;
        }

        var isPossible = inner.TryFire(step.Action.Id, step.Choice, changed, successor, out var exists, out var violations);
        if (isPossible != step.IsPossible || exists != (step.Successor is not null) || violations != step.Violations)
        {
            throw Wrong(step.Action, entry, "does what it does depending on");
        }

        if (exists)
        {
            CompareSuccessors(step, entry, successor);
        }
    }

    private void CompareSuccessors(Step step, int entry, ulong[] successor)
    {
        for (var i = 0; i < layout.Entries.Length; i++)
        {
            var mayDiffer = i == entry && !step.Action.Footprint.MustWrite.Contains(i);
            if (!mayDiffer && !AreEqual(i, step.Successor, successor))
            {
                throw Wrong(step.Action, entry, $"writes {layout.Entries[i].Name} depending on");
            }
        }
    }

    private InternalErrorException Wrong(ActionInfo action, int entry, string what) =>
        new($"action {action.Id} '{action.Name}' {what} {layout.Entries[entry].Name} against its footprint");

    private bool AreEqual(int entry, ReadOnlySpan<ulong> left, ReadOnlySpan<ulong> right)
    {
        var slot = layout.Entries[entry].Slot;
        for (var i = 0; i < (slot?.Encoding.Words ?? 0); i++)
        {
            var word = slot!.Word + i;
            if (((left[word] ^ right[word]) & MaskOf(slot, i)) != 0)
            {
                return false;
            }
        }

        return true;
    }

    private void Copy(int entry, ulong[] from, ulong[] to)
    {
        var slot = layout.Entries[entry].Slot!;
        for (var i = 0; i < slot.Encoding.Words; i++)
        {
            var mask = MaskOf(slot, i);
            to[slot.Word + i] = (to[slot.Word + i] & ~mask) | (from[slot.Word + i] & mask);
        }
    }

    private static ulong MaskOf(Slot slot, int word) =>
        word < slot.Encoding.Words - 1 ? ulong.MaxValue : slot.Encoding.TailMask << slot.Shift;
}
