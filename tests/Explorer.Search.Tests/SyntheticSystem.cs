using System;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Core.Diagnostics;
using Explorer.Core.Properties;
using Explorer.Core.Systems;

namespace Explorer.Search.Tests;

/// <summary>
/// `counters` independent counters modulo `values`, one action and one actor for each: values ^ counters states, each
/// with as many successors as there are counters, and the deepest counters * (values - 1) steps away. Allocates nothing
/// when it is expanded. One word holds eight counters of a byte each.
/// </summary>
internal sealed unsafe class SyntheticSystem(int counters, int values, int stateLength) : ITransitionSystem
{
    public int StateLength => stateLength;

    public int StateBits => (64 * (stateLength - 1)) + ((counters + stateLength - 1) / stateLength * 8);

    public ImmutableArray<ActionInfo> Actions { get; } =
        [.. Enumerable.Range(0, counters).Select(i => new ActionInfo(i, $"{i}", i, false, SourceSpan.None, Footprint.Empty))];

    public ImmutableArray<PropertyInfo> Properties { get; } =
    [
        new PropertyInfo("all_at_the_top", PropertyKind.Invariant, "", SourceSpan.None),
        new PropertyInfo("deadlock", PropertyKind.Deadlock, "", SourceSpan.None),
    ];

    public int InitialStateCount => 1;

    public ulong WriteInitialState(int index, Span<ulong> state, out bool hasState)
    {
        state.Clear();
        hasState = true;
        return 0;
    }

    public void Expand(ReadOnlySpan<ulong> state, SuccessorBuffer successors)
    {
        successors.Clear();
        successors.Reserve(counters);
        for (var i = 0; i < counters; i++)
        {
            TryFire(i, 0, state, new Span<ulong>(successors.States + (i * stateLength), stateLength), out _, out _);
            successors.Actions[i] = i;
        }

        successors.Count = counters;
    }

    public bool TryFire(
        int action, int choice, ReadOnlySpan<ulong> state, Span<ulong> successor, out bool hasSuccessor, out ulong violations)
    {
        (hasSuccessor, violations) = (true, 0);
        if (choice > 0)
        {
            return false;
        }

        var (word, shift) = (action % stateLength, action / stateLength * 8);
        var value = (int)(state[word] >> shift & 255);
        state.CopyTo(successor);
        successor[word] += (ulong)((value + 1) % values - value) << shift;
        return true;
    }

    public ulong EvaluateState(ReadOnlySpan<ulong> state)
    {
        for (var i = 0; i < counters; i++)
        {
            if ((int)(state[i % stateLength] >> (i / stateLength * 8) & 255) != values - 1)
            {
                return 0;
            }
        }

        return 1;
    }

    public bool IsWithinLimit(ReadOnlySpan<ulong> state) => true;

    public bool IsTerminal(ReadOnlySpan<ulong> state) => false;
}
