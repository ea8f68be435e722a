using System;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Core.Systems;
using Explorer.Core.Verdicts;
using FsCheck.Xunit;
using Xunit;

namespace Explorer.Search.Tests;

public class SymmetryTests
{
    private static readonly SearchOptions Everything = new() { StopWhen = StopWhen.Never };

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 2)]
    [InlineData(3, 1)]
    [InlineData(3, 3)]
    public void Orbits_are_counted_once(int stateLength, int workers)
    {
        // Multisets of 6 counters of 5 values: C(10, 6) = 210 of the 5^6 = 15,625 states.
        var result = BreadthFirstSearch.Run(
            new SyntheticSystem(6, 5, stateLength),
            Everything.SharedBy(workers) with { Canonicalizer = new Sorting(6, stateLength) });
        Assert.Equal((210, 1_260, 24), (result.Statistics.States, result.Statistics.Transitions, result.Statistics.Depth));
        Assert.Equal(24, result.Properties[0].Steps);
    }

    [Theory]
    [InlineData(0, Minimality.Steps)]
    [InlineData(1_000_000, Minimality.First)]
    public void A_schedule_is_one_of_the_full_system(long switchMinimization, Minimality minimality)
    {
        var system = new SyntheticSystem(4, 4, 1);
        var result = BreadthFirstSearch.Run(system, new SearchOptions
        {
            Canonicalizer = new Sorting(4, 1),
            ComparedStates = switchMinimization,
        });
        var property = result.Properties[0];
        Assert.Equal((VerdictKind.Violated, 12, minimality), (property.Verdict, property.Steps, property.Minimality));
        Assert.Equal(12, property.Schedule!.Steps.Length);
        Assert.True(Replay.Decides(system, property.Schedule, 0));
        Assert.Equal(Replay.SwitchesOf(system, property.Schedule), property.ContextSwitches);
    }

    [Property(MaxTest = 50)]
    public void Verdicts_and_lengths_are_those_of_the_full_search(byte counters, byte values, byte stateLength)
    {
        var (n, words) = ((counters % 4) + 1, (stateLength % 3) + 1);
        var system = new SyntheticSystem(n, (values % 4) + 2, words);
        var full = BreadthFirstSearch.Run(system, Everything);
        var reduced = BreadthFirstSearch.Run(system, Everything with { Canonicalizer = new Sorting(n, words) });
        Assert.Equal(full.Properties.Select(p => (p.Verdict, p.Steps)), reduced.Properties.Select(p => (p.Verdict, p.Steps)));
        Assert.Equal(full.Statistics.Depth, reduced.Statistics.Depth);
        var depthFirst = DepthFirstSearch.Run(system, Everything with { Canonicalizer = new Sorting(n, words) });
        Assert.Equal(reduced.Statistics.States, depthFirst.Statistics.States);
        Assert.True(Replay.Decides(system, depthFirst.Properties[0].Schedule!, 0));
    }

    /// <summary>The counters of a <see cref="SyntheticSystem"/> are alike: the representative has them in order.</summary>
    private sealed unsafe class Sorting(int counters, int stateLength) : ICanonicalizer
    {
        public ImmutableArray<string> Types => ["Counter"];

        public void Canonicalize(ulong* state)
        {
            var values = new ulong[counters];
            for (var i = 0; i < counters; i++)
            {
                values[i] = state[i % stateLength] >> (i / stateLength * 8) & 255;
            }

            Array.Sort(values);
            new Span<ulong>(state, stateLength).Clear();
            for (var i = 0; i < counters; i++)
            {
                state[i % stateLength] |= values[i] << (i / stateLength * 8);
            }
        }
    }
}
