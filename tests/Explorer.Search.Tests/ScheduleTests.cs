using Explorer.Core.Verdicts;
using Explorer.TestKit;
using Xunit;

namespace Explorer.Search.Tests;

public class ScheduleTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_fewest_switches_between_counters_are_one_for_each_counter_but_the_first(int stateLength)
    {
        // All 3 counters at 4 take 3 * 4 = 12 steps; one counter after the other takes 2 switches; the first in the
        // order of actions is counter 0 first.
        var system = new SyntheticSystem(3, 5, stateLength);
        var property = BreadthFirstSearch.Run(system, new SearchOptions()).Properties[0];
        Assert.Equal((12, 2), (property.Steps, property.ContextSwitches));
        for (var i = 0; i < 12; i++)
        {
            Assert.Equal(new ScheduledStep(i / 4, 0), property.Schedule!.Steps[i]);
        }
    }

    [Fact]
    public void Among_equals_the_first_in_the_order_of_actions_is_taken()
    {
        var model = GraphModel.Of("1:a>c>d", "0:a>b>d").Invariant("safe", "d");
        Assert.Equal("a>c>d", PathTo(model));
        var other = GraphModel.Of("0:a>b>d", "1:a>c>d").Invariant("safe", "d");
        Assert.Equal("a>b>d", PathTo(other));
    }

    [Fact]
    public void Of_two_violated_states_the_one_with_fewer_switches_is_taken()
    {
        var model = GraphModel.Of("0:a>b", "1:b>x", "1:a>c", "1:c>y").Invariant("safe", "x", "y");
        Assert.Equal("a>c>y", PathTo(model));
    }

    [Fact]
    public void The_initial_state_with_the_fewest_switches_is_taken()
    {
        var model = GraphModel.Of("0:a>b", "1:b>x", "0:c>d", "0:d>x").StartingIn("a", "c").Invariant("safe", "x");
        Assert.Equal("c>d>x", PathTo(model));
    }

    [Fact]
    public void An_outcome_is_named_by_its_number()
    {
        var model = GraphModel.Of("a>b|c|d", "d>e").Invariant("safe", "e");
        var schedule = BreadthFirstSearch.Run(model, new SearchOptions()).Properties[0].Schedule!;
        Assert.Equal([new ScheduledStep(0, 2), new ScheduledStep(1, 0)], schedule.Steps);
    }

    [Fact]
    public void More_than_sixty_four_actors_are_told_apart()
    {
        // Actors 0 and 64 would be the same in a set of one word.
        var paths = new string[70];
        for (var i = 0; i < 68; i++)
        {
            paths[i] = $"{i}:a>a";
        }

        paths[68] = "0:a>b";
        paths[69] = "64:b>c";
        var model = GraphModel.Of([.. paths, "64:a>d>c"]).Invariant("safe", "c");
        Assert.Equal("a>d>c", PathTo(model));
    }

    [Fact]
    public void Two_runs_give_the_same_schedule()
    {
        var system = new SyntheticSystem(4, 4, 2);
        var options = new SearchOptions { ComparedStates = 0 };
        var (first, second) = (BreadthFirstSearch.Run(system, options), BreadthFirstSearch.Run(system, options));
        Assert.Equal(first.Properties[0].Schedule!.Steps, second.Properties[0].Schedule!.Steps);
    }

    private static string PathTo(GraphModel model) =>
        model.PathOf(BreadthFirstSearch.Run(model, new SearchOptions()).Properties[0].Schedule!);
}
