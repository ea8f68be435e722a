// All shortest schedules to a goal, as a graph in the full system: its nodes are the states on the way, level by level, its
// edges the steps between them. It is grown forward from the initial states along the marked paths (ShortestPaths), which
// may be those of representatives: so the size of the full graph does not matter, only that of what lies on the way.
// Of initial outcomes that become each other when identities are renamed only the first is taken up: whatever can be
// said of one can be said of the others.
using System;
using System.Collections.Generic;
using Explorer.Core.Systems;
using Explorer.Search.States;
using Explorer.Search.Symmetry;
using Explorer.Search.VisitedSets;

namespace Explorer.Search.Schedules;

/// <summary>A step on a shortest schedule.</summary>
/// <param name="Target">The node that it leads to; -1 if the step itself decides the property.</param>
internal readonly record struct ScheduleEdge(int Action, int Choice, int Target);

internal sealed unsafe class ScheduleGraph : IDisposable
{
    private readonly ITransitionSystem _full;
    private readonly SymmetricSystem? _symmetric;
    private readonly ScheduleGoal _goal;
    private readonly ShortestPaths _paths;
    private readonly StateArena _arena;
    private readonly SuccessorBuffer _successors;
    private readonly List<ScheduleEdge> _edges = [];
    private readonly List<int> _starts = [0];
    private readonly List<(int Outcome, int Node)> _initial = [];
    private readonly SortedSet<int> _actions = [];
    private readonly ArenaVisitedSet<AnyWords> _nodes;

    private ScheduleGraph(ITransitionSystem system, ScheduleGoal goal, ShortestPaths paths, MemoryBudget budget, long mostNodes)
    {
        _symmetric = system as SymmetricSystem;
        _full = _symmetric?.Inner ?? system;
        (_goal, _paths) = (goal, paths);
        _arena = new StateArena(system.StateLength, budget);
        _nodes = new ArenaVisitedSet<AnyWords>(_arena, new AnyWords(system.StateLength), Math.Min(mostNodes, int.MaxValue));
        _successors = new SuccessorBuffer(system.StateLength);
    }

    /// <summary>The actions of the full system.</summary>
    public ITransitionSystem System => _full;

    /// <summary>Steps, in the order of nodes and for each node in that of actions and outcomes; an edge leads to a node whose
    /// edges come later.</summary>
    public IReadOnlyList<ScheduleEdge> Edges => _edges;

    /// <summary>Initial outcomes with their nodes, in order.</summary>
    public IReadOnlyList<(int Outcome, int Node)> Initial => _initial;

    /// <summary>The graph of the schedules of `depth` steps; null if it has more nodes than allowed.</summary>
    /// <param name="system">The system in which the paths were found.</param>
    public static ScheduleGraph? Of(
        ITransitionSystem system, ScheduleGoal goal, ShortestPaths paths, int depth, MemoryBudget budget, long mostNodes)
    {
        var graph = new ScheduleGraph(system, goal, paths, budget, mostNodes);
        if (graph.Build(depth))
        {
            return graph;
        }

        graph.Dispose();
        return null;
    }

    /// <summary>The edges from a node, as a range of <see cref="Edges"/>; none from a goal.</summary>
    public (int Start, int End) EdgesFrom(int node) => node < 0 || node + 1 >= _starts.Count ? (0, 0) : (_starts[node], _starts[node + 1]);

    /// <summary>The state of a node.</summary>
    public ReadOnlySpan<ulong> StateOf(int node) => new(_arena[node], _full.StateLength);

    public void Dispose()
    {
        _nodes.Dispose();
        _successors.Dispose();
    }

    private bool Build(int depth)
    {
        if (!AddInitial())
        {
            return false;
        }

        var (start, end) = (0L, _arena.Count);
        for (var level = 0; level < depth; level++, (start, end) = (end, _arena.Count))
        {
            for (var node = start; node < end; node++)
            {
                if (!AddEdges(node, level, isLast: level == depth - 1))
                {
                    return false;
                }

                _starts.Add(_edges.Count);
            }
        }

        return true;
    }

    private bool AddInitial()
    {
        var state = stackalloc ulong[_full.StateLength];
        var seen = new HashSet<string>();
        for (var i = 0; i < _full.InitialStateCount; i++)
        {
            _full.WriteInitialState(i, new Span<ulong>(state, _full.StateLength), out var hasState);
            if (hasState && IsOnPath(0, state, out var representative) && seen.Add(representative))
            {
                if (NodeOf(state) is not { } node)
                {
                    return false;
                }

                _initial.Add((i, node));
            }
        }

        return true;
    }

    private bool AddEdges(long node, int level, bool isLast)
    {
        FindActions(node, level, isLast);
        var successor = stackalloc ulong[_full.StateLength];
        var span = new Span<ulong>(successor, _full.StateLength);
        foreach (var action in _actions)
        {
            for (var choice = 0;
                _full.TryFire(action, choice, StateOf((int)node), span, out var exists, out var violations);
                choice++)
            {
                if ((violations & _goal.Mask) != 0)
                {
                    _edges.AddRange(isLast ? [new ScheduleEdge(action, choice, -1)] : []);
                }
                else if (exists && IsOnPath(level + 1, successor))
                {
                    if (NodeOf(successor) is not { } target)
                    {
                        return false;
                    }

                    _edges.Add(new ScheduleEdge(action, choice, target));
                }
            }
        }

        return true;
    }

    // To fire each action of the model for each node would be slow.
    private void FindActions(long node, int level, bool isLast)
    {
        _actions.Clear();
        _full.Expand(StateOf((int)node), _successors);
        var successor = _successors.States;
        for (var i = 0; i < _successors.Count; i++, successor += _full.StateLength)
        {
            if (!_actions.Contains(_successors.Actions[i]) && IsOnPath(level + 1, successor))
            {
                _actions.Add(_successors.Actions[i]);
            }
        }

        foreach (var violation in _successors.Violations)
        {
            if (isLast && (violation.Violations & _goal.Mask) != 0)
            {
                _actions.Add(violation.Action);
            }
        }
    }

    private int? NodeOf(ulong* state) =>
        _nodes.TryAdd(state, _nodes.Hash(state)) == AddOutcome.Full ? null : (int)_nodes.IndexOf(state);

    private bool IsOnPath(int level, ulong* state)
    {
        if (_symmetric is null)
        {
            return _paths.Contains(level, state);
        }

        var words = stackalloc ulong[_full.StateLength];
        new ReadOnlySpan<ulong>(state, _full.StateLength).CopyTo(new Span<ulong>(words, _full.StateLength));
        _symmetric.Canonicalize(new Span<ulong>(words, _full.StateLength));
        return _paths.Contains(level, words);
    }

    private bool IsOnPath(int level, ulong* state, out string representative)
    {
        var words = new ReadOnlySpan<ulong>(state, _full.StateLength).ToArray();
        _symmetric?.Canonicalize(words);
        representative = string.Join(' ', words);
        fixed (ulong* start = words)
        {
            return _paths.Contains(level, start);
        }
    }
}
