// The exact set of states of two words of which the highest bit is always zero: the table holds the states themselves,
// the second word first and with its highest bit set, so that an entry is never "empty". One cache line is touched for
// most states. Compared with an arena and a table of indices it takes about as much memory, and half the cache misses.
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Explorer.Search.VisitedSets;

internal unsafe struct PairVisitedSet : IVisitedSet
{
    /// <summary>The longest states that it can hold, in bits.</summary>
    public const int MostBits = 127;

    private const ulong Mark = 1UL << 63;

    private readonly long _limit;
    private BucketTable<Entry> _table;

    /// <param name="limit">Most states that it may hold.</param>
    /// <param name="capacity">States for which there is room at first.</param>
    public PairVisitedSet(long limit, MemoryBudget budget, int capacity = 1 << 12)
    {
        _limit = limit;
        _table = new BucketTable<Entry>(capacity, budget);
    }

    public long Count { get; private set; }

    public readonly long Slots => _table.Slots;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly ulong Hash(ulong* state) => StateHash.Of(state[0], state[1]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Prefetch(ulong hash) => _table.Prefetch(hash);

    public AddOutcome TryAdd(ulong* state, ulong hash)
    {
        var bucket = _table.HomeOf(hash);
        AddOutcome outcome;
        while ((outcome = TryAddTo(bucket, state)) == AddOutcome.Undecided)
        {
            bucket += BucketTable<Entry>.BucketWords;
        }

        return outcome;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public AddOutcome TryAddNear(ulong* state, ulong hash)
    {
        var bucket = _table.HomeOf(hash);
        var outcome = TryAddTo(bucket, state);
        if (outcome == AddOutcome.Undecided)
        {
            BucketTable<Entry>.PrefetchAfter(bucket);
        }

        return outcome;
    }

    public void Dispose() => _table.Dispose();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private AddOutcome TryAddTo(ulong* bucket, ulong* state)
    {
        var first = state[1] | Mark;
        var slots = Vector512.Load(bucket);
        var alike = Vector512.Equals(slots, Vector512.Create(first)).ExtractMostSignificantBits() &
            (Vector512.Equals(slots, Vector512.Create(state[0])).ExtractMostSignificantBits() >> 1) & 0x55;
        if (alike != 0)
        {
            return AddOutcome.Known;
        }

        var empty = BucketTable<Entry>.EmptyEntries(slots);
        if (empty == 0)
        {
            return AddOutcome.Undecided;
        }

        if (Count >= _limit)
        {
            return AddOutcome.Full;
        }

        Count++;
        var slot = bucket + BitOperations.TrailingZeroCount(empty);
        slot[0] = first;
        slot[1] = state[0];
        _table.NoteAdded(slot);
        return AddOutcome.Added;
    }

    private readonly struct Entry : ITableEntry
    {
        public static int Words => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static ulong HashOf(ulong* entry) => StateHash.Of(entry[1], entry[0] & ~Mark);
    }
}
