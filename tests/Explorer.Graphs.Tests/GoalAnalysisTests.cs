using System;
using System.Linq;
using Explorer.Graphs.Analysis;
using Explorer.Graphs.States;
using Explorer.TestKit;
using FsCheck.Xunit;
using Xunit;

namespace Explorer.Graphs.Tests;

public class GoalAnalysisTests
{
    [Fact]
    public void A_diamond_has_two_shortest_paths_and_its_ends_in_common()
    {
        var space = Spaces.Of(GraphModel.Of("a>b>d>e", "a>c>d").Invariant("safe", "e"));
        var paths = GoalAnalysis.Of(space, 0)!;
        Assert.Equal(3, paths.Steps);
        Assert.Equal(2, paths.ShortestPaths);
        Assert.Equal([0, 1, 3, 4], paths.PathStates);                // a, b, d, e
        Assert.Equal([0, 3, 4], paths.DominatingStates);             // a, d, e
        Assert.Equal([4], paths.DominatingSteps);                    // d>e
        Assert.Equal([2], paths.NeededActions);                      // d>e is the third step of the text
        Assert.Equal([0, 1, 2, 3, 4], paths.ShortestSteps);
    }

    [Fact]
    public void A_longer_way_round_takes_states_away()
    {
        var space = Spaces.Of(GraphModel.Of("a>b>e", "a>c>d>e").Invariant("safe", "e"));
        var paths = GoalAnalysis.Of(space, 0)!;
        Assert.Equal((2, 1), (paths.Steps, (int)paths.ShortestPaths));
        Assert.Equal([0, 3], paths.DominatingStates);                // a and e: s3, as b, c and then e are met
        Assert.Empty(paths.DominatingSteps);
        Assert.Empty(paths.NeededActions);
    }

    [Fact]
    public void An_action_may_be_needed_though_none_of_its_steps_is()
    {
        // One action with two outcomes: every path takes it, each in another way.
        var space = Spaces.Of(GraphModel.Of("a>b|c", "b>d", "c>d").Invariant("safe", "d"));
        var paths = GoalAnalysis.Of(space, 0)!;
        Assert.Empty(paths.DominatingSteps);
        Assert.Equal([0], paths.NeededActions);
    }

    [Fact]
    public void Steps_that_violate_end_a_path_as_states_do()
    {
        // After two steps a fault, an assertion, or the state d: three shortest paths.
        var space = Spaces.Of(GraphModel.Of("a>b>!", "b>c?"));
        var fault = GoalAnalysis.Of(space, space.Properties.ToList().FindIndex(p => p.Name == "fault"))!;
        Assert.Equal((2, 1), (fault.Steps, (int)fault.ShortestPaths));
        Assert.Equal([0, 1], fault.DominatingStates);
        Assert.Equal([0, 1], fault.DominatingSteps);
        var claim = GoalAnalysis.Of(space, space.Properties.ToList().FindIndex(p => p.Name == "claim"))!;
        Assert.Equal([0, 1], claim.PathStates);
        Assert.Equal([0, 2], claim.PathSteps);
    }

    [Fact]
    public void An_initial_state_can_violate()
    {
        var paths = GoalAnalysis.Of(Spaces.Of(GraphModel.Of("a>b").Invariant("safe", "a")), 0)!;
        Assert.Equal((0, 1), (paths.Steps, (int)paths.ShortestPaths));
        Assert.Equal([0], paths.DominatingStates);
        Assert.Empty(paths.PathSteps);
    }

    [Fact]
    public void Without_a_violation_there_are_no_paths() =>
        Assert.Null(GoalAnalysis.Of(Spaces.Of(GraphModel.Of("a>b").Invariant("safe")), 0));

    [Property(MaxTest = 400)]
    public void Dominating_states_are_those_without_which_nothing_is_decided(byte[] edges, ushort marked, ushort outside, ushort terminal) =>
        ForEachGoal(edges, marked, outside, terminal, (space, paths) => Assert.Equal(
            Enumerable.Range(0, space.Count).Where(s => !BruteForce.IsDecided(space, paths.Property, withoutState: r => r == s)),
            paths.DominatingStates.Order()));

    [Property(MaxTest = 400)]
    public void Dominating_steps_are_those_without_which_nothing_is_decided(byte[] edges, ushort marked, ushort outside, ushort terminal) =>
        ForEachGoal(edges, marked, outside, terminal, (space, paths) => Assert.Equal(
            space.Steps.Where(s => !BruteForce.IsDecided(space, paths.Property, withoutStep: r => r == s)).Select(s => s.Id),
            paths.DominatingSteps.Order()));

    [Property(MaxTest = 400)]
    public void Needed_actions_are_those_without_which_nothing_is_decided(byte[] edges, ushort marked, ushort outside, ushort terminal) =>
        ForEachGoal(edges, marked, outside, terminal, (space, paths) => Assert.Equal(
            Enumerable.Range(0, space.Actions.Length)
                .Where(a => !BruteForce.IsDecided(space, paths.Property, withoutStep: r => r.Step.Action == a)),
            paths.NeededActions.Order()));

    [Property(MaxTest = 400)]
    public void Shortest_paths_are_counted(byte[] edges, ushort marked, ushort outside, ushort terminal) =>
        ForEachGoal(edges, marked, outside, terminal, (space, paths) =>
        {
            Assert.Equal(BruteForce.Shortest(space, paths.Property), (paths.Steps, paths.ShortestPaths));
            Assert.Equal(paths.Steps, paths.PathSteps.Length);
            Assert.All(paths.PathSteps, s => Assert.Contains(s, paths.ShortestSteps));
            Assert.True(Follows(space, paths));
        });

    private static bool Follows(StateSpace space, GoalPaths paths) => paths.PathSteps
        .Select((id, i) => space.Steps[id].Source == paths.PathStates[i]
            && (i + 1 == paths.PathStates.Length || space.Steps[id].Step.Target == paths.PathStates[i + 1])).All(follows => follows);

    private static void ForEachGoal(byte[] edges, ushort marked, ushort outside, ushort terminal, Action<StateSpace, GoalPaths> check)
    {
        var space = Spaces.Of(RandomGraph.Of(edges, 8, marked, outside, terminal));
        for (var property = 0; property < space.Properties.Length; property++)
        {
            var paths = GoalAnalysis.Of(space, property);
            Assert.Equal(BruteForce.IsDecided(space, property), paths is not null);
            if (paths is not null)
            {
                check(space, paths);
            }
        }
    }
}
