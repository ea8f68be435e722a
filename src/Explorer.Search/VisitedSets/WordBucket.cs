// Eight entries of one word, which are compared all at once. An entry of zero is a free place. An entry is written by an
// atomic exchange with the first free place; as places fill in order, two workers that add the same entry meet there.
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Threading;

namespace Explorer.Search.VisitedSets;

/// <summary>What a table must know of its entries of one word.</summary>
internal interface ITableEntry
{
    /// <inheritdoc cref="IBucket{TEntry}.HashOf"/>
    static abstract ulong HashOf(ulong entry);
}

internal readonly unsafe struct WordBucket<TEntry> : IBucket<ulong>
    where TEntry : struct, ITableEntry
{
    private const int Places = 8;

    public static int Capacity => Places;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong HashOf(ulong entry) => TEntry.HashOf(entry);

    /// <summary>Bit i: place i is free.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint FreePlaces(Vector512<ulong> bucket) =>
        (uint)Vector512.Equals(bucket, Vector512<ulong>.Zero).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Look(ulong* bucket, ulong entry)
    {
        var places = Vector512.Load(bucket);
        return Vector512.EqualsAny(places, Vector512.Create(entry)) ? -1 : FirstFree(places);
    }

    public static AddOutcome Add(ulong* bucket, int used, ulong entry)
    {
        // Places before the first free one have been looked at.
        for (; used < Places; used++)
        {
            var found = Interlocked.CompareExchange(ref bucket[used], entry, 0);
            if (found == 0)
            {
                return AddOutcome.Added;
            }

            if (found == entry)
            {
                return AddOutcome.Known;
            }
        }

        return AddOutcome.Undecided;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int CountOf(ulong* bucket) => FirstFree(Vector512.Load(bucket));

    // What is taken of the next bucket is written over from the first free place on.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int TakeOut(ulong* bucket, ulong* entries)
    {
        var places = Vector512.Load(bucket);
        places.Store(entries);
        Vector512<ulong>.Zero.Store(bucket);
        return FirstFree(places);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Put(ulong* bucket, int used, ulong entry) => bucket[used] = entry;

    // The number of places if none is free.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int FirstFree(Vector512<ulong> places) =>
        BitOperations.TrailingZeroCount(FreePlaces(places) | (1u << Places));
}
