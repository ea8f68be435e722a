using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Threading;
using Explorer.Core.Systems;

namespace Explorer.Search.Graphs;

/// <summary>All states of a small system with all their steps, to be looked at in any order. States are numbered as they are
/// met, breadth first: the order is the same in every run. Made by brute force: a table and `TryFire` for each action.
/// </summary>
public sealed class StateGraph
{
    private readonly ITransitionSystem _system;
    private readonly Dictionary<ulong[], int> _numbers = new(new WordComparer());
    private readonly List<ulong[]> _states = [];
    private readonly List<GraphStep[]> _steps = [];
    private readonly List<GraphStart> _starts = [];

    private StateGraph(ITransitionSystem system) => _system = system;

    /// <summary>States met.</summary>
    public int Count => _states.Count;

    /// <summary>Whether these are all states, with all their steps.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>The outcomes of the initial step, in order.</summary>
    public ImmutableArray<GraphStart> Starts => [.. _starts];

    /// <summary>The words of a state.</summary>
    public ReadOnlySpan<ulong> this[int state] => _states[state];

    /// <summary>The steps from a state, by action and outcome; none outside the limit.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The graph is not complete, and the state was not expanded.</exception>
    public IReadOnlyList<GraphStep> StepsOf(int state) => _steps[state];

    /// <summary>Explores until there are no more states, until there are more than `mostStates`, or until cancelled.</summary>
    public static StateGraph Of(ITransitionSystem system, long mostStates, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(system);
        var graph = new StateGraph(system);
        graph.AddStarts();
        for (var next = 0; next < graph.Count; next++)
        {
            if (graph.Count > mostStates || cancellation.IsCancellationRequested)
            {
                return graph;
            }

            graph._steps.Add(graph.Expand(graph._states[next]));
        }

        graph.IsComplete = true;
        return graph;
    }

    private void AddStarts()
    {
        var state = new ulong[_system.StateLength];
        for (var i = 0; i < _system.InitialStateCount; i++)
        {
            var violations = _system.WriteInitialState(i, state, out var hasState);
            _starts.Add(new GraphStart(hasState ? NumberOf(state) : -1, violations));
        }
    }

    private GraphStep[] Expand(ulong[] state)
    {
        if (!_system.IsWithinLimit(state))
        {
            return [];
        }

        var steps = new List<GraphStep>();
        var successor = new ulong[_system.StateLength];
        for (var action = 0; action < _system.Actions.Length; action++)
        {
            for (var choice = 0; _system.TryFire(action, choice, state, successor, out var exists, out var violations); choice++)
            {
                steps.Add(new GraphStep(action, choice, exists ? NumberOf(successor) : -1, violations));
            }
        }

        return [.. steps];
    }

    private int NumberOf(ulong[] state)
    {
        if (!_numbers.TryGetValue(state, out var number))
        {
            var copy = (ulong[])state.Clone();
            _numbers.Add(copy, number = _states.Count);
            _states.Add(copy);
        }

        return number;
    }

    private sealed class WordComparer : IEqualityComparer<ulong[]>
    {
        public bool Equals(ulong[]? x, ulong[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(ulong[] obj)
        {
            var hash = 17UL;
            foreach (var word in obj)
            {
                hash = (hash ^ word) * 0x9E3779B97F4A7C15;
                hash ^= hash >> 29;
            }

            return (int)hash;
        }
    }
}
