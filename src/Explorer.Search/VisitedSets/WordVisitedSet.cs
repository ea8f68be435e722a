// The exact set of states of one word: the table holds the states themselves, plus one, so that zero is "empty"; the
// state of all ones, which has no entry of its own, is a flag. One cache line is touched for most states.
using System.Runtime.CompilerServices;

namespace Explorer.Search.VisitedSets;

internal unsafe struct WordVisitedSet : IVisitedSet
{
    private readonly long _limit;
    private SegmentedTable<Place> _table;
    private bool _hasAllOnes;

    /// <param name="limit">Most states that it may hold.</param>
    public WordVisitedSet(long limit, int segmentBits = 8)
    {
        _limit = limit;
        _table = new SegmentedTable<Place>(segmentBits);
    }

    public long Count { get; private set; }

    public readonly long Bytes => _table.Bytes;

    public readonly long Slots => _table.Slots;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly ulong Hash(ulong* state) => StateHash.Of(*state);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Prefetch(ulong hash) => _table.Prefetch(hash);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public AddOutcome TryAdd(ulong* state, ulong hash)
    {
        var entry = *state + 1;
        if (entry == 0)
        {
            return TryAddAllOnes();
        }

        var segment = _table.SegmentOf(hash);
        var slots = segment->Slots;
        var slot = segment->HomeOf(_table.PlaceOf(hash));
        while (slots[slot] != 0)
        {
            if (slots[slot] == entry)
            {
                return AddOutcome.Known;
            }

            slot = slot + 1 == segment->Capacity ? 0 : slot + 1;
        }

        if (Count >= _limit)
        {
            return AddOutcome.Full;
        }

        Count++;
        _table.Fill(segment, slot, entry);
        return AddOutcome.Added;
    }

    public void Dispose() => _table.Dispose();

    private AddOutcome TryAddAllOnes()
    {
        if (_hasAllOnes || Count >= _limit)
        {
            return _hasAllOnes ? AddOutcome.Known : AddOutcome.Full;
        }

        _hasAllOnes = true;
        Count++;
        return AddOutcome.Added;
    }

    private readonly struct Place : IEntryPlace
    {
        public static uint Of(ulong entry, int segmentBits) => (uint)(StateHash.Of(entry - 1) >> (32 - segmentBits));
    }
}
