using System;
using System.Collections.Immutable;
using Explorer.Core.Properties;
using Explorer.Core.Systems;
using Explorer.Search.Symmetry;

namespace Explorer.Search.Reduction;

/// <summary>
/// A system of which only the steps in stubborn sets are taken (docs/reduction.md says why that suffices). Which these are is
/// a function of the state alone. A state in which some step violates a property by itself, or meets a fault, is
/// expanded in full. Firing single actions is not reduced.
/// </summary>
public sealed unsafe class ReducedSystem : ITransitionSystem
{
    private readonly PartialOrder _order;
    private readonly StubbornTables _tables;
    private readonly bool[] _isMay;

    /// <param name="properties">The properties whose verdicts must not change, as a mask.</param>
    public ReducedSystem(ITransitionSystem inner, PartialOrder order, ulong properties)
    {
        ArgumentNullException.ThrowIfNull(inner);
        ArgumentNullException.ThrowIfNull(order);
        if (order.Matrices.ActionCount != inner.Actions.Length)
        {
            throw new ArgumentException("The matrices are those of another system.", nameof(order));
        }

        (Inner, _order, _tables) = (inner, order, new StubbornTables(order, properties));
        _isMay = new bool[inner.Actions.Length];
        for (var i = 0; i < _isMay.Length; i++)
        {
            _isMay[i] = inner.Actions[i].IsMay;
        }
    }

    /// <summary>The system with all its steps.</summary>
    public ITransitionSystem Inner { get; }

    public int StateLength => Inner.StateLength;

    public int StateBits => Inner.StateBits;

    public ImmutableArray<ActionInfo> Actions => Inner.Actions;

    public ImmutableArray<PropertyInfo> Properties => Inner.Properties;

    public int InitialStateCount => Inner.InitialStateCount;

    /// <summary>The system with all its steps, of one that may be reduced.</summary>
    public static ITransitionSystem Full(ITransitionSystem system) => system switch
    {
        ReducedSystem reduced => reduced.Inner,
        SymmetricSystem { Inner: ReducedSystem reduced } symmetric => symmetric.Over(reduced.Inner),
        _ => system,
    };

    public ulong WriteInitialState(int index, Span<ulong> state, out bool hasState) =>
        Inner.WriteInitialState(index, state, out hasState);

    public void Expand(ReadOnlySpan<ulong> state, SuccessorBuffer successors)
    {
        Inner.Expand(state, successors);
        if (successors.Count < 2 || successors.HasViolations)
        {
            return;
        }

        if (successors.Workspace is not StubbornSetFinder finder || !finder.IsFor(_tables))
        {
            successors.Workspace = finder = new StubbornSetFinder(_tables);
        }

        if (CollectEnabled(successors, finder.Enabled))
        {
            _order.Guards.EvaluateGuards(state, finder.Guards);
            Keep(finder.Find(), successors);
        }
    }

    public bool TryFire(
        int action, int choice, ReadOnlySpan<ulong> state, Span<ulong> successor, out bool hasSuccessor, out ulong violations) =>
        Inner.TryFire(action, choice, state, successor, out hasSuccessor, out violations);

    public ulong EvaluateState(ReadOnlySpan<ulong> state) => Inner.EvaluateState(state);

    public bool IsWithinLimit(ReadOnlySpan<ulong> state) => Inner.IsWithinLimit(state);

    public bool IsTerminal(ReadOnlySpan<ulong> state) => Inner.IsTerminal(state);

    // False: there is only one.
    private static bool CollectEnabled(SuccessorBuffer successors, ulong[] enabled)
    {
        Array.Clear(enabled);
        var actions = successors.Actions;
        for (var i = 0; i < successors.Count; i++)
        {
            enabled[actions[i] >> 6] |= 1UL << (actions[i] & 63);
        }

        return actions[0] != actions[successors.Count - 1];
    }

    private void Keep(ReadOnlySpan<ulong> kept, SuccessorBuffer successors)
    {
        var (count, words) = (0, successors.StateLength);
        var actions = successors.Actions;
        var states = successors.States;
        for (var i = 0; i < successors.Count; i++)
        {
            var action = actions[i];
            if ((kept[action >> 6] >> (action & 63) & 1) == 0)
            {
                successors.HasOmittedStep |= !_isMay[action];
                continue;
            }

            if (i != count)
            {
                actions[count] = action;
                for (var word = 0; word < words; word++)
                {
                    states[(count * words) + word] = states[(i * words) + word];
                }
            }

            count++;
        }

        successors.Count = count;
    }
}
