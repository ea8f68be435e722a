using System;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Core.Properties;
using Explorer.Core.Systems;
using Explorer.Search.Graphs;

namespace Explorer.Graphs.States;

/// <summary>A step of a state space, that is a transition.</summary>
/// <param name="Id">Its number: steps are numbered by the state they start from, then by action and outcome.</param>
/// <param name="Source">The state it starts from.</param>
/// <param name="Step">What is done, and where it leads.</param>
public readonly record struct SpaceStep(int Id, int Source, GraphStep Step);

/// <summary>All states and steps of a small system, with what each state is: what the analyses and the drawings have in
/// common.</summary>
public sealed class StateSpace
{
    private StateSpace(ITransitionSystem system, StateGraph graph)
    {
        Actions = system.Actions;
        Properties = system.Properties;
        Starts = graph.Starts;
        Marks = StateMarks.Of(system, graph);
        var steps = ImmutableArray.CreateBuilder<SpaceStep>();
        for (var state = 0; state < graph.Count; state++)
        {
            foreach (var step in graph.StepsOf(state))
            {
                steps.Add(new SpaceStep(steps.Count, state, step));
            }
        }

        Steps = steps.ToImmutable();
        Reachables = Enumerable.Range(0, Properties.Length)
            .Where(i => Properties[i].Kind == PropertyKind.Reachable).Aggregate(0UL, (mask, i) => mask | 1UL << i);
    }

    public ImmutableArray<ActionInfo> Actions { get; }

    public ImmutableArray<PropertyInfo> Properties { get; }

    /// <summary>The outcomes of the initial step.</summary>
    public ImmutableArray<GraphStart> Starts { get; }

    /// <summary>For each state, by number, what it is.</summary>
    public ImmutableArray<StateMark> Marks { get; }

    /// <summary>All steps, in the order of their numbers: as many as `check --reduce none` counts transitions.</summary>
    public ImmutableArray<SpaceStep> Steps { get; }

    /// <summary>The properties of which a state may be a witness instead of a violation, as a mask.</summary>
    public ulong Reachables { get; }

    /// <summary>How many states there are.</summary>
    public int Count => Marks.Length;

    /// <summary>The initial states, each once, in the order of their outcomes.</summary>
    public ImmutableArray<int> InitialStates => [.. Starts.Where(s => s.State >= 0).Select(s => s.State).Distinct()];

    /// <summary>The space of a system whose graph is complete.</summary>
    /// <exception cref="ArgumentException">It is not.</exception>
    public static StateSpace Of(ITransitionSystem system, StateGraph graph)
    {
        ArgumentNullException.ThrowIfNull(system);
        ArgumentNullException.ThrowIfNull(graph);
        return new StateSpace(system, graph);
    }

    /// <summary>Names of the properties in a mask, in their order.</summary>
    public ImmutableArray<string> NamesOf(ulong mask) =>
        [.. Properties.Where((_, i) => (mask >> i & 1) != 0).Select(p => p.Name)];
}
