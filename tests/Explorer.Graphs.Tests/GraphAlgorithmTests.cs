using System.Collections.Generic;
using System.Linq;
using Explorer.Graphs.Analysis;
using FsCheck.Xunit;
using QuikGraph;
using Xunit;

namespace Explorer.Graphs.Tests;

/// <summary>Dominators and components of graphs whose edges FsCheck draws, two bytes each.</summary>
public class GraphAlgorithmTests
{
    private const int Vertices = 9;

    [Fact]
    public void Dominators_of_the_irreducible_graph_of_the_paper()
    {
        // Cooper, Harvey and Kennedy, figure 4: 6 is the root, and nothing but the root dominates anything.
        var dominators = Dominators.Of(GraphOf([(6, 5), (6, 4), (5, 1), (4, 2), (4, 3), (3, 2), (2, 3), (2, 1), (1, 2)]), 6);
        Assert.All(Enumerable.Range(1, 5), v => Assert.Equal(v is 3 or 2 or 1 or 4 or 5 ? [6, v] : [], dominators.ChainTo(v)));
        Assert.Equal([6], dominators.ChainTo(6));
        Assert.Empty(dominators.ChainTo(7));
    }

    [Property(MaxTest = 1000)]
    public void Dominators_are_the_vertices_that_no_path_avoids(byte[] bytes)
    {
        var edges = EdgesOf(bytes);
        var dominators = Dominators.Of(GraphOf(edges), 0);
        for (var vertex = 0; vertex < Vertices; vertex++)
        {
            var reached = BruteForce.Closure(Vertices, edges)[0, vertex];
            var expected = Enumerable.Range(0, Vertices).Where(d => reached && (d == 0 || d == vertex || !IsReachedWithout(edges, d, vertex)));
            Assert.Equal(expected, dominators.ChainTo(vertex).Order());
        }
    }

    [Property(MaxTest = 500)]
    public void Dominators_come_in_the_order_of_paths(byte[] bytes)
    {
        var edges = EdgesOf(bytes);
        var dominators = Dominators.Of(GraphOf(edges), 0);
        for (var vertex = 0; vertex < Vertices; vertex++)
        {
            var chain = dominators.ChainTo(vertex);
            Assert.All(chain, d => Assert.Equal(chain.Take(chain.IndexOf(d) + 1), dominators.ChainTo(d)));
        }
    }

    [Property(MaxTest = 1000)]
    public void Components_are_what_reaches_each_other(byte[] bytes)
    {
        var edges = EdgesOf(bytes);
        var reaches = BruteForce.Closure(Vertices, edges);
        var components = StrongComponents.In(Vertices, edges);
        for (var v = 0; v < Vertices; v++)
        {
            var same = Enumerable.Range(0, Vertices).Where(w => reaches[v, w] && reaches[w, v]).ToList();
            Assert.Equal(same, Enumerable.Range(0, Vertices).Where(w => components.Of[w] == components.Of[v]));
            Assert.Equal(same.Count, components.Sizes[components.Of[v]]);
            Assert.Equal(same.Count > 1 || edges.Contains((v, v)), components.AreCyclic[components.Of[v]]);
            Assert.Equal(Enumerable.Range(0, Vertices).Any(w => reaches[v, w] && !reaches[w, v]), components.AreLeft[components.Of[v]]);
        }

        // Numbered by their smallest vertices.
        Assert.Equal(Enumerable.Range(0, components.Count), components.Of.Distinct());
    }

    [Property(MaxTest = 500)]
    public void Distances_are_those_of_a_wave(byte[] bytes)
    {
        var edges = EdgesOf(bytes);
        var wave = new Dictionary<int, int> { [0] = 0 };
        for (var i = 0; i < Vertices; i++)
        {
            foreach (var (_, to) in edges.Where(e => wave.GetValueOrDefault(e.From, -1) == i).ToList())
            {
                wave.TryAdd(to, i + 1);
            }
        }

        Assert.Equal(wave.OrderBy(w => w.Key), Distances.From(GraphOf(edges), 0).OrderBy(w => w.Key));
    }

    private static bool IsReachedWithout(List<(int From, int To)> edges, int removed, int vertex) =>
        BruteForce.Closure(Vertices, edges.Where(e => e.From != removed && e.To != removed))[0, vertex];

    private static List<(int From, int To)> EdgesOf(byte[] bytes) =>
        [.. bytes.Chunk(2).Where(b => b.Length == 2).Select(b => (b[0] % Vertices, b[1] % Vertices))];

    private static BidirectionalGraph<int, SEdge<int>> GraphOf(IEnumerable<(int From, int To)> edges)
    {
        var graph = new BidirectionalGraph<int, SEdge<int>>(allowParallelEdges: true);
        graph.AddVertexRange(Enumerable.Range(0, Vertices));
        graph.AddEdgeRange(edges.Select(e => new SEdge<int>(e.From, e.To)));
        return graph;
    }
}
