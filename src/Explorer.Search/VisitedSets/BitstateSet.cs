// Bit-state hashing (Gerard Holzmann, "An improved protocol reachability analysis technique", 1988): a state is three
// bits of a large array. A state whose bits are all set is taken for known, so states may be missed, and the more the
// fuller the array is. The three bits are in one cache line, which costs one memory access and a little precision (Putze,
// Sanders, Singler, "Cache-, hash- and space-efficient Bloom filters", 2007). The array does not grow: what is set in a
// small one cannot be moved to a larger one.
using System;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using Explorer.Search.States;

namespace Explorer.Search.VisitedSets;

internal unsafe struct BitstateSet<TLength> : IVisitedSet
    where TLength : struct, IStateLength
{
    private const int LineWords = 8;
    private const int BitsPerState = 3;

    private readonly TLength _length;
    private readonly GrowableMemory _memory;
    private readonly ulong* _lines;
    private readonly ulong _lineCount;
    private long _bitsSet;

    /// <param name="limit">Most states that it may count.</param>
    /// <param name="bytes">Size of the array.</param>
    public BitstateSet(TLength length, long limit, MemoryBudget budget, long bytes)
    {
        _length = length;
        Limit = limit;
        _lineCount = (ulong)Math.Max(1, bytes / (LineWords * sizeof(ulong)));
        _memory = GrowableMemory.OfSize((long)_lineCount * LineWords * sizeof(ulong), budget);
        _lines = (ulong*)_memory.Start;
    }

    public long Count { get; private set; }

    public long Limit { get; set; }

    public readonly long Slots => (long)_lineCount * LineWords * 64 / BitsPerState;

    /// <summary>The chance of a new state to be taken for a known one, added up over all that were added.</summary>
    public double ExpectedOmissions { get; private set; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly ulong Hash(ulong* item) => Fingerprint.Of(item, _length);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Prefetch(ulong hash)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(LineOf(hash));
        }
    }

    public AddOutcome TryAdd(ulong* item, ulong hash)
    {
        var line = LineOf(hash);
        // Bit 0 of the hash is not the set's; the top 32 have chosen the line.
        var unset = (line[WordOf(hash >> 1)] >> BitOf(hash >> 1) & line[WordOf(hash >> 10)] >> BitOf(hash >> 10)
            & line[WordOf(hash >> 19)] >> BitOf(hash >> 19) & 1) == 0;
        if (!unset)
        {
            return AddOutcome.Known;
        }

        if (Count >= Limit)
        {
            return AddOutcome.Full;
        }

        Count++;
        var fill = (double)_bitsSet / ((double)_lineCount * LineWords * 64);
        ExpectedOmissions += fill * fill * fill;
        _bitsSet += Mark(line, hash >> 1) + Mark(line, hash >> 10) + Mark(line, hash >> 19);
        return AddOutcome.Added;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public AddOutcome TryAddNear(ulong* item, ulong hash) => TryAdd(item, hash);

    public readonly void Dispose() => _memory?.Dispose();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly ulong* LineOf(ulong hash) => _lines + (Math.BigMul(hash >> 32 << 32, _lineCount, out _) * LineWords);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong WordOf(ulong bits) => bits >> 6 & 7;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int BitOf(ulong bits) => (int)(bits & 63);

    /// <summary>Sets one bit of a line.</summary>
    /// <returns>1 if it was not set.</returns>
    private static int Mark(ulong* line, ulong bits)
    {
        var (word, bit) = ((int)WordOf(bits), 1UL << BitOf(bits));
        var isNew = (line[word] & bit) == 0 ? 1 : 0;
        line[word] |= bit;
        return isNew;
    }
}
