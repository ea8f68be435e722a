// The exact set of states of one word: the table holds the states themselves, plus one, so that zero is "empty"; the
// state of all ones, which has no entry of its own, is a flag. One cache line is touched for most states.
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Explorer.Search.States;

namespace Explorer.Search.VisitedSets;

internal unsafe struct WordVisitedSet : IVisitedSet
{
    private BucketTable<Entry> _table;
    private bool _hasAllOnes;

    /// <param name="limit">Most states that it may hold.</param>
    /// <param name="capacity">States for which there is room at first.</param>
    public WordVisitedSet(long limit, MemoryBudget budget, int capacity = 1 << 12)
    {
        Limit = limit;
        _table = new BucketTable<Entry>(capacity, budget);
    }

    public long Count { get; private set; }

    public long Limit { get; set; }

    public readonly double ExpectedOmissions => 0;

    public readonly long Slots => _table.Slots;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly ulong Hash(ulong* state) => StateHash.Of(*state);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Prefetch(ulong hash) => _table.Prefetch(hash);

    public AddOutcome TryAdd(ulong* state, ulong hash)
    {
        var bucket = _table.HomeOf(hash);
        AddOutcome outcome;
        while ((outcome = TryAddTo(bucket, *state + 1)) == AddOutcome.Undecided)
        {
            bucket += BucketTable<Entry>.BucketWords;
        }

        return outcome;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public AddOutcome TryAddNear(ulong* state, ulong hash)
    {
        var bucket = _table.HomeOf(hash);
        var outcome = TryAddTo(bucket, *state + 1);
        if (outcome == AddOutcome.Undecided)
        {
            BucketTable<Entry>.PrefetchAfter(bucket);
        }

        return outcome;
    }

    public void Dispose() => _table.Dispose();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private AddOutcome TryAddTo(ulong* bucket, ulong entry)
    {
        if (entry == 0)
        {
            return TryAddAllOnes();
        }

        var slots = Vector512.Load(bucket);
        if (Vector512.EqualsAny(slots, Vector512.Create(entry)))
        {
            return AddOutcome.Known;
        }

        var empty = BucketTable<Entry>.EmptyEntries(slots);
        if (empty == 0)
        {
            return AddOutcome.Undecided;
        }

        if (Count >= Limit)
        {
            return AddOutcome.Full;
        }

        Count++;
        var slot = bucket + BitOperations.TrailingZeroCount(empty);
        *slot = entry;
        _table.NoteAdded(slot);
        return AddOutcome.Added;
    }

    private AddOutcome TryAddAllOnes()
    {
        if (_hasAllOnes || Count >= Limit)
        {
            return _hasAllOnes ? AddOutcome.Known : AddOutcome.Full;
        }

        _hasAllOnes = true;
        Count++;
        return AddOutcome.Added;
    }

    private readonly struct Entry : ITableEntry
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static ulong HashOf(ulong entry) => StateHash.Of(entry - 1);
    }
}
