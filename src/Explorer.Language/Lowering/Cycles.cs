using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace Explorer.Language.Lowering;

/// <summary>
/// Which nodes of a graph lie on a cycle without a step that nothing bounds: the strongly connected components of what
/// is left when every StepBegin, and the way back in every `for` and `foreach`, is taken out. R. Tarjan, "Depth-first search and linear graph algorithms" (1972), with a stack of its own in
/// place of recursion, for graphs may be long.
/// </summary>
internal sealed class Cycles
{
    private readonly ImmutableArray<MicroNode> _nodes;
    private readonly int[] _number;
    private readonly int[] _lowest;
    private readonly bool[] _isOpen;
    private readonly bool[] _isOnCycle;
    private readonly Stack<int> _open = new();
    private int _count;

    public Cycles(MicroGraph graph)
    {
        _nodes = graph.Nodes;
        _number = new int[_nodes.Length];
        _lowest = new int[_nodes.Length];
        _isOpen = new bool[_nodes.Length];
        _isOnCycle = new bool[_nodes.Length];
        for (var node = 0; node < _nodes.Length; node++)
        {
            if (_number[node] == 0 && !IsStep(node))
            {
                Search(node);
            }
        }
    }

    public bool Contains(int node) => _isOnCycle[node];

    private bool IsStep(int node) => _nodes[node].Kind == MicroKind.StepBegin;

    private void Search(int root)
    {
        var path = new Stack<(int Node, IEnumerator<int> Next)>();
        path.Push((root, Open(root)));
        while (path.TryPeek(out var at))
        {
            if (at.Next.MoveNext())
            {
                var next = at.Next.Current;
                if (_number[next] == 0)
                {
                    path.Push((next, Open(next)));
                }
                else if (_isOpen[next])
                {
                    _lowest[at.Node] = Math.Min(_lowest[at.Node], _number[next]);
                }

                continue;
            }

            path.Pop();
            Close(at.Node);
            if (path.TryPeek(out var before))
            {
                _lowest[before.Node] = Math.Min(_lowest[before.Node], _lowest[at.Node]);
            }
        }
    }

    private IEnumerator<int> Open(int node)
    {
        _number[node] = _lowest[node] = ++_count;
        _isOpen[node] = true;
        _open.Push(node);
        return Successors(node).GetEnumerator();
    }

    private IEnumerable<int> Successors(int node) =>
        _nodes[node].IsBoundedTurn ? [] : Liveness.Successors(_nodes[node]).Where(next => !IsStep(next));

    // A node from which nothing earlier can be reached closes its component: itself and all that was opened after it.
    private void Close(int node)
    {
        if (_lowest[node] != _number[node])
        {
            return;
        }

        var isCycle = _open.Peek() != node || Successors(node).Contains(node);
        int member;
        do
        {
            member = _open.Pop();
            _isOpen[member] = false;
            _isOnCycle[member] = isCycle;
        }
        while (member != node);
    }
}
