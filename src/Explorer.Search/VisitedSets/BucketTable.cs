// An open-addressing table of 64-bit entries (zero: empty) in buckets of one cache line, eight entries each, which are
// compared all at once. An entry's home bucket is place * buckets / 2^32, its place being the top 32 bits of its hash
// (the reduction is Daniel Lemire's, "Fast random integer generation in an interval", 2019); if that is full the entry
// is in the next bucket that was not. A few buckets more than the homes stand at the end, so that nothing wraps around;
// the last of them always has an empty slot.
//
// The number of buckets need not be a power of two, and homes keep the order of places. So the table grows by a part of
// itself, in place: from the last bucket back, each run of full buckets with what follows is taken out and put where it
// now belongs, which is never before where it was. Growing needs no second table, and reads and writes in order.
// Nothing is ever removed. Not thread safe.
using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Explorer.Search.VisitedSets;

/// <summary>Tells the place of an entry, for growing.</summary>
internal interface IEntryPlace
{
    /// <summary>The top 32 bits of the entry's hash.</summary>
    static abstract uint Of(ulong entry);
}

internal unsafe struct BucketTable<TPlace> : IDisposable
    where TPlace : struct, IEntryPlace
{
    /// <summary>Entries in a bucket.</summary>
    public const int BucketSize = 8;

    private const int SpareBuckets = 32;
    private const uint SmallestBuckets = 32;
    private const uint QuickGrowthBuckets = 1 << 17;

    private readonly GrowableMemory _memory;
    private ulong* _slots;
    private ulong* _lastBucket;
    private uint _buckets;
    private long _free;
    private ulong[] _run = new ulong[64];

    public BucketTable(int capacity)
    {
        _buckets = Math.Max(SmallestBuckets, (uint)capacity / BucketSize);
        _free = CapacityOf(_buckets);
        _memory = GrowableMemory.OfSize(BytesOf(_buckets + SpareBuckets));
        TakeMemory();
    }

    /// <summary>Slots of all buckets.</summary>
    public readonly long Slots => (long)_buckets * BucketSize;

    public readonly long Bytes => _memory.Bytes;

    /// <summary>First slot of the home bucket of the hash.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly ulong* HomeOf(ulong hash) => _slots + (((hash >> 32) * _buckets >> 32) * BucketSize);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Prefetch(ulong hash)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(HomeOf(hash));
        }
    }

    /// <summary>Bit i: slot i of the bucket is empty.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint EmptySlots(Vector512<ulong> bucket) =>
        (uint)Vector512.Equals(bucket, Vector512<ulong>.Zero).ExtractMostSignificantBits();

    /// <summary>Writes an entry to an empty slot, and lets the table grow if it is now too full.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Fill(ulong* slot, ulong entry)
    {
        *slot = entry;
        if (--_free <= 0 || slot >= _lastBucket)
        {
            Grow();
        }
    }

    /// <summary>Empties all buckets; the capacity stays.</summary>
    public void Clear()
    {
        new Span<ulong>(_slots, (int)(_lastBucket - _slots) + BucketSize).Clear();
        _free = CapacityOf(_buckets);
    }

    public readonly void Dispose() => _memory?.Dispose();

    private static long CapacityOf(uint buckets) => (long)buckets * BucketSize / 4 * 3;

    private static long BytesOf(long buckets) => buckets * BucketSize * sizeof(ulong);

    private void TakeMemory()
    {
        _slots = (ulong*)_memory.Start;
        _lastBucket = _slots + (_memory.Bytes / sizeof(ulong)) - BucketSize;
    }

    private void Grow()
    {
        var bucket = (_lastBucket - _slots) / BucketSize;
        if (_free > 0)
        {
            // Not full, but the end is reached: room at the end is all that is needed.
            _memory.Grow(_memory.Bytes + BytesOf(SpareBuckets));
            TakeMemory();
            return;
        }

        var buckets = _buckets + (_buckets < QuickGrowthBuckets ? _buckets / 2 : _buckets / 4);
        _memory.Grow(BytesOf(buckets + SpareBuckets + (bucket + 1 - _buckets - SpareBuckets)));
        _free = CapacityOf(buckets) - CapacityOf(_buckets);
        _buckets = buckets;
        TakeMemory();
        while (bucket >= 0)
        {
            bucket = MoveRun(bucket) - 1;
        }
    }

    /// <summary>Moves the entries of the run of buckets that ends with the given one.</summary>
    /// <returns>The run's first bucket.</returns>
    private long MoveRun(long last)
    {
        var first = last;
        while (first > 0 && _slots[((first - 1) * BucketSize) + BucketSize - 1] != 0)
        {
            first--;
        }

        var source = new Span<ulong>(_slots + (first * BucketSize), (int)(last + 1 - first) * BucketSize);
        if (source.Length > _run.Length)
        {
            _run = new ulong[source.Length * 2];
        }

        source.CopyTo(_run);
        source.Clear();
        for (var i = 0; i < source.Length; i++)
        {
            if (_run[i] != 0)
            {
                Insert(_run[i]);
            }
        }

        return first;
    }

    private void Insert(ulong entry)
    {
        var bucket = HomeOf((ulong)TPlace.Of(entry) << 32);
        uint empty;
        while ((empty = EmptySlots(Vector512.Load(bucket))) == 0)
        {
            bucket += BucketSize;
        }

        bucket[BitOperations.TrailingZeroCount(empty)] = entry;
        if (bucket >= _lastBucket)
        {
            _memory.Grow(_memory.Bytes + BytesOf(SpareBuckets));
            TakeMemory();
        }
    }
}
