// What one worker needs of a shared table: where it is, as long as it does not grow, and the right to add some entries. It
// is a struct, so that what the hot loop reads lies in the worker's own memory.
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using System.Threading;

namespace Explorer.Search.VisitedSets;

internal unsafe struct TableAccess<TEntry>
    where TEntry : struct, ITableEntry
{
    private const int BucketWords = BucketTable<TEntry>.BucketWords;

    private readonly BucketTable<TEntry> _table;
    private ulong* _slots;
    private ulong* _lastBucket;
    private ulong _buckets;
    private long _permits;

    public TableAccess(BucketTable<TEntry> table)
    {
        _table = table;
        Refresh();
    }

    /// <summary>Entries that were added by way of this.</summary>
    public long Count { get; private set; }

    /// <summary>Slots of the whole table.</summary>
    public readonly long Slots => _table.Slots;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly ulong* HomeOf(ulong hash) => _slots + (BucketTable<TEntry>.HomeOf(hash, _buckets) * BucketWords);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Prefetch(ulong hash)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(HomeOf(hash));
        }
    }

    /// <summary>Adds an entry other than zero if it is new, wherever that takes it.</summary>
    /// <returns>Known, Added, or Crowded.</returns>
    public AddOutcome TryAdd(ulong entry, ulong hash)
    {
        for (var bucket = HomeOf(hash); bucket != _lastBucket; bucket += BucketWords)
        {
            var outcome = TryAddTo(bucket, entry);
            if (outcome != AddOutcome.Undecided)
            {
                return outcome;
            }
        }

        return AddOutcome.Crowded;
    }

    /// <summary>The same, but looks at the home bucket only. If that is full and does not have the entry, the next one is
    /// fetched.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public AddOutcome TryAddNear(ulong entry, ulong hash)
    {
        var bucket = HomeOf(hash);
        var outcome = TryAddTo(bucket, entry);
        if (outcome == AddOutcome.Undecided && Sse.IsSupported)
        {
            Sse.Prefetch0(bucket + BucketWords);
        }

        return outcome;
    }

    /// <summary>Adds the entry of zero if it is new.</summary>
    public AddOutcome TryAddZero()
    {
        if (!_table.TryAddZero())
        {
            return AddOutcome.Known;
        }

        Count++;
        return AddOutcome.Added;
    }

    /// <summary>To be called when the table may have grown.</summary>
    public void Refresh()
    {
        _table.ReturnPermits(_permits);
        _slots = _table.Start;
        _lastBucket = _table.LastBucket;
        (_buckets, _permits) = (_table.Buckets, 0);
    }

    /// <inheritdoc cref="IVisitedSet.BeginGrowing"/>
    public void BeginGrowing()
    {
        Refresh();
        _table.BeginGrowing();
    }

    /// <inheritdoc cref="IVisitedSet.Move"/>
    public readonly void Move() => _table.Move();

    /// <inheritdoc cref="IVisitedSet.EndGrowing"/>
    public readonly void EndGrowing() => _table.EndGrowing();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private AddOutcome TryAddTo(ulong* bucket, ulong entry)
    {
        var slots = Vector512.Load(bucket);
        if (Vector512.EqualsAny(slots, Vector512.Create(entry)))
        {
            return AddOutcome.Known;
        }

        var empty = BucketTable<TEntry>.EmptyEntries(slots);
        return empty == 0 ? AddOutcome.Undecided : Add(bucket, BitOperations.TrailingZeroCount(empty), entry);
    }

    // Other workers may be faster, with the same entry or others; slots before the given one have been looked at.
    private AddOutcome Add(ulong* bucket, int slot, ulong entry)
    {
        if (_permits == 0 && (_permits = _table.TakePermits()) == 0)
        {
            return AddOutcome.Crowded;
        }

        for (; slot < BucketWords; slot++)
        {
            var found = Interlocked.CompareExchange(ref bucket[slot], entry, 0);
            if (found == 0)
            {
                _permits--;
                Count++;
                return AddOutcome.Added;
            }

            if (found == entry)
            {
                return AddOutcome.Known;
            }
        }

        return AddOutcome.Undecided;
    }
}
