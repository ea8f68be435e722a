using System.Linq;
using Explorer.Core.Properties;
using Explorer.Core.Systems;
using Explorer.Core.Verdicts;
using Explorer.TestKit;
using FsCheck.Xunit;
using Xunit;

namespace Explorer.Search.Tests;

public class ReferenceAgreementTests
{
    private static readonly SearchOptions Everything = new() { StopWhen = StopWhen.Never, Witnesses = true };

    [Property(MaxTest = 500)]
    public void Counts_and_verdicts_are_those_of_brute_force(
        byte[] edges, ushort marked, ushort outside, ushort terminal, byte length, byte workers)
    {
        var model = RandomGraph.Of(edges, 12, marked, outside, terminal).WithStateLengthOf(length);
        var expected = ReferenceSearch.Run(model);
        var actual = BreadthFirstSearch.Run(model, Everything.SharedBy((workers % 3) + 1));

        Assert.Equal(Completeness.Exhausted, actual.Completeness);
        Assert.Equal(
            (expected.States, expected.Transitions, expected.Depth, expected.CutStates, expected.FaultedSteps),
            (actual.Statistics.States, actual.Statistics.Transitions, actual.Statistics.Depth,
                actual.Statistics.CutStates, actual.Statistics.FaultedSteps));
        Assert.Equal(expected.Transitions, actual.Statistics.ActionFirings.Sum());
        Assert.Equal(expected.Steps, actual.Properties.Select(p => p.Steps));
        Assert.All(actual.Properties, p => Assert.Equal(
            p.Steps is null == (p.Property.Kind == PropertyKind.Reachable) ? VerdictKind.Violated : VerdictKind.Holds,
            p.Verdict));
    }

    [Property(MaxTest = 500)]
    public void Stores_workers_and_lengths_of_states_make_no_difference(
        byte[] edges, ushort marked, ushort outside, ushort terminal, byte length, byte workers, bool isCompact)
    {
        var one = BreadthFirstSearch.Run(RandomGraph.Of(edges, 12, marked, outside, terminal), Everything);
        var several = BreadthFirstSearch.Run(
            RandomGraph.Of(edges, 12, marked, outside, terminal).WithStateLengthOf(length),
            Everything.SharedBy((workers % 3) + 1) with { Store = isCompact ? StoreKind.Compact : StoreKind.Exact });

        Assert.Equal(one.Statistics.ActionFirings, several.Statistics.ActionFirings);
        Assert.Equal(
            one.Statistics with { ActionFirings = [] }, several.Statistics with { ActionFirings = [] });
        Assert.Equal(one.Properties.Select(Summary), several.Properties.Select(Summary));
    }

    [Property(MaxTest = 300)]
    public void Schedules_are_the_best_of_all_that_brute_force_finds(
        byte[] edges, ushort marked, ushort outside, ushort terminal, byte length)
    {
        var model = RandomGraph.Of([.. edges.Take(64)], 7, marked, outside, terminal)
            .WithStateLengthOf(length);
        var identities = new TargetIdentities();
        var result = BreadthFirstSearch.Run(model, Everything with { Identities = identities });

        for (var i = 0; i < result.Properties.Length; i++)
        {
            if (result.Properties[i] is { Steps: { } steps, Schedule: { } schedule } property)
            {
                Assert.Equal(steps, schedule.Steps.Length);
                Assert.True(Replay.Decides(model, schedule, i));
                var (best, switches, participants) = ReferenceSearch.Best(model, i, steps, identities);
                Assert.Equal((Minimality.First, switches, participants), (property.Minimality, property.ContextSwitches, property.Participants));
                Assert.Equal(Text(best), Text(schedule));
            }
        }
    }

    [Property(MaxTest = 300)]
    public void Schedules_of_large_graphs_lead_to_the_violation_in_the_fewest_steps(
        byte[] edges, ushort marked, ushort outside, ushort terminal, byte length)
    {
        var model = RandomGraph.Of(edges, 12, marked, outside, terminal).WithStateLengthOf(length);
        var result = BreadthFirstSearch.Run(model, Everything with { ComparedStates = 0 });

        for (var i = 0; i < result.Properties.Length; i++)
        {
            if (result.Properties[i] is { Steps: > 0, Schedule: { } schedule } property)
            {
                Assert.Equal(property.Steps, schedule.Steps.Length);
                Assert.True(Replay.Decides(model, schedule, i));
                Assert.Equal(Minimality.Steps, property.Minimality);
            }
        }
    }

    [Property(MaxTest = 300)]
    public void Depth_first_finds_the_same_states_and_verdicts(
        byte[] edges, ushort marked, ushort outside, ushort terminal, byte length, bool isCompact)
    {
        var model = RandomGraph.Of(edges, 12, marked, outside, terminal).WithStateLengthOf(length);
        var options = Everything with { Store = isCompact ? StoreKind.Compact : StoreKind.Exact };
        var breadth = BreadthFirstSearch.Run(model, options);
        var depth = DepthFirstSearch.Run(model, options);

        Assert.Equal(
            breadth.Statistics with { Depth = 0, ActionFirings = [] }, depth.Statistics with { Depth = 0, ActionFirings = [] });
        Assert.Equal(breadth.Statistics.ActionFirings, depth.Statistics.ActionFirings);
        Assert.InRange(depth.Statistics.Depth, breadth.Statistics.Depth, (int)breadth.Statistics.States);
        Assert.Equal(breadth.Properties.Select(p => p.Verdict), depth.Properties.Select(p => p.Verdict));
        for (var i = 0; i < depth.Properties.Length; i++)
        {
            if (depth.Properties[i] is { Steps: { } steps, Schedule: { } schedule } property)
            {
                Assert.Equal(steps, schedule.Steps.Length);
                Assert.True(steps >= breadth.Properties[i].Steps);
                Assert.True(Replay.Decides(model, schedule, i));
                Assert.Equal(Minimality.NotEstablished, property.Minimality);
                Assert.Equal(Replay.SwitchesOf(model, schedule), property.ContextSwitches);
            }
        }
    }

    [Property(MaxTest = 200)]
    public void Stopping_at_a_violation_finds_the_same_shortest_one(byte[] edges, ushort marked, byte length)
    {
        var model = RandomGraph.Of(edges, 16, marked, 0, 0).WithStateLengthOf(length);
        var shortest = ReferenceSearch.Run(model).Steps
            .Where((s, i) => s is not null && model.Properties[i].Kind != PropertyKind.Reachable).Min();
        var result = BreadthFirstSearch.Run(model, new SearchOptions());

        var found = result.Properties.Where(p => p.Verdict == VerdictKind.Violated && p.Steps is not null);
        Assert.Equal(shortest, found.Min(p => p.Steps));
        Assert.All(found, p => Assert.NotNull(p.Schedule));
    }

    private static (string, VerdictKind, int?, int?, string) Summary(PropertyResult p) =>
        (p.Property.Name, p.Verdict, p.Steps, p.ContextSwitches,
            p.Schedule is null ? "" : Text(p.Schedule));

    private static string Text(Schedule schedule) => $"{schedule.InitialState}: {string.Join(' ', schedule.Steps)}";

    /// <summary>Stands for identities: the low bits of the state that a step leads to.</summary>
    private sealed class TargetIdentities : IStepIdentities
    {
        public ulong Of(int action, System.ReadOnlySpan<ulong> before, System.ReadOnlySpan<ulong> after) =>
            after.IsEmpty ? 0 : 1UL << (int)(after[0] % 5);
    }
}
