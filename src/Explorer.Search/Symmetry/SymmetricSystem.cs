using System;
using System.Collections.Immutable;
using Explorer.Core.Properties;
using Explorer.Core.Systems;

namespace Explorer.Search.Symmetry;

/// <summary>
/// A system modulo renaming of identities: every state that it gives is the representative of its orbit (Ip and Dill,
/// "Better verification through symmetry", 1996). What a property says of a representative it says of its whole orbit, and
/// an orbit is as many steps away as its nearest state. A schedule of this system is none of the inner one: its steps are
/// those of representatives.
/// </summary>
public sealed unsafe class SymmetricSystem(ITransitionSystem inner, ICanonicalizer canonicalizer) : ITransitionSystem
{
    /// <summary>The system whose states are renamed.</summary>
    public ITransitionSystem Inner => inner;

    public int StateLength => inner.StateLength;

    public int StateBits => inner.StateBits;

    public ImmutableArray<ActionInfo> Actions => inner.Actions;

    public ImmutableArray<PropertyInfo> Properties => inner.Properties;

    public int InitialStateCount => inner.InitialStateCount;

    /// <summary>The same renaming of another system with the same states.</summary>
    public SymmetricSystem Over(ITransitionSystem other) => new(other, canonicalizer);

    /// <summary>Overwrites a state with its representative.</summary>
    public void Canonicalize(Span<ulong> state)
    {
        fixed (ulong* words = state)
        {
            canonicalizer.Canonicalize(words);
        }
    }

    public ulong WriteInitialState(int index, Span<ulong> state, out bool hasState)
    {
        var violations = inner.WriteInitialState(index, state, out hasState);
        if (hasState)
        {
            Canonicalize(state);
        }

        return violations;
    }

    public void Expand(ReadOnlySpan<ulong> state, SuccessorBuffer successors)
    {
        inner.Expand(state, successors);
        var successor = successors.States;
        for (var i = 0; i < successors.Count; i++, successor += successors.StateLength)
        {
            canonicalizer.Canonicalize(successor);
        }
    }

    public bool TryFire(
        int action, int choice, ReadOnlySpan<ulong> state, Span<ulong> successor, out bool hasSuccessor, out ulong violations)
    {
        var isPossible = inner.TryFire(action, choice, state, successor, out hasSuccessor, out violations);
        if (hasSuccessor)
        {
            Canonicalize(successor);
        }

        return isPossible;
    }

    public ulong EvaluateState(ReadOnlySpan<ulong> state) => inner.EvaluateState(state);

    public bool IsWithinLimit(ReadOnlySpan<ulong> state) => inner.IsWithinLimit(state);

    public bool IsTerminal(ReadOnlySpan<ulong> state) => inner.IsTerminal(state);
}
