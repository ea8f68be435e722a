using System.Linq;
using Explorer.Core.Verdicts;
using Explorer.TestKit;
using Xunit;

namespace Explorer.Search.Tests;

public class BreadthFirstSearchTests
{
    private static readonly SearchOptions Everything = new() { StopWhen = StopWhen.Never };

    [Fact]
    public void Counts_states_transitions_and_depth()
    {
        // a, b, c, d; the steps a>b, b>c, a>d and d>a, the last one to a known state; c is two steps away.
        var result = BreadthFirstSearch.Run(GraphModel.Of("a>b>c", "a>d>a"), Everything);
        Assert.Equal((4, 4, 2), Counts(result));
        Assert.Equal([1, 1, 1, 1], result.Statistics.ActionFirings);
    }

    [Fact]
    public void Two_processes_of_three_steps_have_sixteen_states()
    {
        // (3 + 1)^2 = 16 states; each of 2 processes has 3 steps for each of 4 places of the other: 2 * 3 * 4 = 24.
        var rows = Enumerable.Range(0, 4).Select(i => $"n{i}0>n{i}1>n{i}2>n{i}3");
        var columns = Enumerable.Range(0, 4).Select(i => $"1:n0{i}>n1{i}>n2{i}>n3{i}");
        var result = BreadthFirstSearch.Run(GraphModel.Of([.. rows, .. columns]), Everything);
        Assert.Equal((16, 24, 6), Counts(result));
    }

    [Fact]
    public void A_state_without_steps_is_a_state_space()
    {
        var result = BreadthFirstSearch.Run(GraphModel.Of("a").Invariant("safe"), Everything);
        Assert.Equal((1, 0, 0), Counts(result));
        Assert.Equal(VerdictKind.Holds, result.Properties[0].Verdict);
    }

    [Fact]
    public void Equal_initial_states_are_stored_once()
    {
        var result = BreadthFirstSearch.Run(GraphModel.Of("a>b", "c>b").StartingIn("c", "a", "c"), Everything);
        Assert.Equal((3, 2, 1), Counts(result));
    }

    [Fact]
    public void A_level_is_completed_before_a_violation_ends_the_search()
    {
        // Level 0 is a, level 1 is b (violated) and c, level 2 is d and e: the search ends with level 1.
        var model = GraphModel.Of("a>b>d", "a>c>e").Invariant("safe", "b").Invariant("later", "e");
        var result = BreadthFirstSearch.Run(model, new SearchOptions());
        Assert.Equal(Completeness.StoppedAtViolation, result.Completeness);
        Assert.Equal((3, 2, 1), Counts(result));
        Assert.Equal([VerdictKind.Violated, VerdictKind.Inconclusive], result.Properties.Select(p => p.Verdict));
        Assert.Equal("a>b", model.PathOf(result.Properties[0].Schedule!));
    }

    [Fact]
    public void A_violation_in_an_initial_state_has_no_steps()
    {
        var model = GraphModel.Of("a>b").StartingIn("b", "a").Invariant("safe", "a");
        var result = BreadthFirstSearch.Run(model, new SearchOptions());
        Assert.Equal((2, 0, 0), Counts(result));
        Assert.Equal(0, result.Properties[0].Steps);
        Assert.Equal(1, result.Properties[0].Schedule!.InitialState);
        Assert.Empty(result.Properties[0].Schedule!.Steps);
    }

    [Fact]
    public void Every_property_gets_its_own_shortest_violation_if_nothing_stops_the_search()
    {
        var model = GraphModel.Of("a>b>c>d", "a>d").Invariant("late", "c").Invariant("early", "d").Invariant("never");
        var result = BreadthFirstSearch.Run(model, Everything);
        Assert.Equal([2, 1, null], result.Properties.Select(p => p.Steps));
        Assert.Equal("a>b>c", model.PathOf(result.Properties[0].Schedule!));
        Assert.Equal("a>d", model.PathOf(result.Properties[1].Schedule!));
        Assert.Equal(VerdictKind.Holds, result.Properties[2].Verdict);
    }

    [Fact]
    public void All_decided_goes_on_until_the_last_property_has_an_answer()
    {
        var model = GraphModel.Of("a>b>c>d>e").Invariant("early", "b").Reachable("late", "d");
        var options = new SearchOptions { StopWhen = StopWhen.AllDecided };
        var result = BreadthFirstSearch.Run(model, options);
        Assert.Equal(Completeness.StoppedAtViolation, result.Completeness);
        Assert.Equal((4, 3, 3), Counts(result));
        Assert.Equal([VerdictKind.Violated, VerdictKind.Holds], result.Properties.Select(p => p.Verdict));
    }

    [Fact]
    public void A_reachable_without_witness_is_violated_only_when_all_was_seen()
    {
        var model = GraphModel.Of("a>b>c").Reachable("seen");
        Assert.Equal(VerdictKind.Violated, BreadthFirstSearch.Run(model, Everything).Properties[0].Verdict);
        Assert.Equal(
            VerdictKind.Inconclusive,
            BreadthFirstSearch.Run(model, Everything with { MaxDepth = 1 }).Properties[0].Verdict);
    }

    [Fact]
    public void A_witness_counts_even_if_the_search_is_cut_short()
    {
        var model = GraphModel.Of("a>b>c").Reachable("seen", "b");
        var result = BreadthFirstSearch.Run(model, Everything with { MaxDepth = 1, Witnesses = true });
        Assert.Equal(Completeness.BoundReached, result.Completeness);
        Assert.Equal((VerdictKind.Holds, 1), (result.Properties[0].Verdict, result.Properties[0].Steps));
        Assert.Equal("a>b", model.PathOf(result.Properties[0].Schedule!));
    }

    [Fact]
    public void A_failed_assertion_is_explored_further()
    {
        var model = GraphModel.Of("a>b?>c").Invariant("safe", "c");
        var result = BreadthFirstSearch.Run(model, Everything);
        Assert.Equal((3, 2, 2), Counts(result));
        Assert.Equal([1, 2], result.Properties.Select(p => p.Steps));
        Assert.Equal(0, result.Statistics.FaultedSteps);
    }

    [Fact]
    public void A_fault_is_a_transition_without_successor()
    {
        // a>b, and b's action with the outcomes a (known) and a fault.
        var model = GraphModel.Of("a>b>a|!");
        var result = BreadthFirstSearch.Run(model, Everything);
        Assert.Equal((2, 3, 1), Counts(result));
        Assert.Equal(1, result.Statistics.FaultedSteps);
        Assert.Equal([1, 2], result.Statistics.ActionFirings);
        Assert.Equal("a>b>!", model.PathOf(result.Properties[0].Schedule!));
        Assert.Equal([new ScheduledStep(0, 0), new ScheduledStep(1, 1)], result.Properties[0].Schedule!.Steps);
    }

    [Fact]
    public void States_outside_the_limit_are_stored_and_judged_but_not_expanded()
    {
        var model = GraphModel.Of("a>b>c", "a>d").Outside("b").Invariant("safe", "b").Invariant("beyond", "c");
        var result = BreadthFirstSearch.Run(model, Everything);
        Assert.Equal(Completeness.Exhausted, result.Completeness);
        Assert.Equal((3, 2, 1), Counts(result));
        Assert.Equal(1, result.Statistics.CutStates);
        Assert.Equal([VerdictKind.Violated, VerdictKind.Holds], result.Properties.Select(p => p.Verdict));
    }

    [Fact]
    public void Only_requested_properties_are_judged()
    {
        var model = GraphModel.Of("a>b>c").Invariant("first", "b").Invariant("second", "c");
        var result = BreadthFirstSearch.Run(model, new SearchOptions { Properties = 2 });
        Assert.Equal("second", Assert.Single(result.Properties).Property.Name);
        Assert.Equal((3, 2, 2), Counts(result));
    }

    [Fact]
    public void Without_schedules_the_length_is_known_all_the_same()
    {
        var model = GraphModel.Of("a>b>c").Invariant("safe", "c");
        var property = BreadthFirstSearch.Run(model, new SearchOptions { Schedules = false }).Properties[0];
        Assert.Equal((VerdictKind.Violated, 2), (property.Verdict, property.Steps));
        Assert.Null(property.Schedule);
    }

    private static (long, long, int) Counts(SearchResult result) =>
        (result.Statistics.States, result.Statistics.Transitions, result.Statistics.Depth);
}
