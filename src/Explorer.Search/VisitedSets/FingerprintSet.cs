// A set of fingerprints: of each state the table holds 63 bits of a hash, whatever the state's length (Wolper and Leroy,
// "Reliable hashing without collision detection", 1993: hash compaction; TLC keeps its states like this). A new state
// whose fingerprint is there already is taken for a known one, and what only it leads to is never seen. For n states the
// probability that this happens at all is at most n * (n - 1) / 2^64 if the hash is as good as a random one, which a
// chain of invertible mixing steps over all words is, as far as states of models go; it does not resist an adversary.
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Explorer.Search.States;

namespace Explorer.Search.VisitedSets;

internal unsafe struct FingerprintSet<TLength> : IVisitedSet
    where TLength : struct, IStateLength
{
    private readonly TLength _length;
    private BucketTable<Entry> _table;

    /// <param name="limit">Most states that it may hold.</param>
    /// <param name="capacity">States for which there is room at first.</param>
    public FingerprintSet(TLength length, long limit, MemoryBudget budget, int capacity = 1 << 12)
    {
        _length = length;
        Limit = limit;
        _table = new BucketTable<Entry>(capacity, budget);
    }

    public long Count { get; private set; }

    public long Limit { get; set; }

    public readonly long Slots => _table.Slots;

    public readonly double ExpectedOmissions => 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly ulong Hash(ulong* item) => Fingerprint.Of(item, _length);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Prefetch(ulong hash) => _table.Prefetch(hash);

    public AddOutcome TryAdd(ulong* item, ulong hash)
    {
        var bucket = _table.HomeOf(hash);
        AddOutcome outcome;
        while ((outcome = TryAddTo(bucket, hash | 1)) == AddOutcome.Undecided)
        {
            bucket += BucketTable<Entry>.BucketWords;
        }

        return outcome;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public AddOutcome TryAddNear(ulong* item, ulong hash)
    {
        var bucket = _table.HomeOf(hash);
        var outcome = TryAddTo(bucket, hash | 1);
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

    private readonly struct Entry : ITableEntry
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static ulong HashOf(ulong entry) => entry;
    }
}
