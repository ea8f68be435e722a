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

    /// <summary>The table holds these entries, each once, where a probe finds it: no bucket from its home on has an empty slot
    /// before it.</summary>
    public static void AssertHolds<TEntry>(BucketTable<TEntry> table, IEnumerable<ulong> entries)
        where TEntry : struct, ITableEntry
    {
        var found = new List<ulong>();
        for (var slot = table.Start; slot < table.LastBucket + BucketTable<TEntry>.BucketWords; slot++)
        {
            if (*slot != 0)
            {
                found.Add(*slot);
                for (var before = table.HomeOf(TEntry.HashOf(*slot)); before < slot; before++)
                {
                    Assert.NotEqual(0ul, *before);
                }
            }
        }

        Assert.Equal(entries.Distinct().Order(), found.Order());
    }
}
