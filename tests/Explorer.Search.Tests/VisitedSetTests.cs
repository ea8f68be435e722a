using System;
using System.Collections.Generic;
using System.Linq;
using Explorer.Search.States;
using Explorer.Search.VisitedSets;
using FsCheck.Xunit;
using Xunit;

namespace Explorer.Search.Tests;

public unsafe class VisitedSetTests
{
    [Property(MaxTest = 200)]
    public void Words_are_added_once(ulong[] words)
    {
        ulong[] all = [.. words, 0, ulong.MaxValue, ulong.MaxValue - 1, 1, 0, ulong.MaxValue];
        using var table = new BucketTable<WordBucket<WordVisitedSet.Entry>, ulong>(Unlimited(), 1);
        var set = new WordVisitedSet(table);
        AgreesWithHashSet(ref set, [.. all.Select(w => new[] { w })]);
    }

    [Property(MaxTest = 200)]
    public void Pairs_are_added_once(ulong[] words)
    {
        // They differ in the first word, in the rest, in both, or not at all.
        ulong[][] all =
        [
            [0, 0], [0, 1], [0, uint.MaxValue], [ulong.MaxValue, uint.MaxValue], [0, 0],
            .. words.Select(w => new[] { w, w >> 32 }), .. words.Select(w => new[] { w, (w >> 32) ^ 1 }),
            .. words.Select(w => new[] { w & 7, w >> 32 }), .. words.Select(w => new[] { w ^ 1, w >> 32 }),
        ];
        using var table = new BucketTable<PairBucket, StatePair>(Unlimited(), 1);
        var set = new PairVisitedSet(table);
        AgreesWithHashSet(ref set, all);
        SharedSets.AssertHolds(table, all.Select(s => new StatePair(s[0], (uint)s[1])));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5000)]
    public void Pairs_are_still_there_after_growing(int capacity)
    {
        using var table = new BucketTable<PairBucket, StatePair>(Unlimited(), capacity);
        var set = new PairVisitedSet(table);
        var states = Numbers(30_000, 2);
        AgreesWithHashSet(ref set, states);
        AgreesWithHashSet(ref set, states, known: true);
        Assert.InRange((double)set.Count / set.Slots, 0.49, 0.75);
        SharedSets.AssertHolds(table, states.Select(s => new StatePair(s[0], (uint)s[1])));
    }

    [Property(MaxTest = 200)]
    public void States_of_any_length_are_added_once(ulong[] words, byte length)
    {
        ulong[] all = [.. words, .. words.Select(w => w ^ 1), 0, 0, ulong.MaxValue, 0, 0, ulong.MaxValue, 0, 0];
        ulong[][] states = [.. all.Chunk((length % 5) + 1).Where(s => s.Length == (length % 5) + 1)];
        switch (length % 5)
        {
            case 0:
                AgreesWithHashSet(new OneWord(), states);
                break;
            case 1:
                AgreesWithHashSet(new TwoWords(), states);
                break;
            case 2:
                AgreesWithHashSet(new ThreeWords(), states);
                break;
            default:
                AgreesWithHashSet(new AnyWords((length % 5) + 1), states);
                break;
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5000)]
    public void Words_are_still_there_after_growing(int capacity)
    {
        using var table = new BucketTable<WordBucket<WordVisitedSet.Entry>, ulong>(Unlimited(), capacity);
        var set = new WordVisitedSet(table);
        AgreesWithHashSet(ref set, Numbers(30_000, 1));
        AgreesWithHashSet(ref set, Numbers(30_000, 1), known: true);
        Assert.InRange((double)set.Count / set.Slots, 0.49, 0.75);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void States_are_still_there_after_growing_and_keep_their_order(int length)
    {
        var arena = new StateArena(length, Unlimited());
        var set = new ArenaVisitedSet<AnyWords>(arena, new AnyWords(length), long.MaxValue, capacity: 1);
        var states = Numbers(30_000, length);
        AgreesWithHashSet(set, states);
        AgreesWithHashSet(set, states, known: true);
        for (var i = 0; i < states.Length; i++)
        {
            fixed (ulong* state = states[i])
            {
                Assert.Equal(i, set.IndexOf(state));
                Assert.True(new ReadOnlySpan<ulong>(arena[i], length).SequenceEqual(states[i]));
            }
        }

        ulong[] unknown = [.. Enumerable.Repeat(ulong.MaxValue, length)];
        fixed (ulong* state = unknown)
        {
            Assert.Equal(-1, set.IndexOf(state));
        }

        set.Dispose();
    }

    [Fact]
    public void A_full_set_still_knows_what_it_holds()
    {
        var set = new ArenaVisitedSet<OneWord>(new StateArena(1, Unlimited()), default, 3);
        var outcomes = new List<AddOutcome>();
        foreach (var word in new ulong[] { 0, 7, 7, 8, 9, ulong.MaxValue, 8 })
        {
            var state = word;
            outcomes.Add(set.TryAdd(&state, set.Hash(&state)));
        }

        Assert.Equal("Added Added Known Added Full Full Known", string.Join(' ', outcomes));
        set.Dispose();
    }

    [Fact]
    public void A_cleared_set_is_empty_and_can_be_filled_again()
    {
        var set = new ArenaVisitedSet<TwoWords>(new StateArena(2, Unlimited()), default, long.MaxValue, capacity: 1);
        for (var round = 0; round < 3; round++)
        {
            AgreesWithHashSet(set, Numbers(1000, 2));
            set.Clear();
            Assert.Equal(0, set.Count);
        }

        set.Dispose();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_set_holds_little_more_than_its_states_need(int length)
    {
        // Three million states: an arena that grows by at most 16 MiB, and a table of 8-byte slots, half of them full.
        const int Count = 3_000_000;
        var budget = Unlimited();
        var set = new ArenaVisitedSet<AnyWords>(new StateArena(length, budget), new AnyWords(length), long.MaxValue);
        var state = stackalloc ulong[length];
        for (var i = 0; i < Count; i++)
        {
            state[i % length] += 1;
            set.TryAdd(state, set.Hash(state));
        }

        Assert.Equal(Count, set.Count);
        Assert.InRange(budget.Used, Count * 8L * length, (Count * ((8 * length) + (8 / 0.5))) + (16 << 20) + 4096);
        set.Dispose();
    }

    [Fact]
    public void A_bucket_table_grows_in_place_whatever_the_places_are()
    {
        // All entries in the last home bucket: a run that goes far beyond it, and past the spare buckets at the end.
        using var table = new BucketTable<WordBucket<ByHighBits>, ulong>(Unlimited(), 1);
        AddAll(table, [.. Enumerable.Range(1, 2000).Select(i => (0xFFFF_FFFFul << 32) | (uint)i)]);
    }

    [Property(MaxTest = 100)]
    public void A_bucket_table_keeps_all_entries_however_they_crowd(uint[] places, int step)
    {
        // Around each place a crowd of a few hundred, in steps that may be smaller or larger than a bucket.
        using var table = new BucketTable<WordBucket<ByHighBits>, ulong>(Unlimited(), 1);
        var spread = (uint)step % 100_000;
        AddAll(table, [.. places.Take(30).SelectMany(p => Enumerable.Range(0, 300).Select(i => Entry(p + ((uint)i * spread), i)))]);

        static ulong Entry(uint place, int i) => ((ulong)place << 32) | (uint)(i + 1);
    }

    private static void AgreesWithHashSet<TLength>(TLength length, ulong[][] states)
        where TLength : struct, IStateLength
    {
        var arena = new StateArena(length.Words, Unlimited());
        var set = new ArenaVisitedSet<TLength>(arena, length, long.MaxValue, capacity: 1);
        AgreesWithHashSet(set, states);
        set.Dispose();
    }

    private static MemoryBudget Unlimited() => new(long.MaxValue);

    private static ulong[][] Numbers(int count, int length) =>
        [.. Enumerable.Range(1, count).Select(i =>
            Enumerable.Range(0, length).Select(k => k == i % length ? (ulong)i : 0).ToArray())];

    private static void AgreesWithHashSet<TLength>(ArenaVisitedSet<TLength> set, ulong[][] states, bool known = false)
        where TLength : struct, IStateLength
    {
        AgreesWithHashSet(states, known, words => set.TryAdd((ulong*)words, set.Hash((ulong*)words)));
        Assert.Equal(states.Select(s => string.Join(',', s)).Distinct().Count(), set.Count);
    }

    private static void AgreesWithHashSet<TSet>(ref TSet set, ulong[][] states, bool known = false)
        where TSet : struct, IVisitedSet
    {
        var own = set;
        AgreesWithHashSet(states, known, words => SharedSets.Add(ref own, (ulong*)words));
        set = own;
        Assert.Equal(states.Select(s => string.Join(',', s)).Distinct().Count(), set.Count);
    }

    private static void AgreesWithHashSet(ulong[][] states, bool known, Func<nint, AddOutcome> add)
    {
        var reference = new HashSet<string>();
        foreach (var state in states)
        {
            var isNew = reference.Add(string.Join(',', state)) && !known;
            fixed (ulong* words = state)
            {
                Assert.Equal(isNew ? AddOutcome.Added : AddOutcome.Known, add((nint)words));
            }
        }
    }

    // Adds entries, the places of which are their upper halves, and looks at the whole table.
    private static void AddAll(BucketTable<WordBucket<ByHighBits>, ulong> table, ulong[] entries)
    {
        var access = new TableAccess<WordBucket<ByHighBits>, ulong>(table);
        foreach (var entry in entries)
        {
            AddOutcome outcome;
            while ((outcome = access.TryAdd(entry, entry)) == AddOutcome.Crowded)
            {
                access.BeginGrowing();
                access.Move();
                access.EndGrowing();
                access.Refresh();
            }
        }

        SharedSets.AssertHolds(table, entries);
    }

    private readonly struct ByHighBits : ITableEntry
    {
        public static ulong HashOf(ulong entry) => entry;
    }
}
