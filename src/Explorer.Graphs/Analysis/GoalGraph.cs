using System.Linq;
using Explorer.Graphs.States;
using QuikGraph;

namespace Explorer.Graphs.Analysis;

/// <summary>
/// A state space as a graph for one question: how is a property decided? Vertices are the states, the steps (each edge is
/// split by a vertex of its own, so that dominators can be steps, too, and parallel steps stay apart), the root before
/// the initial states, and the target: a virtual state behind everything that decides the property. A state that decides
/// it leads to the target; a step that decides it, by an assertion or a fault, leads there by way of one more vertex, so
/// that paths of as many steps are equally long.
/// </summary>
internal sealed class GoalGraph
{
    private readonly int _firstStep;

    private GoalGraph(StateSpace space, int property)
    {
        _firstStep = space.Count;
        Root = space.Count + space.Steps.Length;
        (Ahead, Target) = (Root + 1, Root + 2);
        Graph = new BidirectionalGraph<int, SEdge<int>>(allowParallelEdges: true);
        Graph.AddVertexRange(Enumerable.Range(0, Target + 1));
        AddStates(space, property);
        AddSteps(space, property);
        Add(Ahead, Target);
    }

    public BidirectionalGraph<int, SEdge<int>> Graph { get; }

    /// <summary>The vertex before the initial states.</summary>
    public int Root { get; }

    /// <summary>The vertex behind the steps that decide the property.</summary>
    public int Ahead { get; }

    /// <summary>The vertex behind all that decides the property.</summary>
    public int Target { get; }

    /// <summary>The graph for a property, by its index.</summary>
    public static GoalGraph Of(StateSpace space, int property) => new(space, property);

    /// <summary>The number of the state that a vertex is, or -1.</summary>
    public int StateOf(int vertex) => vertex < _firstStep ? vertex : -1;

    /// <summary>The number of the step that a vertex is, or -1.</summary>
    public int StepOf(int vertex) => vertex >= _firstStep && vertex < Root ? vertex - _firstStep : -1;

    /// <summary>How many steps a path from the root to the target has that has so many edges.</summary>
    public static int StepsIn(int edges) => (edges - 2) / 2;

    private void AddStates(StateSpace space, int property)
    {
        foreach (var state in space.InitialStates)
        {
            Add(Root, state);
        }

        if (space.Starts.Any(s => Has(s.Violations, property)))
        {
            Add(Root, Ahead);
        }

        for (var state = 0; state < space.Count; state++)
        {
            if (Has(space.Marks[state].Found, property))
            {
                Add(state, Target);
            }
        }
    }

    private void AddSteps(StateSpace space, int property)
    {
        foreach (var (id, source, step) in space.Steps)
        {
            Add(source, _firstStep + id);
            if (step.Target >= 0)
            {
                Add(_firstStep + id, step.Target);
            }

            // Where the state behind the step decides it as well, that is the same violating path.
            if (Has(step.Violations, property) && !(step.Target >= 0 && Has(space.Marks[step.Target].Found, property)))
            {
                Add(_firstStep + id, Ahead);
            }
        }
    }

    private void Add(int from, int to) => Graph.AddEdge(new SEdge<int>(from, to));

    private static bool Has(ulong mask, int property) => (mask >> property & 1) != 0;
}
