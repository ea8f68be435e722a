using System;
using System.Collections.Generic;
using System.Linq;
using Explorer.Search.VisitedSets;
using FsCheck.Xunit;
using Xunit;

namespace Explorer.Search.Tests;

public unsafe class VisitedSetTests
{
    [Property(MaxTest = 200)]
    public void Words_are_added_once(ulong[] words, bool oneSegment)
    {
        ulong[] all = [.. words, 0, ulong.MaxValue, ulong.MaxValue - 1, 1, 0, ulong.MaxValue];
        var set = new WordVisitedSet(long.MaxValue, oneSegment ? 0 : 8);
        AgreesWithHashSet(ref set, [.. all.Select(w => new[] { w })]);
        set.Dispose();
    }

    [Property(MaxTest = 200)]
    public void States_of_any_length_are_added_once(ulong[] words, byte length, bool oneSegment)
    {
        ulong[] all = [.. words, .. words.Select(w => w ^ 1), 0, 0, ulong.MaxValue, 0, 0, ulong.MaxValue, 0, 0];
        var arena = new StateArena((length % 5) + 1, chunkBytes: 64);
        var set = new ArenaVisitedSet(arena, long.MaxValue, oneSegment ? 0 : 8);
        AgreesWithHashSet(ref set, [.. all.Chunk(arena.StateLength).Where(s => s.Length == arena.StateLength)]);
        set.Dispose();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(8)]
    public void Words_are_still_there_after_growing(int segmentBits)
    {
        var set = new WordVisitedSet(long.MaxValue, segmentBits);
        AgreesWithHashSet(ref set, Numbers(30_000, 1));
        AgreesWithHashSet(ref set, Numbers(30_000, 1), known: 30_000);
        Assert.InRange((double)set.Count / set.Slots, 0.4, 0.76);
        set.Dispose();
    }

    [Theory]
    [InlineData(0, 2)]
    [InlineData(8, 2)]
    [InlineData(8, 7)]
    public void States_are_still_there_after_growing_and_keep_their_order(int segmentBits, int length)
    {
        var arena = new StateArena(length, chunkBytes: 4096);
        var set = new ArenaVisitedSet(arena, long.MaxValue, segmentBits);
        var states = Numbers(30_000, length);
        AgreesWithHashSet(ref set, states);
        AgreesWithHashSet(ref set, states, known: 30_000);
        for (var i = 0; i < states.Count; i++)
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
        var words = new WordVisitedSet(3);
        var states = new ArenaVisitedSet(new StateArena(1), 3);
        Assert.Equal("Added Added Known Added Full Full Known", Outcomes(ref words));
        Assert.Equal("Added Added Known Added Full Full Known", Outcomes(ref states));
        words.Dispose();
        states.Dispose();

        static string Outcomes<TSet>(ref TSet set)
            where TSet : struct, IVisitedSet
        {
            var outcomes = new List<AddOutcome>();
            foreach (var word in new ulong[] { 0, 7, 7, 8, 9, ulong.MaxValue, 8 })
            {
                outcomes.Add(set.TryAdd(&word, set.Hash(&word)));
            }

            return string.Join(' ', outcomes);
        }
    }

    [Fact]
    public void A_cleared_set_is_empty_and_can_be_filled_again()
    {
        var set = new ArenaVisitedSet(new StateArena(2, chunkBytes: 256), long.MaxValue, 2);
        for (var round = 0; round < 3; round++)
        {
            AgreesWithHashSet(ref set, Numbers(1000, 2));
            set.Clear();
            Assert.Equal(0, set.Count);
        }

        set.Dispose();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Growing_holds_little_more_than_the_states_need(int length)
    {
        // The arena is in chunks of 2 MiB; the table has 8 bytes for each slot and is at least 60 % full.
        var set = new ArenaVisitedSet(new StateArena(length), long.MaxValue);
        AgreesWithHashSet(ref set, Numbers(300_000, length));
        Assert.InRange(set.Bytes, 300_000 * 8 * length, (300_000 * ((8 * length) + (8 / 0.6))) + (2 << 20) + 4096);
        set.Dispose();
    }

    private static List<ulong[]> Numbers(int count, int length) =>
        [.. Enumerable.Range(0, count).Select(i =>
            Enumerable.Range(0, length).Select(k => k == i % length ? (ulong)i : 0).ToArray()).DistinctBy(s => string.Join(',', s))];

    private static void AgreesWithHashSet<TSet>(ref TSet set, List<ulong[]> states, int known = 0)
        where TSet : struct, IVisitedSet
    {
        var reference = new HashSet<string>();
        foreach (var state in states)
        {
            var isNew = reference.Add(string.Join(',', state)) && known == 0;
            fixed (ulong* words = state)
            {
                Assert.Equal(isNew ? AddOutcome.Added : AddOutcome.Known, set.TryAdd(words, set.Hash(words)));
            }
        }

        Assert.Equal(reference.Count, set.Count);
    }
}
