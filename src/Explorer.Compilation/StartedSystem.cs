using System;
using System.Collections.Immutable;
using Explorer.Core.Properties;
using Explorer.Core.Systems;

namespace Explorer.Compilation;

/// <summary>A compiled system that begins in some states of its own. Everything else is the compiled system's.</summary>
public sealed class StartedSystem : ITransitionSystem
{
    private readonly CompiledSystem _inner;
    private readonly ImmutableArray<InitialState> _initial;

    internal StartedSystem(CompiledSystem inner, ImmutableArray<InitialState> initial)
    {
        _inner = inner;
        _initial = initial;
    }

    public int StateLength => _inner.StateLength;

    public int StateBits => _inner.StateBits;

    public ImmutableArray<ActionInfo> Actions => _inner.Actions;

    public ImmutableArray<PropertyInfo> Properties => _inner.Properties;

    public int InitialStateCount => _initial.Length;

    public ulong WriteInitialState(int index, Span<ulong> state, out bool hasState) => _initial[index].Write(state, out hasState);

    public void Expand(ReadOnlySpan<ulong> state, SuccessorBuffer successors) => _inner.Expand(state, successors);

    public bool TryFire(
        int action, int choice, ReadOnlySpan<ulong> state, Span<ulong> successor, out bool hasSuccessor, out ulong violations) =>
        _inner.TryFire(action, choice, state, successor, out hasSuccessor, out violations);

    public ulong EvaluateState(ReadOnlySpan<ulong> state) => _inner.EvaluateState(state);

    public bool IsWithinLimit(ReadOnlySpan<ulong> state) => _inner.IsWithinLimit(state);

    public bool IsTerminal(ReadOnlySpan<ulong> state) => _inner.IsTerminal(state);
}
