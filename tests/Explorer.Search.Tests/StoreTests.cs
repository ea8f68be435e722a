using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Explorer.Core.Verdicts;
using Explorer.Search.States;
using Explorer.Search.VisitedSets;
using Explorer.TestKit;
using FsCheck.Xunit;
using Xunit;

namespace Explorer.Search.Tests;

public unsafe class StoreTests
{
    private static readonly SearchOptions Everything = new() { StopWhen = StopWhen.Never };

    [Property(MaxTest = 300)]
    public void A_tree_gives_equal_items_to_equal_states_and_gives_them_back(ulong[] words, byte length)
    {
        var leaves = (length % 7) + 2;
        using var tree = new StateTree(leaves, 64 * leaves, Unlimited());
        AgreesWithDictionary(tree, [.. States(words, leaves)]);
    }

    [Property(MaxTest = 300)]
    public void A_tree_cuts_two_words_in_the_middle_of_their_bits(ulong[] words, byte bits)
    {
        var used = 65 + (bits % 64);
        var mask = ulong.MaxValue >> (128 - used);
        using var tree = new StateTree(2, used, Unlimited());
        AgreesWithDictionary(tree, [.. States(words, 2).Select(s => new[] { s[0], s[1] & mask })]);
    }

    [Fact]
    public void A_tree_shares_what_states_have_in_common()
    {
        // 100 * 100 * 100 * 100 states would take 3.2 GB; of each half there are 10,000 pairs of 100 words.
        using var tree = new StateTree(4, 256, Unlimited());
        var codec = new TreeCodec(tree);
        var state = stackalloc ulong[4];
        var room = stackalloc ulong[4];
        for (var i = 0; i < 200_000; i++)
        {
            (state[0], state[1], state[2], state[3]) =
                ((ulong)(i % 100), (ulong)(i / 100 % 100), (ulong)(i * 7 % 100), (ulong)(i / 1000 % 100));
            codec.EncodeAlone(state, room);
        }

        Assert.Equal([100, 100, 100, 100], Enumerable.Range(0, 4).Select(i => (int)tree.Table(i).Count));
        Assert.InRange(tree.Table(4).Count + tree.Table(5).Count, 1, 20_000);
    }

    [Fact]
    public void Many_threads_get_one_number_for_a_word()
    {
        using var table = new InternTable(Unlimited());
        var numbers = new uint[4][];
        Parallel.For(0, 4, thread =>
        {
            var own = new uint[50_000];
            for (var i = 0; i < own.Length; i++)
            {
                var word = (uint)((i * 31) + (thread * 1_000)) % 20_000;
                own[word] = table.NumberOf(word) + 1;
            }

            numbers[thread] = own;
        });
        Assert.Equal(20_000, table.Count);
        for (var word = 0; word < 20_000; word++)
        {
            var all = numbers.Select(n => n[word]).Where(n => n != 0).Distinct().ToList();
            Assert.Equal((ulong)word, table.WordAt(Assert.Single(all) - 1));
        }
    }

    [Fact]
    public void A_table_without_numbers_left_says_so()
    {
        using var table = new InternTable(Unlimited(), mostWords: 3);
        Assert.Equal([0u, 1u, 2u, 1u], new ulong[] { 7, 8, 9, 8 }.Select(table.NumberOf));
        Assert.Throws<StoreFullException>(() => table.NumberOf(10));
        Assert.Equal(2u, table.NumberOf(9));
    }

    [Fact]
    public void A_fingerprint_of_one_word_is_the_words_own()
    {
        var seen = new HashSet<ulong>();
        for (var i = 0UL; i < 100_000; i++)
        {
            var word = i << (int)(i % 40);
            seen.Add(Fingerprint.Of(&word, default(OneWord)));
        }

        Assert.Equal(Enumerable.Range(0, 100_000).Select(i => (ulong)i << (i % 40)).Distinct().Count(), seen.Count);
    }

    [Fact]
    public void A_compact_store_says_how_likely_an_omission_is()
    {
        // 625 states: at most 625 * 624 / 2^64.
        var options = Everything with { Store = StoreKind.Compact };
        var result = BreadthFirstSearch.Run(new SyntheticSystem(4, 5, 2), options);
        Assert.Equal((Completeness.Exhausted, 625), (result.Completeness, result.Statistics.States));
        Assert.Equal(625.0 * 624 / Math.Pow(2, 64), result.OmissionProbability, 1e-25);
        Assert.Equal(0, BreadthFirstSearch.Run(new SyntheticSystem(4, 5, 2), Everything).OmissionProbability);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(6)]
    public void A_bitstate_store_finds_violations_and_never_says_that_something_holds(int length)
    {
        var options = Everything with { Store = StoreKind.Bitstate, BitstateBytes = 1 << 16 };
        var model = GraphModel.Of("a>b>c>d").WithStateLength(length).Invariant("safe", "c").Invariant("always");
        var result = BreadthFirstSearch.Run(model, options);
        Assert.Equal([VerdictKind.Violated, VerdictKind.Inconclusive], result.Properties.Select(p => p.Verdict));
        Assert.Equal("a>b>c", model.PathOf(result.Properties[0].Schedule!));
        Assert.Equal(4, result.Statistics.States);
        Assert.InRange(result.OmissionProbability, 0, 1e-6);
    }

    [Fact]
    public void A_bitstate_store_that_is_too_small_misses_states_and_knows_it()
    {
        // 8^5 = 32,768 states in 4,096 bits.
        var options = Everything with { Store = StoreKind.Bitstate, BitstateBytes = 512 };
        var result = BreadthFirstSearch.Run(new SyntheticSystem(5, 8, 1), options);
        Assert.InRange(result.Statistics.States, 100, 20_000);
        Assert.InRange(result.OmissionProbability, 0.99, 1);
    }

    private static IEnumerable<ulong[]> States(ulong[] words, int length)
    {
        ulong[] all = [.. words, .. words.Select(w => w & 3), .. words.Select(w => w ^ 1), 0, ulong.MaxValue, 0, 1, 0, 0, 0, 0];
        return all.Chunk(length).Where(s => s.Length == length);
    }

    // Each state is encoded alone and as a successor of the one before it.
    private static void AgreesWithDictionary(StateTree tree, ulong[][] states)
    {
        var codec = new TreeCodec(tree);
        var items = new Dictionary<string, ulong>();
        var room = stackalloc ulong[tree.Leaves];
        var item = stackalloc ulong[1];
        foreach (var state in states)
        {
            fixed (ulong* words = state)
            {
                var alone = *codec.EncodeAlone(words, item);
                if (items.Count > 0)
                {
                    Assert.Equal(alone, *codec.Encode(words, item));
                }

                var key = string.Join(',', state);
                Assert.Equal(alone, items.TryGetValue(key, out var known) ? known : alone);
                items[key] = alone;
                Assert.Equal(state, new ReadOnlySpan<ulong>(codec.Read(&alone, room), tree.Leaves).ToArray());
                Assert.Equal(state, new ReadOnlySpan<ulong>(codec.Open(&alone, room), tree.Leaves).ToArray());
            }
        }

        Assert.Equal(items.Count, items.Values.Distinct().Count());
    }

    private static MemoryBudget Unlimited() => new(long.MaxValue);
}
