// The exact set of states of any length: the states stand in an arena in the order in which they were added, and the
// table holds for each its index plus one (low 32 bits) under its place (high 32 bits, see SegmentedTable). A place
// that differs tells two states apart without a look into the arena; one that agrees is settled by comparing words.
// Rumur keeps hash bits in the unused bits of its pointers for the same reason (Smith, Rumur, resources/header.c).
// It does not hold more than 2^32 - 2 states: then it is full.
using System;
using System.Runtime.CompilerServices;

namespace Explorer.Search.VisitedSets;

internal unsafe struct ArenaVisitedSet : IVisitedSet
{
    /// <summary>Most states that the indices can tell apart.</summary>
    public const long MostStates = uint.MaxValue - 1L;

    private readonly long _limit;
    private readonly StateArena _arena;
    private SegmentedTable<Place> _table;

    /// <param name="arena">Where the states go; empty, and no other's.</param>
    /// <param name="limit">Most states that it may hold.</param>
    public ArenaVisitedSet(StateArena arena, long limit, int segmentBits = 8)
    {
        _arena = arena;
        _limit = Math.Min(limit, MostStates);
        _table = new SegmentedTable<Place>(segmentBits);
    }

    public readonly long Count => _arena.Count;

    public readonly long Bytes => _table.Bytes + _arena.Bytes;

    public readonly long Slots => _table.Slots;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly ulong Hash(ulong* state) => StateHash.Of(state, _arena.StateLength);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Prefetch(ulong hash) => _table.Prefetch(hash);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public AddOutcome TryAdd(ulong* state, ulong hash)
    {
        var place = _table.PlaceOf(hash);
        var segment = _table.SegmentOf(hash);
        if (TryFind(segment, place, state, out var slot))
        {
            return AddOutcome.Known;
        }

        if (_arena.Count >= _limit)
        {
            return AddOutcome.Full;
        }

        _arena.Add(state);
        _table.Fill(segment, slot, ((ulong)place << 32) | (uint)_arena.Count);
        return AddOutcome.Added;
    }

    /// <summary>The index of a state in the arena, or -1.</summary>
    public readonly long IndexOf(ulong* state)
    {
        var hash = Hash(state);
        var segment = _table.SegmentOf(hash);
        return TryFind(segment, _table.PlaceOf(hash), state, out var slot) ? (uint)segment->Slots[slot] - 1L : -1;
    }

    /// <summary>Forgets all states and keeps most of the memory.</summary>
    public readonly void Clear()
    {
        _arena.Clear();
        _table.Clear();
    }

    public void Dispose()
    {
        _table.Dispose();
        _arena?.Dispose();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly bool TryFind(SegmentedTable<Place>.Segment* segment, uint place, ulong* state, out uint slot)
    {
        var slots = segment->Slots;
        slot = segment->HomeOf(place);
        while (slots[slot] != 0)
        {
            if (slots[slot] >> 32 == place && IsAt((uint)slots[slot] - 1L, state))
            {
                return true;
            }

            slot = slot + 1 == segment->Capacity ? 0 : slot + 1;
        }

        return false;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly bool IsAt(long index, ulong* state)
    {
        var stored = _arena[index];
        for (var i = 0; i < _arena.StateLength; i++)
        {
            if (stored[i] != state[i])
            {
                return false;
            }
        }

        return true;
    }

    private readonly struct Place : IEntryPlace
    {
        public static uint Of(ulong entry, int segmentBits) => (uint)(entry >> 32);
    }
}
