using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using QuikGraph;
using QuikGraph.Algorithms.ConnectedComponents;

namespace Explorer.Graphs.Analysis;

/// <summary>The strongly connected components of a graph with the vertices 0..N-1: sets of vertices each of which reaches
/// every other. Found by QuikGraph (Tarjan's algorithm); numbered by their smallest vertices.</summary>
public sealed class StrongComponents
{
    private StrongComponents(ImmutableArray<int> of, ImmutableArray<int> sizes, ImmutableArray<bool> cyclic, ImmutableArray<bool> left) =>
        (Of, Sizes, AreCyclic, AreLeft) = (of, sizes, cyclic, left);

    /// <summary>For each vertex the number of its component.</summary>
    public ImmutableArray<int> Of { get; }

    /// <summary>For each component how many vertices it has.</summary>
    public ImmutableArray<int> Sizes { get; }

    /// <summary>For each component whether there is a cycle in it: more than one vertex, or an edge from one to itself.
    /// </summary>
    public ImmutableArray<bool> AreCyclic { get; }

    /// <summary>For each component whether an edge leads out of it.</summary>
    public ImmutableArray<bool> AreLeft { get; }

    /// <summary>How many there are.</summary>
    public int Count => Sizes.Length;

    /// <param name="vertices">How many vertices there are.</param>
    /// <param name="edges">Pairs of vertices; the same pair may occur again.</param>
    public static StrongComponents In(int vertices, IReadOnlyCollection<(int From, int To)> edges)
    {
        var graph = new AdjacencyGraph<int, SEdge<int>>(allowParallelEdges: true);
        graph.AddVertexRange(Enumerable.Range(0, vertices));
        graph.AddEdgeRange(edges.Select(e => new SEdge<int>(e.From, e.To)));
        var search = new StronglyConnectedComponentsAlgorithm<int, SEdge<int>>(graph);
        search.Compute();

        var numbers = new Dictionary<int, int>();
        var of = ImmutableArray.CreateBuilder<int>(vertices);
        var sizes = new List<int>();
        for (var vertex = 0; vertex < vertices; vertex++)
        {
            if (numbers.TryAdd(search.Components[vertex], sizes.Count))
            {
                sizes.Add(0);
            }

            of.Add(numbers[search.Components[vertex]]);
            sizes[of[vertex]]++;
        }

        var (cyclic, left) = (sizes.Select(s => s > 1).ToArray(), new bool[sizes.Count]);
        foreach (var (from, to) in edges)
        {
            cyclic[of[from]] |= from == to;
            left[of[from]] |= of[from] != of[to];
        }

        return new StrongComponents(of.MoveToImmutable(), [.. sizes], [.. cyclic], [.. left]);
    }
}
