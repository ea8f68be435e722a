// Moves the entries of a table that has got more home buckets to where they now belong, in place. Homes keep the order of
// places, so a segment of neighbouring buckets goes to a range of its own, which is not before where it was. Segments are
// taken out from the last to the first, by as many workers as there are; each waits until its range has been taken out as
// well, and then fills it without looking at it, with nothing but a count for each bucket. Entries near the ends of
// a range, where those of another may be, are left for the end, when one worker puts them in.
using System;
using System.Runtime.CompilerServices;
using System.Threading;

namespace Explorer.Search.VisitedSets;

internal sealed unsafe class TableGrowth<TBucket, TEntry>
    where TBucket : struct, IBucket<TEntry>
    where TEntry : unmanaged
{
    // 64 KiB: what is taken out stays in the processor's own caches.
    private const int SegmentBuckets = 1 << 10;
    private const int BucketWords = BucketTable<TBucket, TEntry>.BucketWords;

    private readonly Lock _lock = new();
    private readonly ulong* _start;
    private readonly long _buckets;
    private readonly ulong _oldHomes;
    private readonly ulong _newHomes;
    private readonly bool[] _isTakenOut;
    private TEntry[] _left = [];
    private int _leftCount;
    private int _unclaimed;

    /// <param name="start">The table's first slot.</param>
    /// <param name="buckets">Buckets in which there may be entries.</param>
    /// <param name="newHomes">Home buckets that it has now, at most twice as many as before.</param>
    public TableGrowth(ulong* start, long buckets, ulong oldHomes, ulong newHomes)
    {
        _start = start;
        (_buckets, _oldHomes, _newHomes) = (buckets, oldHomes, newHomes);
        _unclaimed = (int)((buckets + SegmentBuckets - 1) / SegmentBuckets);
        _isTakenOut = new bool[_unclaimed];
    }

    /// <summary>The entries that are still to be put in, once all workers have returned from <see cref="Move"/>.</summary>
    public ReadOnlySpan<TEntry> Left => new(_left, 0, _leftCount);

    /// <summary>Moves segments until none is left that nobody has claimed. Several workers may do so at once.</summary>
    [SkipLocalsInit]
    public void Move()
    {
        var entries = stackalloc TEntry[SegmentBuckets * TBucket.Capacity];
        var counts = stackalloc byte[2 * SegmentBuckets];
        for (int segment; (segment = Interlocked.Decrement(ref _unclaimed)) >= 0;)
        {
            var count = TakeOut(segment, entries);
            Volatile.Write(ref _isTakenOut[segment], true);
            var (first, length) = RangeOf(segment);
            AwaitRange(segment, first + length);
            new Span<byte>(counts, length).Clear();
            KeepLeft(entries, PutIn(entries, count, (ulong)first, (ulong)length, counts));
        }
    }

    /// <summary>The buckets that nobody but the segment's worker writes to.</summary>
    private (long First, int Length) RangeOf(int segment)
    {
        var first = NewHomeOf((long)segment * SegmentBuckets) + 1;
        var end = NewHomeOf(Math.Min(((long)segment + 1) * SegmentBuckets, (long)_oldHomes)) - 1;
        return (first, (int)Math.Max(0, end - first));
    }

    private long NewHomeOf(long oldHome) => (long)((UInt128)(ulong)oldHome * _newHomes / _oldHomes);

    private int TakeOut(int segment, TEntry* entries)
    {
        var first = (long)segment * SegmentBuckets;
        var bucket = _start + (first * BucketWords);
        var end = bucket + (Math.Min(SegmentBuckets, _buckets - first) * BucketWords);
        var count = 0;
        for (; bucket < end; bucket += BucketWords)
        {
            count += TBucket.TakeOut(bucket, entries + count);
        }

        return count;
    }

    // Segments are claimed in order and taken out at once, so none of those that the range reaches into is far behind.
    private void AwaitRange(int segment, long end)
    {
        var last = Math.Min((end - 1) / SegmentBuckets, _isTakenOut.Length - 1);
        for (var other = segment + 1; other <= last; other++)
        {
            var spin = default(SpinWait);
            while (!Volatile.Read(ref _isTakenOut[other]))
            {
                spin.SpinOnce(sleep1Threshold: -1);
            }
        }
    }

    /// <returns>How many entries could not be put in; these are now the first.</returns>
    private int PutIn(TEntry* entries, int count, ulong first, ulong length, byte* counts)
    {
        var range = _start + (first * BucketWords);
        var (homes, left) = (_newHomes, 0);
        for (var i = 0; i < count; i++)
        {
            var entry = entries[i];
            var bucket = BucketTable<TBucket, TEntry>.HomeOf(TBucket.HashOf(entry), homes) - first;
            while (bucket < length && counts[bucket] == TBucket.Capacity)
            {
                bucket++;
            }

            if (bucket < length)
            {
                TBucket.Put(range + (bucket * BucketWords), counts[bucket]++, entry);
            }
            else
            {
                entries[left++] = entry;
            }
        }

        return left;
    }

    private void KeepLeft(TEntry* entries, int count)
    {
        lock (_lock)
        {
            if (_leftCount + count > _left.Length)
            {
                Array.Resize(ref _left, (_leftCount + count) * 2);
            }

            new ReadOnlySpan<TEntry>(entries, count).CopyTo(_left.AsSpan(_leftCount));
            _leftCount += count;
        }
    }
}
