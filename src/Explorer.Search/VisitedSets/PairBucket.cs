// Five entries of 96 bits: their first words, which are compared all at once, then the halves that follow these, then the
// head, which says how many entries there are. A line of 64 bytes holds five of these entries and four bytes more.
//
// An entry is in two places, so it cannot be added by one atomic exchange: who adds holds the bucket by a bit of the head
// until the entry is written, and then counts it. Those who look read the head first, and look at what has been counted;
// that never changes again. Only who has found that an entry is new ever waits, for two stores of another worker.
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Threading;
using Explorer.Search.States;

namespace Explorer.Search.VisitedSets;

/// <summary>A state of at most 96 bits.</summary>
/// <param name="First">Its bits 0 to 63.</param>
/// <param name="Rest">Its bits 64 to 95.</param>
internal readonly record struct StatePair(ulong First, uint Rest);

internal readonly unsafe struct PairBucket : IBucket<StatePair>
{
    /// <summary>The most bits that a state may have.</summary>
    public const int MostBits = 96;

    private const int Places = 5;
    private const int HeadIndex = 15;
    private const uint IsHeld = 8;

    public static int Capacity => Places;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong HashOf(StatePair entry) => StateHash.Of(entry.First, entry.Rest);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Look(ulong* bucket, StatePair entry)
    {
        var used = CountOf(bucket);
        var alike = Vector512.Equals(Vector512.Load(bucket), Vector512.Create(entry.First)).ExtractMostSignificantBits()
            & ((1u << used) - 1);
        for (; alike != 0; alike &= alike - 1)
        {
            if (Rests(bucket)[BitOperations.TrailingZeroCount(alike)] == entry.Rest)
            {
                return -1;
            }
        }

        return used;
    }

    public static AddOutcome Add(ulong* bucket, int used, StatePair entry)
    {
        ref var head = ref Head(bucket);
        var spin = default(SpinWait);
        while (Interlocked.CompareExchange(ref head, (uint)used | IsHeld, (uint)used) != used)
        {
            spin.SpinOnce(sleep1Threshold: -1);
            used = Look(bucket, entry);
            if (used is < 0 or Places)
            {
                return used < 0 ? AddOutcome.Known : AddOutcome.Undecided;
            }
        }

        bucket[used] = entry.First;
        Rests(bucket)[used] = entry.Rest;
        Volatile.Write(ref head, (uint)used + 1);
        return AddOutcome.Added;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int CountOf(ulong* bucket) => (int)(Volatile.Read(ref Head(bucket)) & ~IsHeld);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int TakeOut(ulong* bucket, StatePair* entries)
    {
        var used = CountOf(bucket);
        for (var i = 0; i < used; i++)
        {
            entries[i] = new StatePair(bucket[i], Rests(bucket)[i]);
        }

        Vector512<ulong>.Zero.Store(bucket);
        return used;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Put(ulong* bucket, int used, StatePair entry)
    {
        bucket[used] = entry.First;
        Rests(bucket)[used] = entry.Rest;
        Head(bucket) = (uint)used + 1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint* Rests(ulong* bucket) => (uint*)(bucket + Places);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref uint Head(ulong* bucket) => ref ((uint*)bucket)[HeadIndex];
}
