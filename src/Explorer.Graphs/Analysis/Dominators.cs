// The immediate dominators of a graph: v is dominated by d if every path from the root to v passes d. By the iteration of
// Cooper, Harvey and Kennedy, "A Simple, Fast Dominance Algorithm" (2001): vertices are visited in reverse postorder, and
// the dominators of the predecessors are intersected along the tree found so far, until nothing changes. Quadratic in the
// worst case, which deep nests of irreducible loops are needed for.
// QuikGraph gives the depth-first search; it has no dominators of its own. Vertices that the root does not reach have no
// entry, and as predecessors they are ignored.
using System.Collections.Generic;
using System.Collections.Immutable;
using QuikGraph;
using QuikGraph.Algorithms.Search;

namespace Explorer.Graphs.Analysis;

/// <summary>The dominators of every vertex that a root reaches.</summary>
internal sealed class Dominators
{
    private readonly IBidirectionalGraph<int, SEdge<int>> _graph;
    private readonly int _root;
    private readonly List<int> _postorder = [];
    private readonly Dictionary<int, int> _position = [];
    private readonly Dictionary<int, int> _immediate = [];

    private Dominators(IBidirectionalGraph<int, SEdge<int>> graph, int root) => (_graph, _root) = (graph, root);

    public static Dominators Of(IBidirectionalGraph<int, SEdge<int>> graph, int root)
    {
        var dominators = new Dominators(graph, root);
        dominators.Order();
        dominators.Compute();
        return dominators;
    }

    /// <summary>All dominators of a vertex, from the root to the vertex itself; empty if the root does not reach it.</summary>
    public ImmutableArray<int> ChainTo(int vertex)
    {
        if (!_immediate.ContainsKey(vertex))
        {
            return [];
        }

        var chain = new List<int> { vertex };
        while (chain[^1] != _root)
        {
            chain.Add(_immediate[chain[^1]]);
        }

        chain.Reverse();
        return [.. chain];
    }

    private void Order()
    {
        var search = new DepthFirstSearchAlgorithm<int, SEdge<int>>(_graph);
        search.FinishVertex += vertex =>
        {
            _position.Add(vertex, _postorder.Count);
            _postorder.Add(vertex);
        };
        search.Compute(_root);
    }

    private void Compute()
    {
        _immediate.Add(_root, _root);
        for (var isChanged = true; isChanged;)
        {
            isChanged = false;
            for (var i = _postorder.Count - 2; i >= 0; i--)
            {
                var vertex = _postorder[i];
                var found = OfPredecessors(vertex);
                isChanged |= !_immediate.TryGetValue(vertex, out var known) || known != found;
                _immediate[vertex] = found;
            }
        }
    }

    // In reverse postorder at least one predecessor comes before the vertex.
    private int OfPredecessors(int vertex)
    {
        var common = -1;
        foreach (var edge in _graph.InEdges(vertex))
        {
            if (_immediate.ContainsKey(edge.Source))
            {
                common = common < 0 ? edge.Source : Intersect(common, edge.Source);
            }
        }

        return common;
    }

    private int Intersect(int one, int other)
    {
        while (one != other)
        {
            if (_position[one] < _position[other])
            {
                one = _immediate[one];
            }
            else
            {
                other = _immediate[other];
            }
        }

        return one;
    }
}
