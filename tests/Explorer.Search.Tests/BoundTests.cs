using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Explorer.Core.Verdicts;
using Explorer.TestKit;
using Xunit;

namespace Explorer.Search.Tests;

public class BoundTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_bound_on_states_is_exact_and_makes_the_result_inconclusive(int stateLength)
    {
        // 4 counters of 5 values: 5^4 = 625 states.
        var system = new SyntheticSystem(4, 5, stateLength);
        var result = BreadthFirstSearch.Run(system, new SearchOptions { MaxStates = 624 });
        Assert.Equal((Completeness.BoundReached, 624), (result.Completeness, result.Statistics.States));
        Assert.Equal("the bound of 624 states (--max-states)", result.Reason);
        Assert.All(result.Properties, p => Assert.Equal(VerdictKind.Inconclusive, p.Verdict));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_bound_on_states_that_is_just_enough_is_no_bound(int stateLength)
    {
        var options = new SearchOptions { MaxStates = 625, StopWhen = StopWhen.Never };
        var result = BreadthFirstSearch.Run(new SyntheticSystem(4, 5, stateLength), options);
        Assert.Equal((Completeness.Exhausted, 625), (result.Completeness, result.Statistics.States));
    }

    [Fact]
    public void A_bound_on_states_of_which_not_even_the_initial_ones_fit()
    {
        var result = BreadthFirstSearch.Run(
            GraphModel.Of("a>b").StartingIn("a", "b").Invariant("safe", "a"), new SearchOptions { MaxStates = 1 });
        Assert.Equal((Completeness.BoundReached, 1), (result.Completeness, result.Statistics.States));
        Assert.Equal(VerdictKind.Violated, result.Properties[0].Verdict);
    }

    [Fact]
    public void States_at_the_depth_bound_are_judged_but_not_expanded()
    {
        var model = GraphModel.Of("a>b>c>d").Invariant("two", "c").Invariant("three", "d");
        var result = BreadthFirstSearch.Run(model, new SearchOptions { MaxDepth = 2, StopWhen = StopWhen.Never });
        Assert.Equal(Completeness.BoundReached, result.Completeness);
        Assert.Equal("the bound of 2 steps (--max-depth)", result.Reason);
        Assert.Equal((3, 2), (result.Statistics.States, result.Statistics.Depth));
        Assert.Equal([VerdictKind.Violated, VerdictKind.Inconclusive], result.Properties.Select(p => p.Verdict));
    }

    [Fact]
    public void A_depth_bound_that_is_not_reached_is_no_bound()
    {
        var result = BreadthFirstSearch.Run(GraphModel.Of("a>b>a"), new SearchOptions { MaxDepth = 2 });
        Assert.Equal(Completeness.Exhausted, result.Completeness);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_bound_on_memory_ends_the_search(int stateLength)
    {
        var options = new SearchOptions { MemoryBytes = 3_000_000 };
        var result = BreadthFirstSearch.Run(new SyntheticSystem(8, 8, stateLength), options);
        Assert.Equal(Completeness.BoundReached, result.Completeness);
        Assert.Equal("the bound of 3000000 bytes (--memory)", result.Reason);
        Assert.InRange(result.PeakStoreBytes, 2_500_000, 3_000_000);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void However_small_the_memory_a_search_of_a_few_states_goes_through(int stateLength)
    {
        var options = new SearchOptions { MemoryBytes = 1, StopWhen = StopWhen.Never };
        var result = BreadthFirstSearch.Run(new SyntheticSystem(4, 5, stateLength), options);
        Assert.Equal((Completeness.Exhausted, 625), (result.Completeness, result.Statistics.States));
        Assert.NotNull(result.Properties[0].Schedule);
    }

    [Fact]
    public void A_bound_on_time_ends_the_search()
    {
        var options = new SearchOptions { Time = TimeSpan.FromSeconds(10), Clock = new JumpingClock() };
        var result = BreadthFirstSearch.Run(new SyntheticSystem(6, 10, 1), options);
        Assert.Equal((Completeness.BoundReached, "the bound of 10 s (--time)"), (result.Completeness, result.Reason));
    }

    [Fact]
    public void An_interruption_ends_the_search_with_the_numbers_so_far()
    {
        using var source = new CancellationTokenSource();
        var options = new SearchOptions
        {
            Cancellation = source.Token,
            Clock = new JumpingClock(),
            Progress = new Reports(_ => source.Cancel()),
        };
        var result = BreadthFirstSearch.Run(new SyntheticSystem(6, 10, 1), options);
        Assert.Equal(Completeness.Interrupted, result.Completeness);
        Assert.InRange(result.Statistics.States, 256, 100_000);
    }

    [Fact]
    public void Progress_grows()
    {
        var all = new List<SearchProgress>();
        var options = new SearchOptions { Clock = new JumpingClock(), Progress = new Reports(all.Add) };
        var result = BreadthFirstSearch.Run(new SyntheticSystem(5, 8, 2), options);
        Assert.True(all.Count > 10);
        for (var i = 1; i < all.Count; i++)
        {
            Assert.True(all[i].States >= all[i - 1].States && all[i].Transitions > all[i - 1].Transitions);
            Assert.True(all[i].Elapsed - all[i - 1].Elapsed >= TimeSpan.FromSeconds(0.25));
            Assert.InRange(all[i].StoreFill, 0.01, 0.82);
            Assert.InRange(all[i].Frontier, 0, all[i].States);
            Assert.InRange(all[i].Depth, 1, result.Statistics.Depth + 1);
        }
    }

    [Fact]
    public void A_violation_found_before_the_bound_stands()
    {
        var model = GraphModel.Of("a>b>c>d>e").Invariant("safe", "c");
        var result = BreadthFirstSearch.Run(model, new SearchOptions { StopWhen = StopWhen.Never, MaxStates = 4 });
        Assert.Equal(Completeness.BoundReached, result.Completeness);
        Assert.Equal("a>b>c", model.PathOf(result.Properties[0].Schedule!));
    }

    private sealed class Reports(Action<SearchProgress> report) : IProgress<SearchProgress>
    {
        public void Report(SearchProgress value) => report(value);
    }

    /// <summary>Each look at it is a tenth of a second after the one before.</summary>
    private sealed class JumpingClock : TimeProvider
    {
        private long _now;

        public override long TimestampFrequency => 10;

        public override long GetTimestamp() => _now++;
    }
}
