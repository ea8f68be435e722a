// What one worker needs of a shared table: where it is, as long as it does not grow, and the right to add some entries. It
// is a struct, so that what the hot loop reads lies in the worker's own memory.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Explorer.Search.VisitedSets;

internal unsafe struct TableAccess<TBucket, TEntry>
    where TBucket : struct, IBucket<TEntry>
    where TEntry : unmanaged
{
    private const int BucketWords = BucketTable<TBucket, TEntry>.BucketWords;

    private readonly BucketTable<TBucket, TEntry> _table;
    private ulong* _slots;
    private ulong* _lastBucket;
    private ulong _buckets;
    private long _permits;

    public TableAccess(BucketTable<TBucket, TEntry> table)
    {
        _table = table;
        Refresh();
    }

    /// <summary>Entries that were added by way of this.</summary>
    public long Count { get; private set; }

    /// <summary>Slots of the whole table.</summary>
    public readonly long Slots => _table.Slots;

    /// <summary>Size of the whole table.</summary>
    public readonly long Bytes => _table.Bytes;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly ulong* HomeOf(ulong hash) => _slots + (BucketTable<TBucket, TEntry>.HomeOf(hash, _buckets) * BucketWords);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Prefetch(ulong hash)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(HomeOf(hash));
        }
    }

    /// <summary>Adds an entry if it is new, wherever that takes it.</summary>
    /// <returns>Known, Added, or Crowded.</returns>
    public AddOutcome TryAdd(TEntry entry, ulong hash)
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
    public AddOutcome TryAddNear(TEntry entry, ulong hash)
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
    private AddOutcome TryAddTo(ulong* bucket, TEntry entry)
    {
        var used = TBucket.Look(bucket, entry);
        return used < 0 ? AddOutcome.Known
            : used == TBucket.Capacity ? AddOutcome.Undecided
            : Add(bucket, used, entry);
    }

    private AddOutcome Add(ulong* bucket, int used, TEntry entry)
    {
        if (_permits == 0 && (_permits = _table.TakePermits()) == 0)
        {
            return AddOutcome.Crowded;
        }

        var outcome = TBucket.Add(bucket, used, entry);
        if (outcome == AddOutcome.Added)
        {
            _permits--;
            Count++;
        }

        return outcome;
    }
}
