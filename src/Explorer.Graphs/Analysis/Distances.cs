using System.Collections.Generic;
using QuikGraph;
using QuikGraph.Algorithms.Search;

namespace Explorer.Graphs.Analysis;

/// <summary>Lengths of shortest paths, by QuikGraph's breadth-first search.</summary>
internal static class Distances
{
    /// <summary>For each vertex that the root reaches, how many edges it is away.</summary>
    public static Dictionary<int, int> From<TEdge>(IVertexListGraph<int, TEdge> graph, int root)
        where TEdge : IEdge<int>
    {
        var distances = new Dictionary<int, int> { [root] = 0 };
        var search = new BreadthFirstSearchAlgorithm<int, TEdge>(graph);
        search.TreeEdge += edge => distances[edge.Target] = distances[edge.Source] + 1;
        search.Compute(root);
        return distances;
    }
}
