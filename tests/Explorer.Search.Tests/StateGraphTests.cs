using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Explorer.Core.Systems;
using Explorer.Search.Graphs;
using Explorer.TestKit;
using FsCheck.Xunit;
using Xunit;

namespace Explorer.Search.Tests;

public class StateGraphTests
{
    [Property(MaxTest = 300)]
    public void Has_the_states_and_steps_of_brute_force(byte[] edges, ushort marked, ushort outside, ushort terminal, byte length)
    {
        var model = RandomGraph.Of(edges, 12, marked, outside, terminal).WithStateLengthOf(length);
        var expected = ReferenceSearch.Run(model);
        var graph = Of(model);
        Assert.True(graph.IsComplete);
        Assert.Equal(expected.States, graph.Count);
        Assert.Equal(expected.Transitions, Steps(graph).Count());
        Assert.Equal(expected.FaultedSteps, Steps(graph).Count(s => s.Target < 0));
        Assert.Equal(expected.CutStates, StateMarks.Of(model, graph).Count(m => m.IsBeyondLimit));
    }

    [Property(MaxTest = 300)]
    public void Marks_say_what_brute_force_says(byte[] edges, ushort marked, ushort outside, ushort terminal)
    {
        var model = RandomGraph.Of(edges, 8, marked, outside, terminal);
        var deadlock = model.Properties.ToList().FindIndex(p => p.Name == "deadlock");
        var graph = Of(model);
        var marks = StateMarks.Of(model, graph);
        for (var i = 0; i < graph.Count; i++)
        {
            var isDeadlock = ReferenceSearch.IsDeadlock(model, graph[i].ToArray());
            Assert.Equal(isDeadlock, marks[i].IsDeadlock);
            Assert.Equal(model.EvaluateState(graph[i]) | (isDeadlock ? 1UL << deadlock : 0), marks[i].Found);
            Assert.Equal(model.IsTerminal(graph[i]), marks[i].IsTerminal);
        }
    }

    [Fact]
    public void Numbers_states_breadth_first_and_keeps_the_initial_ones()
    {
        var model = GraphModel.Of("a>b>d", "a>c>!", "c>a?").StartingIn("c", "a", "c");
        var graph = Of(model);
        Assert.Equal([0, 1, 0], graph.Starts.Select(s => s.State));          // c, a, c
        Assert.Equal([-1, 1], graph.StepsOf(0).Select(s => s.Target));       // c>!, c>a?
        Assert.Equal([2, 0], graph.StepsOf(1).Select(s => s.Target));        // a>b, a>c
        Assert.Equal(4, graph.Count);
        Assert.All(graph.StepsOf(0), s => Assert.NotEqual(0UL, s.Violations));
    }

    [Fact]
    public void Gives_up_beyond_its_bound()
    {
        var model = GraphModel.Of("a>b>c>d");
        Assert.True(StateGraph.Of(model, 4, CancellationToken.None).IsComplete);
        var cut = StateGraph.Of(model, 3, CancellationToken.None);
        Assert.False(cut.IsComplete);
        Assert.Throws<ArgumentException>(() => StateMarks.Of(model, cut));
        Assert.False(StateGraph.Of(model, 4, new CancellationToken(canceled: true)).IsComplete);
    }

    private static StateGraph Of(ITransitionSystem system) => StateGraph.Of(system, long.MaxValue, CancellationToken.None);

    private static IEnumerable<GraphStep> Steps(StateGraph graph) => Enumerable.Range(0, graph.Count).SelectMany(graph.StepsOf);
}
