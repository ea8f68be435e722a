using System;
using System.Collections.Generic;

namespace Explorer.Machines.Dependence;

/// <summary>The strongly connected components of a small graph (Robert Tarjan, "Depth-first search and linear graph
/// algorithms", 1972).</summary>
internal sealed class Components
{
    private readonly int[] _first;
    private readonly int[] _targets;
    private readonly int[] _order;
    private readonly int[] _lowest;
    private readonly int[] _component;
    private readonly Stack<int> _open = new();
    private int _met;
    private int _count;

    public Components(int nodes, IReadOnlyCollection<(int From, int To)> edges)
    {
        (_first, _targets) = (new int[nodes + 1], new int[edges.Count]);
        foreach (var (from, _) in edges)
        {
            _first[from + 1]++;
        }

        for (var node = 0; node < nodes; node++)
        {
            _first[node + 1] += _first[node];
        }

        var next = _first.AsSpan(0, nodes).ToArray();
        foreach (var (from, to) in edges)
        {
            _targets[next[from]++] = to;
        }

        (_order, _lowest, _component) = (new int[nodes], new int[nodes], new int[nodes]);
        Array.Fill(_component, -1);
        for (var node = 0; node < nodes; node++)
        {
            if (_order[node] == 0)
            {
                Visit(node);
            }
        }
    }

    /// <summary>Whether two nodes are in one component: each can be reached from the other.</summary>
    public bool AreTogether(int a, int b) => _component[a] == _component[b];

    // Recursion is as deep as the graph is long: some thousand locations at most.
    private void Visit(int node)
    {
        _order[node] = _lowest[node] = ++_met;
        _open.Push(node);
        for (var i = _first[node]; i < _first[node + 1]; i++)
        {
            var next = _targets[i];
            if (_order[next] == 0)
            {
                Visit(next);
                _lowest[node] = Math.Min(_lowest[node], _lowest[next]);
            }
            else if (_component[next] < 0)
            {
                _lowest[node] = Math.Min(_lowest[node], _order[next]);
            }
        }

        if (_lowest[node] == _order[node])
        {
            int member;
            do
            {
                member = _open.Pop();
                _component[member] = _count;
            }
            while (member != node);
            _count++;
        }
    }
}
