// An open-addressing table of entries in buckets of one cache line (IBucket). An entry's home bucket is
// place * buckets / 2^32, its place being the top 32 bits of its hash (the reduction is Daniel Lemire's, "Fast random
// integer generation in an interval", 2019); if that is full the entry is in the next bucket that was not. A few buckets
// more than the homes stand at the end, so that nothing wraps around; the last of them is empty.
//
// All workers of a search add to it at once, each by a TableAccess of its own (Alfons Laarman, Jaco van de Pol, Michael
// Weber, "Boosting multi-core reachability performance with shared hash tables", 2010); an entry never changes or goes away.
//
// The number of buckets need not be a power of two, and homes keep the order of places. So when three
// quarters are used the table grows by a part of itself (half while it is small, then a quarter), in place (TableGrowth).
// Growing needs no second table, and reads and writes in order; nobody may use the table meanwhile.
using System;
using System.Runtime.CompilerServices;
using System.Threading;

namespace Explorer.Search.VisitedSets;

internal sealed unsafe class BucketTable<TBucket, TEntry> : IDisposable
    where TBucket : struct, IBucket<TEntry>
    where TEntry : unmanaged
{
    /// <summary>Words in a bucket.</summary>
    public const int BucketWords = 8;

    private const int SpareBuckets = 32;
    private const long SmallestBuckets = 32;
    private const long LargeTable = 32 << 20;

    // Workers take the right to add entries in shares, so that they seldom meet.
    private const long LargestShare = 1024;
    private const long SharesOfFree = 64;

    private readonly GrowableMemory _memory;
    private readonly MemoryBudget _budget;
    private TableGrowth<TBucket, TEntry>? _growth;
    private long _free;
    private int _hasZero;

    /// <param name="capacity">Entries for which there is room at first.</param>
    public BucketTable(MemoryBudget budget, int capacity)
    {
        _budget = budget;
        var buckets = Math.Max(SmallestBuckets, (long)capacity / TBucket.Capacity);
        Buckets = (ulong)buckets;
        _free = CapacityOf(buckets);
        _memory = GrowableMemory.OfSize(BytesOf(buckets + SpareBuckets), budget);
        TakeMemory();
    }

    /// <summary>The first slot. It may move when the table grows.</summary>
    public ulong* Start { get; private set; }

    /// <summary>The bucket that stays empty, for a probe to end there.</summary>
    public ulong* LastBucket { get; private set; }

    /// <summary>Home buckets.</summary>
    public ulong Buckets { get; private set; }

    /// <summary>Slots of all home buckets.</summary>
    public long Slots => (long)Buckets * TBucket.Capacity;

    /// <summary>Size of all home buckets.</summary>
    public long Bytes => BytesOf((long)Buckets);

    /// <summary>The number of a hash's home bucket.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong HomeOf(ulong hash, ulong buckets) => (hash >> 32) * buckets >> 32;

    /// <summary>The home bucket of a hash.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong* HomeOf(ulong hash) => Start + (HomeOf(hash, Buckets) * BucketWords);

    /// <summary>Takes the right to add one entry, of a table that nobody else uses.</summary>
    /// <returns>False: the table has to grow first.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TakePermit() => _free > 0 && --_free >= 0;

    /// <summary>Takes the right to add some entries.</summary>
    /// <returns>How many; 0 if the table has to grow first.</returns>
    public long TakePermits()
    {
        while (true)
        {
            var free = Volatile.Read(ref _free);
            var share = Math.Min(free, Math.Clamp(free / SharesOfFree, 1, LargestShare));
            if (share <= 0)
            {
                return 0;
            }

            if (Interlocked.CompareExchange(ref _free, free - share, free) == free)
            {
                return share;
            }
        }
    }

    /// <summary>Gives back rights that were not used.</summary>
    public void ReturnPermits(long permits) => Interlocked.Add(ref _free, permits);

    /// <summary>Adds the entry of zero, which has no slot.</summary>
    /// <returns>Whether it is new.</returns>
    public bool TryAddZero() => Interlocked.Exchange(ref _hasZero, 1) == 0;

    /// <summary>Begins to make room for more entries, or at the end of the table if it is there that none is left. Until
    /// <see cref="EndGrowing"/> nobody may use the table.</summary>
    /// <exception cref="OutOfMemoryException">There is no more memory, or the budget does not allow it; the table cannot be
    /// used any more.</exception>
    public void BeginGrowing()
    {
        if (_free > 0)
        {
            AddSpareBuckets();
            return;
        }

        var (old, buckets) = (Buckets, (LastBucket - Start) / BucketWords);
        var more = MoreBuckets((long)old);
        _memory.Grow(_memory.Bytes + BytesOf(more));
        Buckets += (ulong)more;
        _free += CapacityOf((long)Buckets) - CapacityOf((long)old);
        TakeMemory();
        _growth = new TableGrowth<TBucket, TEntry>(Start, buckets, old, Buckets);
    }

    /// <summary>Moves a share of the entries. Several workers may do so at once.</summary>
    public void Move() => _growth?.Move();

    /// <summary>Ends growing, when all have moved their share.</summary>
    /// <exception cref="OutOfMemoryException">As for <see cref="BeginGrowing"/>.</exception>
    public void EndGrowing()
    {
        if (_growth is not null)
        {
            foreach (var entry in _growth.Left)
            {
                Insert(entry);
            }

            _growth = null;
        }
    }

    /// <summary>Lets a table grow that nobody else uses.</summary>
    /// <exception cref="OutOfMemoryException">As for <see cref="BeginGrowing"/>.</exception>
    public void Grow()
    {
        BeginGrowing();
        Move();
        EndGrowing();
    }

    /// <summary>Empties all buckets; the capacity stays.</summary>
    public void Clear()
    {
        new Span<ulong>(Start, (int)(LastBucket - Start) + BucketWords).Clear();
        _free = CapacityOf((long)Buckets);
        _hasZero = 0;
    }

    public void Dispose() => _memory.Dispose();

    private static long CapacityOf(long buckets) => buckets * TBucket.Capacity * 3 / 4;

    private static long BytesOf(long buckets) => buckets * BucketWords * sizeof(ulong);

    private void TakeMemory()
    {
        Start = (ulong*)_memory.Start;
        LastBucket = Start + (_memory.Bytes / sizeof(ulong)) - BucketWords;
    }

    /// <summary>By how many buckets to grow: half of what there is, or a quarter if that is much, or what the budget allows if
    /// that is less.</summary>
    private long MoreBuckets(long old)
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

    /// <summary>Writes an entry to the first empty place of its home bucket or of those after it.</summary>
    private void Insert(TEntry entry)
    {
        var bucket = HomeOf(TBucket.HashOf(entry));
        int used;
        while ((used = TBucket.CountOf(bucket)) == TBucket.Capacity)
        {
            bucket += BucketWords;
        }

        TBucket.Put(bucket, used, entry);
        if (bucket == LastBucket)
        {
            AddSpareBuckets();
        }
    }
}
