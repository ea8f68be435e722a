// An open-addressing table of entries of one word in buckets of one cache line, which are compared all at once. An entry
// of zero is empty. An entry's home bucket is place * buckets / 2^32, its place being the top
// 32 bits of its hash (the reduction is Daniel Lemire's, "Fast random integer generation in an interval", 2019); if that
// is full the entry is in the next bucket that was not. A few buckets more than the homes stand at the end, so that
// nothing wraps around; the last of them always has an empty slot.
//
// The number of buckets need not be a power of two, and homes keep the order of places. So when three
// quarters are used the table grows by a part of itself (half while it is small, then a quarter), in place: from the last bucket
// back, each run of full buckets with what follows is taken out and put where it now belongs, which is never before
// where it was. Growing needs no second table, and reads and writes in order.
// Nothing is ever removed. Not thread safe.
using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Explorer.Search.VisitedSets;

/// <summary>What a table must know of its entries in order to grow.</summary>
internal interface ITableEntry
{
    /// <summary>The hash of what the entry stands for; its top 32 bits suffice.</summary>
    static abstract ulong HashOf(ulong entry);
}

internal unsafe struct BucketTable<TEntry> : IDisposable
    where TEntry : struct, ITableEntry
{
    /// <summary>Words in a bucket.</summary>
    public const int BucketWords = 8;

    private const int SpareBuckets = 32;
    private const long SmallestBuckets = 32;
    private const long LargeTable = 32 << 20;

    private readonly GrowableMemory _memory;
    private readonly MemoryBudget _budget;
    private ulong* _slots;
    private ulong* _lastBucket;
    private ulong _buckets;
    private long _free;
    private ulong[] _run = new ulong[64];

    /// <param name="capacity">Entries for which there is room at first.</param>
    public BucketTable(int capacity, MemoryBudget budget)
    {
        _budget = budget;
        var buckets = Math.Max(SmallestBuckets, (long)capacity / BucketWords);
        _buckets = (ulong)buckets;
        _free = CapacityOf(buckets);
        _memory = GrowableMemory.OfSize(BytesOf(buckets + SpareBuckets), budget);
        TakeMemory();
    }

    /// <summary>Slots of all buckets.</summary>
    public readonly long Slots => (long)_buckets * BucketWords;

    /// <summary>The home bucket of a hash.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly ulong* HomeOf(ulong hash) => _slots + (((hash >> 32) * _buckets >> 32) * BucketWords);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Prefetch(ulong hash)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(HomeOf(hash));
        }
    }

    /// <summary>Asks the processor to fetch the bucket after the given one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void PrefetchAfter(ulong* bucket)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(bucket + BucketWords);
        }
    }

    /// <summary>Bit i: word i of the bucket is an empty entry.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint EmptyEntries(Vector512<ulong> bucket) =>
        (uint)Vector512.Equals(bucket, Vector512<ulong>.Zero).ExtractMostSignificantBits();

    /// <summary>To be called when an empty entry has been written to: lets the table grow if it is now too full.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void NoteAdded(ulong* entry)
    {
        if (--_free <= 0 || entry >= _lastBucket)
        {
            Grow();
        }
    }

    /// <summary>Empties all buckets; the capacity stays.</summary>
    public void Clear()
    {
        new Span<ulong>(_slots, (int)(_lastBucket - _slots) + BucketWords).Clear();
        _free = CapacityOf((long)_buckets);
    }

    public readonly void Dispose() => _memory?.Dispose();

    private static long CapacityOf(long buckets) => buckets * BucketWords / 4 * 3;

    private static long BytesOf(long buckets) => buckets * BucketWords * sizeof(ulong);

    private void TakeMemory()
    {
        _slots = (ulong*)_memory.Start;
        _lastBucket = _slots + (_memory.Bytes / sizeof(ulong)) - BucketWords;
    }

    private void Grow()
    {
        if (_free > 0)
        {
            AddSpareBuckets();
            return;
        }

        var old = (long)_buckets;
        var more = MoreBuckets(old);
        var bucket = (_lastBucket - _slots) / BucketWords;
        _memory.Grow(_memory.Bytes + BytesOf(more));
        _free = CapacityOf(old + more) - CapacityOf(old);
        _buckets = (ulong)(old + more);
        TakeMemory();
        while (bucket >= 0)
        {
            bucket = MoveRun(bucket) - 1;
        }
    }

    /// <summary>By how many buckets to grow: half of what there is, or a quarter if that is much, or what the budget allows if
    /// that is less.</summary>
    private readonly long MoreBuckets(long old)
    {
        var more = _memory.Bytes < LargeTable ? old / 2 : old / 4;
        while (more > old / 32 && !_budget.Allows(BytesOf(more)))
        {
            more /= 2;
        }

        return more;
    }

    private void AddSpareBuckets()
    {
        _memory.Grow(_memory.Bytes + BytesOf(SpareBuckets));
        TakeMemory();
    }

    /// <summary>Moves the entries of the run of buckets that ends with the given one.</summary>
    /// <returns>The run's first bucket.</returns>
    private long MoveRun(long last)
    {
        var first = last;
        while (first > 0 && _slots[(first * BucketWords) - 1] != 0)
        {
            first--;
        }

        var words = (int)(last + 1 - first) * BucketWords;
        if (words > _run.Length)
        {
            _run = new ulong[words * 2];
        }

        fixed (ulong* run = _run)
        {
            TakeRun(_slots + (first * BucketWords), run, words);
            for (var entry = run; entry < run + words; entry++)
            {
                if (*entry != 0)
                {
                    Insert(*entry);
                }
            }
        }

        return first;
    }

    private static void TakeRun(ulong* source, ulong* run, int words)
    {
        for (var i = 0; i < words; i += BucketWords)
        {
            Vector512.Load(source + i).Store(run + i);
            Vector512<ulong>.Zero.Store(source + i);
        }
    }

    /// <summary>Writes an entry to the first empty place of its home bucket or of those after it. The entries are looked
    /// at one by one: what was written a moment ago cannot be read as part of a longer vector without a stall.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Insert(ulong entry)
    {
        var slot = HomeOf(TEntry.HashOf(entry));
        while (*slot != 0)
        {
            slot++;
        }

        *slot = entry;
        if (slot >= _lastBucket)
        {
            AddSpareBuckets();
        }
    }
}
