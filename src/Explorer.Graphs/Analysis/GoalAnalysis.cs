// What all paths to a property's violation have in common. Shortest paths: breadth-first distances from the root, and in the
// reversed graph from the target; an edge is on a shortest path if both add up. States and steps that no path avoids: the
// dominators of the target. Actions that no path avoids: an action is needed if the target cannot be reached without its
// steps; only those of a shortest path can be.
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Numerics;
using Explorer.Graphs.States;
using QuikGraph;
using QuikGraph.Predicates;

namespace Explorer.Graphs.Analysis;

/// <summary>Looks at all paths to the violation of a property.</summary>
internal sealed class GoalAnalysis
{
    private readonly StateSpace _space;
    private readonly int _property;
    private readonly GoalGraph _goal;
    private readonly Dictionary<int, int> _fromRoot;
    private readonly Dictionary<int, int> _toTarget;

    private GoalAnalysis(StateSpace space, int property)
    {
        (_space, _property) = (space, property);
        _goal = GoalGraph.Of(space, property);
        _fromRoot = Distances.From(_goal.Graph, _goal.Root);
        _toTarget = Distances.From(new ReversedBidirectionalGraph<int, SEdge<int>>(_goal.Graph), _goal.Target);
    }

    /// <summary>The paths that decide the property; null if there are none.</summary>
    public static GoalPaths? Of(StateSpace space, int property)
    {
        var analysis = new GoalAnalysis(space, property);
        return analysis._fromRoot.ContainsKey(analysis._goal.Target) ? analysis.Paths() : null;
    }

    private GoalPaths Paths()
    {
        var path = FirstPath();
        var chain = Dominators.Of(_goal.Graph, _goal.Root).ChainTo(_goal.Target);
        var steps = StepsOf(path);
        return new GoalPaths(
            _property,
            GoalGraph.StepsIn(_fromRoot[_goal.Target]),
            StatesOf(path),
            steps,
            [.. OnShortestPaths().Select(_goal.StepOf).Where(s => s >= 0).Order()],
            CountShortest(),
            StatesOf(chain),
            StepsOf(chain),
            [.. steps.Select(s => _space.Steps[s].Step.Action).Distinct().Where(IsNeeded)]);
    }

    private ImmutableArray<int> StatesOf(IEnumerable<int> vertices) => [.. vertices.Select(_goal.StateOf).Where(s => s >= 0)];

    private ImmutableArray<int> StepsOf(IEnumerable<int> vertices) => [.. vertices.Select(_goal.StepOf).Where(s => s >= 0)];

    private List<int> FirstPath()
    {
        var path = new List<int> { _goal.Root };
        while (path[^1] != _goal.Target)
        {
            path.Add(NextOn(path[^1]).Min());
        }

        return path;
    }

    // Where the shortest paths through a vertex lead next.
    private IEnumerable<int> NextOn(int vertex) => _goal.Graph.OutEdges(vertex).Select(e => e.Target)
        .Where(t => _toTarget.TryGetValue(t, out var left) && _fromRoot[vertex] + 1 + left == _fromRoot[_goal.Target]);

    private IEnumerable<int> OnShortestPaths() => _fromRoot.Keys
        .Where(v => _toTarget.TryGetValue(v, out var left) && _fromRoot[v] + left == _fromRoot[_goal.Target]);

    private BigInteger CountShortest()
    {
        var counts = new Dictionary<int, BigInteger> { [_goal.Target] = BigInteger.One };
        foreach (var vertex in OnShortestPaths().Where(v => v != _goal.Target).OrderBy(v => _toTarget[v]))
        {
            counts[vertex] = NextOn(vertex).Aggregate(BigInteger.Zero, (sum, next) => sum + counts[next]);
        }

        return counts[_goal.Root];
    }

    private bool IsNeeded(int action)
    {
        var without = new FilteredVertexListGraph<int, SEdge<int>, BidirectionalGraph<int, SEdge<int>>>(
            _goal.Graph, vertex => _goal.StepOf(vertex) is var step && (step < 0 || _space.Steps[step].Step.Action != action), _ => true);
        return !Distances.From(without, _goal.Root).ContainsKey(_goal.Target);
    }
}
