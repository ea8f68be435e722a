using System.Collections.Generic;
using System.Linq;
using Explorer.Core.Systems;
using Explorer.Core.Verdicts;
using Explorer.TestKit;
using FsCheck.Xunit;
using Xunit;

namespace Explorer.Search.Tests;

public class AlternativeScheduleTests
{
    [Fact]
    public void Finds_another_way_of_the_same_length_and_a_longer_one()
    {
        var model = GraphModel.Of("0:a>b>x", "1:a>c>x", "0:a>d>e>y", "2:e>z").Invariant("safe", "x", "y", "z");
        var found = Find(model, 10);
        Assert.Equal(["a>b>x", "a>c>x", "a>d>e>y", "a>d>e>z"], found.Schedules.Select(s => model.PathOf(s.Schedule)));
        Assert.Null(found.Reason);
    }

    [Fact]
    public void Stops_at_as_many_as_were_asked_for()
    {
        var model = GraphModel.Of("a>b>x", "a>c>x", "a>d>x").Invariant("safe", "x");
        var found = Find(model, 2);
        Assert.Equal(2, found.Schedules.Length);
        Assert.Null(found.Reason);
    }

    [Fact]
    public void The_same_steps_in_another_order_are_no_other_way()
    {
        // Two counters step independently: each order of the same steps leads to the same state.
        var system = new SyntheticSystem(3, 3, 1);
        var found = Find(system, 10);
        Assert.Single(found.Schedules);
        Assert.Null(found.Reason);
    }

    [Fact]
    public void A_way_through_a_violation_is_none()
    {
        var model = GraphModel.Of("a>x>y", "a>b>c>d>y").Invariant("safe", "x", "y");
        Assert.Equal(["a>x"], Find(model, 10).Schedules.Select(s => model.PathOf(s.Schedule)));
    }

    [Fact]
    public void Says_what_cut_it_short()
    {
        var model = GraphModel.Of("a>x", "a>b>c>d>y").Invariant("safe", "x", "y");
        var cut = Find(model, 10, new SearchOptions { MaxDepth = 2 });
        Assert.Equal(("the bound on depth", 1), (cut.Reason, cut.Schedules.Length));
        var full = Find(model, 10, new SearchOptions { MaxStates = 3 });
        Assert.Equal("the bound on states", full.Reason);
    }

    [Property(MaxTest = 300)]
    public void All_are_violations_and_none_has_all_the_steps_of_another(byte[] edges, ushort marked, byte length)
    {
        var model = RandomGraph.Of([.. edges.Take(64)], 8, marked, 0, 0).WithStateLengthOf(length);
        var result = BreadthFirstSearch.Run(model, new SearchOptions { StopWhen = StopWhen.Never });
        for (var i = 0; i < result.Properties.Length; i++)
        {
            if (result.Properties[i] is { Verdict: VerdictKind.Violated, Schedule: { } first })
            {
                Judge(model, i, first, AlternativeSchedules.Find(model, new SearchOptions(), i, first, 50));
            }
        }
    }

    private static void Judge(GraphModel model, int property, Schedule first, Alternatives found)
    {
        Assert.Equal(first.Steps, found.Schedules[0].Schedule.Steps);
        Assert.All(found.Schedules, s => Assert.True(Replay.Decides(model, s.Schedule, property)));
        Assert.All(found.Schedules, s => Assert.Equal(Replay.SwitchesOf(model, s.Schedule), s.ContextSwitches));
        Assert.Equal(found.Schedules.Select(s => s.Schedule.Steps.Length).Order(), found.Schedules.Select(s => s.Schedule.Steps.Length));
        var steps = found.Schedules.Select(s => StepsOf(model, s.Schedule)).ToList();
        for (var i = 0; i < steps.Count; i++)
        {
            Assert.DoesNotContain(steps.Take(i), earlier => earlier.All(s => steps[i].GetValueOrDefault(s.Key) >= s.Value));
        }
    }

    private static Dictionary<string, int> StepsOf(GraphModel system, Schedule schedule) =>
        schedule.Steps.GroupBy(s => system.Actions[s.Action].Name).ToDictionary(g => g.Key, g => g.Count());

    private static Alternatives Find(ITransitionSystem system, int most, SearchOptions? options = null)
    {
        var result = BreadthFirstSearch.Run(system, new SearchOptions());
        return AlternativeSchedules.Find(system, options ?? new SearchOptions(), 0, result.Properties[0].Schedule!, most);
    }
}
