using System.Linq;
using Explorer.Core.Verdicts;
using Explorer.TestKit;
using Xunit;

namespace Explorer.Search.Tests;

public class DeadlockTests
{
    [Fact]
    public void A_state_without_steps_in_which_a_thread_has_not_ended_is_a_deadlock()
    {
        Assert.Equal(2, StepsToDeadlock(GraphModel.Of("a>b>c")));
    }

    [Fact]
    public void A_state_in_which_every_thread_has_ended_is_none()
    {
        Assert.Null(StepsToDeadlock(GraphModel.Of("a>b>c").Terminal("c")));
    }

    [Fact]
    public void May_steps_that_lead_to_a_step_end_the_waiting()
    {
        // From b only may-steps go on, and after two of them there is a step again.
        Assert.Null(StepsToDeadlock(GraphModel.Of("a>b~c~d>a")));
    }

    [Fact]
    public void May_steps_that_lead_nowhere_do_not()
    {
        Assert.Equal(1, StepsToDeadlock(GraphModel.Of("a>b~c~d~b", "c~e")));
    }

    [Fact]
    public void A_may_step_beside_a_step_does_no_harm()
    {
        Assert.Null(StepsToDeadlock(GraphModel.Of("a~b>a", "a>a")));
    }

    [Fact]
    public void A_step_that_a_fault_keeps_from_ending_is_a_step()
    {
        Assert.Null(StepsToDeadlock(GraphModel.Of("a>b>!")));
        Assert.Equal(1, StepsToDeadlock(GraphModel.Of("a>b~!")));
    }

    [Fact]
    public void A_state_outside_the_limit_is_not_judged()
    {
        Assert.Null(StepsToDeadlock(GraphModel.Of("a>b", "a>a").Outside("b")));
        Assert.Null(StepsToDeadlock(GraphModel.Of("a>b~c").Outside("c")));
    }

    [Fact]
    public void The_schedule_ends_in_the_deadlock()
    {
        var model = GraphModel.Of("a>b>c~d", "b>a").WithDeadlock();
        var result = BreadthFirstSearch.Run(model, new SearchOptions());
        Assert.Equal("a>b>c", model.PathOf(result.Properties[0].Schedule!));
    }

    [Fact]
    public void Without_the_property_nothing_is_said()
    {
        Assert.Empty(BreadthFirstSearch.Run(GraphModel.Of("a>b"), new SearchOptions()).Properties);
    }

    private static int? StepsToDeadlock(GraphModel model)
    {
        var result = BreadthFirstSearch.Run(model.WithDeadlock(), new SearchOptions { StopWhen = StopWhen.Never });
        var deadlock = result.Properties.Single(p => p.Property.Name == "deadlock");
        Assert.Equal(deadlock.Steps is null ? VerdictKind.Holds : VerdictKind.Violated, deadlock.Verdict);
        return deadlock.Steps;
    }
}
