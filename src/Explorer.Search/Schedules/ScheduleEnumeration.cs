// All schedules along a graph of shortest ones, each once for all orders of neighbouring steps that can be exchanged: a step
// is not taken where the same two steps in the order of actions lead to the same state (the first half of what sleep sets do;
// Godefroid, "Partial-order methods for the verification of concurrent systems", 1996). It is bounded: there may be
// exponentially many.
using System.Collections.Generic;

namespace Explorer.Search.Schedules;

internal sealed class ScheduleEnumeration(ScheduleGraph graph, int most)
{
    private const int MostVisits = 2_000_000;

    private readonly List<int> _path = [];
    private int _visits;

    /// <summary>Whether there are more than were looked for.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Initial outcomes with the indices of their edges, in the order of the model.</summary>
    public List<(int Outcome, int[] Edges)> Run()
    {
        var found = new List<(int, int[])>();
        foreach (var (outcome, node) in graph.Initial)
        {
            Extend(outcome, node, -1, found);
        }

        return found;
    }

    private void Extend(int outcome, int node, int before, List<(int Outcome, int[] Edges)> found)
    {
        var (start, end) = graph.EdgesFrom(node);
        if (start == end)
        {
            found.Add((outcome, [.. _path]));
            return;
        }

        for (var edge = start; edge < end && !IsCut; edge++)
        {
            IsCut = found.Count >= most || ++_visits > MostVisits;
            if (_path.Count == 0 || !IsLaterOrder(before, _path[^1], edge))
            {
                _path.Add(edge);
                Extend(outcome, graph.Edges[edge].Target, node, found);
                _path.RemoveAt(_path.Count - 1);
            }
        }
    }

    /// <summary>Whether the last two steps can be exchanged, and the other order comes first.</summary>
    /// <param name="node">Where both begin.</param>
    private bool IsLaterOrder(int node, int first, int second)
    {
        var (one, two) = (graph.Edges[first], graph.Edges[second]);
        return two.Action < one.Action && two.Target >= 0
            && Follow(node, two) is { } middle && Follow(middle, one) == two.Target;
    }

    private int? Follow(int node, ScheduleEdge step)
    {
        var (start, end) = graph.EdgesFrom(node);
        for (var edge = start; edge < end; edge++)
        {
            if (graph.Edges[edge].Action == step.Action && graph.Edges[edge].Choice == step.Choice)
            {
                return graph.Edges[edge].Target;
            }
        }

        return null;
    }
}
