// The exact set of states of one word: the table holds the states themselves, plus one, so that zero is "empty"; the
// state of all ones has no slot. One cache line is touched for most states.
using System.Runtime.CompilerServices;
using Explorer.Search.States;

namespace Explorer.Search.VisitedSets;

/// <param name="table">The one that all workers share.</param>
internal unsafe struct WordVisitedSet(BucketTable<WordBucket<WordVisitedSet.Entry>, ulong> table) : IVisitedSet
{
    private TableAccess<WordBucket<Entry>, ulong> _table = new(table);

    public readonly long Count => _table.Count;

    public readonly double ExpectedOmissions => 0;

    public readonly long Slots => _table.Slots;

    public readonly long Bytes => _table.Bytes;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly ulong Hash(ulong* state) => StateHash.Of(*state);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Prefetch(ulong hash) => _table.Prefetch(hash);

    public AddOutcome TryAdd(ulong* state, ulong hash)
    {
        var entry = *state + 1;
        return entry == 0 ? _table.TryAddZero() : _table.TryAdd(entry, hash);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public AddOutcome TryAddNear(ulong* state, ulong hash)
    {
        var entry = *state + 1;
        return entry == 0 ? _table.TryAddZero() : _table.TryAddNear(entry, hash);
    }

    public void BeginGrowing() => _table.BeginGrowing();

    public readonly void Move() => _table.Move();

    public readonly void EndGrowing() => _table.EndGrowing();

    public void Refresh() => _table.Refresh();

    internal readonly struct Entry : ITableEntry
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static ulong HashOf(ulong entry) => StateHash.Of(entry - 1);
    }
}
