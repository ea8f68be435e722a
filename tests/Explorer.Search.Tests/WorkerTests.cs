using System;
using System.Threading;
using Explorer.Core.Verdicts;
using Explorer.Search.Levels;
using Explorer.TestKit;
using Xunit;

namespace Explorer.Search.Tests;

public class WorkerTests
{
    private static readonly SearchOptions Everything = new() { StopWhen = StopWhen.Never, Schedules = false };

    [Theory]
    [InlineData(1, StoreKind.Exact, 2)]
    [InlineData(1, StoreKind.Exact, 3)]
    [InlineData(1, StoreKind.Compact, 2)]
    [InlineData(2, StoreKind.Exact, 2)]
    [InlineData(2, StoreKind.Compact, 4)]
    [InlineData(5, StoreKind.Exact, 2)]
    [InlineData(5, StoreKind.Exact, 8)]
    public void None_of_the_numbers_depends_on_the_number_of_workers(int stateLength, StoreKind store, int workers)
    {
        // 6 counters of 8 values: 8^6 = 262,144 states of 6 successors each, the deepest 6 * 7 = 42 steps away.
        var system = new SyntheticSystem(6, 8, stateLength);
        var result = BreadthFirstSearch.Run(system, Everything with { Store = store, Workers = workers });
        Assert.Equal(Completeness.Exhausted, result.Completeness);
        Assert.Equal((262_144, 1_572_864, 42), Counts(result));
        Assert.All(result.Statistics.ActionFirings, firings => Assert.Equal(262_144, firings));
        Assert.Equal(42, result.Properties[0].Steps);
        Assert.Equal(workers, result.Workers);
    }

    [Fact]
    public void Narrow_levels_wake_nobody()
    {
        // 2 counters of 100 values: no level has more than 100 states.
        var result = BreadthFirstSearch.Run(new SyntheticSystem(2, 100, 1), Everything with { Workers = 4 });
        Assert.Equal((10_000, 20_000, 198), Counts(result));
        Assert.Equal(1, result.Workers);
    }

    [Theory]
    [InlineData(1, 100_000)]
    [InlineData(3, 100_000)]
    [InlineData(1, 1_000)]
    public void A_bound_on_states_is_exact_for_several_workers(int stateLength, long bound)
    {
        var system = new SyntheticSystem(6, 8, stateLength);
        var result = BreadthFirstSearch.Run(system, Everything.SharedBy(3) with { MaxStates = bound });
        Assert.Equal((Completeness.BoundReached, bound), (result.Completeness, result.Statistics.States));
        Assert.Equal($"the bound of {bound} states (--max-states)", result.Reason);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_bound_on_memory_ends_all_workers(int stateLength)
    {
        var options = Everything.SharedBy(3) with { MemoryBytes = 3_000_000 };
        var result = BreadthFirstSearch.Run(new SyntheticSystem(8, 8, stateLength), options);
        Assert.Equal((Completeness.BoundReached, "the bound of 3000000 bytes (--memory)"), (result.Completeness, result.Reason));
        Assert.InRange(result.PeakStoreBytes, 1_500_000, 3_000_000);
    }

    [Fact]
    public void An_interruption_ends_all_workers()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        var options = Everything.SharedBy(3) with { Cancellation = source.Token };
        var result = BreadthFirstSearch.Run(new SyntheticSystem(8, 8, 1), options);
        Assert.Equal(Completeness.Interrupted, result.Completeness);
    }

    [Fact]
    public void A_level_is_completed_before_a_violation_ends_the_search()
    {
        // Level 1 is b (violated) and c, level 2 would be d and e.
        var model = GraphModel.Of("a>b>d", "a>c>e").Invariant("safe", "b");
        var result = BreadthFirstSearch.Run(model, new SearchOptions().SharedBy(2));
        Assert.Equal((Completeness.StoppedAtViolation, 3, 2), (result.Completeness, result.Statistics.States, result.Statistics.Transitions));
        Assert.Equal("a>b", model.PathOf(result.Properties[0].Schedule!));
    }

    [Fact]
    public void What_a_worker_throws_reaches_the_caller()
    {
        using var threads = new WorkerThreads(3, worker =>
        {
            if (worker == 2)
            {
                throw new InvalidOperationException("a bug");
            }
        });
        Assert.Equal("a bug", Assert.Throws<InvalidOperationException>(threads.Run).Message);
    }

    [Fact]
    public void Rounds_follow_each_other()
    {
        var sums = new int[4];
        using var threads = new WorkerThreads(4, worker => sums[worker]++);
        for (var round = 1; round <= 200; round++)
        {
            threads.Run();
            Assert.All(sums, sum => Assert.Equal(round, sum));
        }
    }

    [Fact]
    public void Depth_first_has_one_worker() => Assert.Throws<ArgumentException>(
        () => DepthFirstSearch.Run(new SyntheticSystem(2, 2, 1), new SearchOptions { Workers = 2 }));

    private static (long, long, int) Counts(SearchResult result) =>
        (result.Statistics.States, result.Statistics.Transitions, result.Statistics.Depth);
}
