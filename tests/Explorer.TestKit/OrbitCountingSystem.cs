using System;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Compilation;
using Explorer.Core.Properties;
using Explorer.Core.Systems;
using Explorer.Machines.Symmetry;

namespace Explorer.TestKit;

/// <summary>
/// Counts orbits while a search goes through all states: a state is counted if no renaming of identities encodes to a
/// smaller one, so that each orbit is counted once. Exact and slow (every renaming of every state is tried until a
/// smaller one is found); it reduces nothing. The search asks for the properties of each new state once: that is where
/// the state is looked at.
/// </summary>
public sealed class OrbitCountingSystem(CompiledSystem inner) : ITransitionSystem
{
    private readonly ImmutableArray<IdentityPermutation> _permutations = IdentityPermutation.All(inner.Model);

    /// <summary>Orbits among the states evaluated so far.</summary>
    public long Orbits { get; private set; }

    public int StateLength => inner.StateLength;

    public int StateBits => inner.StateBits;

    /// <summary>Each may affect all properties, as every new state must be asked about.</summary>
    public ImmutableArray<ActionInfo> Actions { get; } = [.. inner.Actions.Select(a => a with { MayAffect = ulong.MaxValue })];

    public ImmutableArray<PropertyInfo> Properties => inner.Properties;

    public int InitialStateCount => inner.InitialStateCount;

    public ulong WriteInitialState(int index, Span<ulong> state, out bool hasState) => inner.WriteInitialState(index, state, out hasState);

    public void Expand(ReadOnlySpan<ulong> state, SuccessorBuffer successors) => inner.Expand(state, successors);

    public bool TryFire(
        int action, int choice, ReadOnlySpan<ulong> state, Span<ulong> successor, out bool hasSuccessor, out ulong violations) =>
        inner.TryFire(action, choice, state, successor, out hasSuccessor, out violations);

    public ulong EvaluateState(ReadOnlySpan<ulong> state)
    {
        Orbits += IsRepresentative(state) ? 1 : 0;
        return inner.EvaluateState(state);
    }

    public bool IsWithinLimit(ReadOnlySpan<ulong> state) => inner.IsWithinLimit(state);

    public bool IsTerminal(ReadOnlySpan<ulong> state) => inner.IsTerminal(state);

    private bool IsRepresentative(ReadOnlySpan<ulong> state)
    {
        var decoded = inner.Layout.Decode(state);
        for (var i = 1; i < _permutations.Length; i++)
        {
            if (inner.Layout.Encode(_permutations[i].Apply(decoded)).AsSpan().SequenceCompareTo(state) < 0)
            {
                return false;
            }
        }

        return true;
    }
}
