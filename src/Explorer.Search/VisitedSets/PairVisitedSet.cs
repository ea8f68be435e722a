// The exact set of states of two words of which at most 96 bits are used: the table holds the states themselves. One cache
// line is touched for most states, as with states of one word; a tree (StateTree) would take less memory and twice the time.
using System.Runtime.CompilerServices;
using Explorer.Search.States;

namespace Explorer.Search.VisitedSets;

/// <param name="table">The one that all workers share.</param>
internal unsafe struct PairVisitedSet(BucketTable<PairBucket, StatePair> table) : IVisitedSet
{
    private TableAccess<PairBucket, StatePair> _table = new(table);

    public readonly long Count => _table.Count;

    public readonly double ExpectedOmissions => 0;

    public readonly long Slots => _table.Slots;

    public readonly long Bytes => _table.Bytes;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly ulong Hash(ulong* state) => StateHash.Of(state[0], state[1]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Prefetch(ulong hash) => _table.Prefetch(hash);

    public AddOutcome TryAdd(ulong* state, ulong hash) => _table.TryAdd(EntryOf(state), hash);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public AddOutcome TryAddNear(ulong* state, ulong hash) => _table.TryAddNear(EntryOf(state), hash);

    public void BeginGrowing() => _table.BeginGrowing();

    public readonly void Move() => _table.Move();

    public readonly void EndGrowing() => _table.EndGrowing();

    public void Refresh() => _table.Refresh();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static StatePair EntryOf(ulong* state) => new(state[0], (uint)state[1]);
}
