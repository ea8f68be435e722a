using System;
using System.Linq;
using Explorer.Core.Verdicts;
using Explorer.Search.Levels;
using Explorer.Search.States;
using Explorer.Search.VisitedSets;
using Xunit;

namespace Explorer.Search.Tests;

/// <summary>Many workers on one set, which grows under their hands.</summary>
public unsafe class SharedSetTests
{
    private const int Words = 60_000;

    private static readonly SearchOptions Everything = new() { StopWhen = StopWhen.Never, Schedules = false };

    [Theory]
    [InlineData(2)]
    [InlineData(8)]
    public void Of_many_workers_one_adds_a_word(int workers)
    {
        using var table = new BucketTable<WordBucket<WordVisitedSet.Entry>, ulong>(Unlimited(), 1);
        Assert.Equal(Words, AddedByAll(workers, () => new WordVisitedSet(table)));
        SharedSets.AssertHolds(table, Enumerable.Range(0, Words - 1).Select(i => (ulong)i + 1));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(8)]
    public void Of_many_workers_one_adds_a_pair(int workers)
    {
        using var table = new BucketTable<PairBucket, StatePair>(Unlimited(), 1);
        Assert.Equal(Words, AddedByAll(workers, () => new PairVisitedSet(table)));
        SharedSets.AssertHolds(
            table, Enumerable.Range(0, Words).Select(i => i == Words - 1 ? new StatePair(ulong.MaxValue, 0) : new StatePair((ulong)i, (uint)i)));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(8)]
    public void Of_many_workers_one_adds_a_fingerprint(int workers)
    {
        using var table = new BucketTable<WordBucket<FingerprintEntry>, ulong>(Unlimited(), 1);
        Assert.Equal(Words, AddedByAll(workers, () => new FingerprintSet<OneWord>(table, default)));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(8)]
    public void Of_many_workers_one_sets_bits(int workers)
    {
        // 128 million bits, of which 180,000 are set at the end: no state is taken for another one.
        using var array = new BitstateArray(Unlimited(), 1 << 24);
        Assert.Equal(Words, AddedByAll(workers, () => new BitstateSet<OneWord>(array, default)));
        Assert.InRange(array.BitsSet, 179_000 - (workers * 64 * 3), 3 * Words);
    }

    [Theory]
    [InlineData(1, StoreKind.Exact, 2)]
    [InlineData(1, StoreKind.Exact, 8)]
    [InlineData(1, StoreKind.Compact, 8)]
    [InlineData(1, StoreKind.Bitstate, 8)]
    [InlineData(2, StoreKind.Exact, 8)]
    [InlineData(3, StoreKind.Compact, 8)]
    [InlineData(5, StoreKind.Exact, 8)]
    [InlineData(5, StoreKind.Bitstate, 2)]
    public void A_store_that_begins_empty_and_grows_in_every_level_loses_no_state(int stateLength, StoreKind store, int workers)
    {
        // 5 counters of 8 values: 8^5 = 32,768 states of 5 successors each, the deepest 5 * 7 = 35 steps away.
        var options = Everything.SharedBy(workers) with { Store = store, StoreCapacity = 1, BitstateBytes = 1 << 24 };
        for (var round = 0; round < 10; round++)
        {
            var result = BreadthFirstSearch.Run(new SyntheticSystem(5, 8, stateLength), options);
            Assert.Equal((32_768, 163_840, 35), (result.Statistics.States, result.Statistics.Transitions, result.Statistics.Depth));
            Assert.All(result.Statistics.ActionFirings, firings => Assert.Equal(32_768, firings));
        }
    }

    [Theory]
    [InlineData(1, StoreKind.Exact)]
    [InlineData(3, StoreKind.Exact)]
    [InlineData(3, StoreKind.Compact)]
    public void Memory_that_does_not_suffice_for_growing_ends_all_workers(int stateLength, StoreKind store)
    {
        // 8^7 states, two million; what is counted was stored, once, in 8 bytes at least.
        var options = Everything.SharedBy(8) with { Store = store, StoreCapacity = 1, MemoryBytes = 2_000_000 };
        for (var round = 0; round < 3; round++)
        {
            var result = BreadthFirstSearch.Run(new SyntheticSystem(7, 8, stateLength), options);
            Assert.Equal((Completeness.BoundReached, "the bound of 2000000 bytes (--memory)"), (result.Completeness, result.Reason));
            Assert.InRange(result.PeakStoreBytes, 750_000, 2_000_000);
            Assert.InRange(result.Statistics.States, 10_000, 250_000);
            Assert.All(result.Properties, p => Assert.Equal(VerdictKind.Inconclusive, p.Verdict));
        }
    }

    [Theory]
    [InlineData(StoreKind.Exact)]
    [InlineData(StoreKind.Compact)]
    [InlineData(StoreKind.Bitstate)]
    public void A_bound_on_states_is_exact_while_the_store_grows(StoreKind store)
    {
        var options = Everything.SharedBy(8) with { Store = store, StoreCapacity = 1, MaxStates = 20_000, BitstateBytes = 1 << 24 };
        for (var round = 0; round < 10; round++)
        {
            var result = BreadthFirstSearch.Run(new SyntheticSystem(5, 8, 1), options);
            Assert.Equal((Completeness.BoundReached, 20_000), (result.Completeness, result.Statistics.States));
        }
    }

    private static MemoryBudget Unlimited() => new(long.MaxValue);

    // Each worker offers all words below a number, one of them being that of all ones, and behind each the same again. Two
    // workers each go in the same order, so that they meet at every word.
    private static long AddedByAll<TSet>(int workers, Func<TSet> access)
        where TSet : struct, IVisitedSet
    {
        var recess = new Recess();
        var added = new long[workers];
        using var threads = new WorkerThreads(workers, worker =>
        {
            recess.Enter();
            added[worker] = AddAll(access(), worker, recess);
            recess.Leave();
        });
        threads.Run();
        return added.Sum();
    }

    private static long AddAll<TSet>(TSet set, int worker, Recess recess)
        where TSet : struct, IVisitedSet
    {
        // None has a factor in common with the number of words.
        int[] steps = [7, 11, 13, 17];
        var state = stackalloc ulong[2];
        for (var i = 0; i < Words; i++)
        {
            var number = (int)((long)i * steps[worker / 2] % Words);
            (state[0], state[1]) = number == Words - 1 ? (ulong.MaxValue, 0) : ((ulong)number, (ulong)number);
            while (set.TryAdd(state, set.Hash(state)) == AddOutcome.Crowded)
            {
                Assert.True(recess.Call(() => set.BeginGrowing(), () => set.Move(), () => set.EndGrowing()));
                set.Refresh();
            }

            if (recess.IsCalled)
            {
                Assert.True(recess.StandAside(() => set.Move()));
                set.Refresh();
            }
        }

        return set.Count;
    }
}
