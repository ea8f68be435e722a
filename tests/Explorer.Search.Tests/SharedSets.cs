using System;
using System.Collections.Generic;
using System.Linq;
using Explorer.Search.VisitedSets;
using Xunit;

namespace Explorer.Search.Tests;

internal static unsafe class SharedSets
{
    /// <summary>Adds a state to a set that nobody else is using, which grows if it has to.</summary>
    public static AddOutcome Add<TSet>(ref TSet set, ulong* state)
        where TSet : struct, IVisitedSet
    {
        AddOutcome outcome;
        while ((outcome = set.TryAdd(state, set.Hash(state))) == AddOutcome.Crowded)
        {
            set.BeginGrowing();
            set.Move();
            set.EndGrowing();
            set.Refresh();
        }

        return outcome;
    }

    /// <summary>The table holds these entries, each once, where a probe finds it: all buckets from its home on to its own
    /// are full.</summary>
    public static void AssertHolds<TBucket, TEntry>(BucketTable<TBucket, TEntry> table, IEnumerable<TEntry> entries)
        where TBucket : struct, IBucket<TEntry>
        where TEntry : unmanaged
    {
        const int Words = BucketTable<TBucket, TEntry>.BucketWords;
        var found = new List<TEntry>();
        var inBucket = stackalloc TEntry[Words];
        var copy = stackalloc ulong[Words];
        for (var bucket = table.Start; bucket <= table.LastBucket; bucket += Words)
        {
            new ReadOnlySpan<ulong>(bucket, Words).CopyTo(new Span<ulong>(copy, Words));
            foreach (var entry in new ReadOnlySpan<TEntry>(inBucket, TBucket.TakeOut(copy, inBucket)))
            {
                found.Add(entry);
                for (var before = table.HomeOf(TBucket.HashOf(entry)); before < bucket; before += Words)
                {
                    Assert.Equal(TBucket.Capacity, TBucket.CountOf(before));
                }
            }
        }

        Assert.Equal(found.Count, found.Distinct().Count());
        Assert.Equal(entries.ToHashSet(), found.ToHashSet());
    }
}
