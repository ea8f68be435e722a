using System;
using System.Collections.Generic;
using System.Threading;
using Explorer.Core.Systems;

namespace Explorer.Search.Reduction;

/// <summary>One outcome of an action in a state.</summary>
/// <param name="Target">The number of the successor, or -1 if a fault kept the step from ending.</param>
internal readonly record struct GraphEdge(int Action, int Target, ulong Violations);

/// <summary>All states of a small system with all their steps, to be looked at in any order. States are numbered as they are
/// met, breadth first.</summary>
internal sealed class StateGraph
{
    private readonly ITransitionSystem _system;
    private readonly Dictionary<ulong[], int> _numbers = new(new WordComparer());
    private readonly List<ulong[]> _states = [];
    private readonly List<GraphEdge[]> _edges = [];

    private StateGraph(ITransitionSystem system) => _system = system;

    public int Count => _states.Count;

    /// <summary>Whether these are all states.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>The words of a state.</summary>
    public ulong[] this[int state] => _states[state];

    /// <summary>The steps from a state, by action and outcome; none outside the limit.</summary>
    public GraphEdge[] EdgesOf(int state) => _edges[state];

    /// <summary>Explores at most `mostStates` states.</summary>
    public static StateGraph Of(ITransitionSystem system, long mostStates, CancellationToken cancellation)
    {
        var graph = new StateGraph(system);
        var state = new ulong[system.StateLength];
        for (var i = 0; i < system.InitialStateCount; i++)
        {
            system.WriteInitialState(i, state, out var hasState);
            if (hasState)
            {
                graph.NumberOf(state);
            }
        }

        for (var next = 0; next < graph.Count; next++)
        {
            if (graph.Count > mostStates || cancellation.IsCancellationRequested)
            {
                return graph;
            }

            graph._edges.Add(graph.Expand(graph[next]));
        }

        graph.IsComplete = true;
        return graph;
    }

    private GraphEdge[] Expand(ulong[] state)
    {
        if (!_system.IsWithinLimit(state))
        {
            return [];
        }

        var edges = new List<GraphEdge>();
        var successor = new ulong[_system.StateLength];
        for (var action = 0; action < _system.Actions.Length; action++)
        {
            for (var choice = 0; _system.TryFire(action, choice, state, successor, out var exists, out var violations); choice++)
            {
                edges.Add(new GraphEdge(action, exists ? NumberOf(successor) : -1, violations));
            }
        }

        return [.. edges];
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
