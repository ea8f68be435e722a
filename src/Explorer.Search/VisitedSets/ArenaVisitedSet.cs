// The exact set of states of any length: the states stand in an arena in the order in which they were added, and the
// table holds for each its index plus one (low 32 bits) under its place (high 32 bits, see BucketTable). A place that
// differs tells two states apart without a look into the arena; one that agrees is settled by comparing words. Rumur
// keeps hash bits in the unused bits of its pointers for the same reason (Matthew Fernandez, Rumur, "internals").
// It does not hold more than 2^32 - 2 states: then it is full. Not thread safe.
using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Explorer.Search.States;

namespace Explorer.Search.VisitedSets;

internal sealed unsafe class ArenaVisitedSet<TLength> : IStateIndex, IDisposable
    where TLength : struct, IStateLength
{
    /// <summary>Most states that the indices can tell apart.</summary>
    public const long MostStates = uint.MaxValue - 1L;

    private readonly TLength _length;
    private readonly StateArena _arena;
    private readonly BucketTable<WordBucket<Entry>, ulong> _table;
    private readonly long _limit;

    /// <param name="arena">Where the states go; empty, and no other's.</param>
    /// <param name="length">The arena's state length.</param>
    /// <param name="limit">Most states that it may hold: then it is full.</param>
    /// <param name="capacity">States for which there is room in the table at first.</param>
    public ArenaVisitedSet(StateArena arena, TLength length, long limit, int capacity = 1 << 12)
    {
        (_arena, _length, _limit) = (arena, length, Math.Min(limit, MostStates));
        _table = new BucketTable<WordBucket<Entry>, ulong>(arena.Budget, capacity);
    }

    /// <summary>Distinct states held.</summary>
    public long Count => _arena.Count;

    /// <summary>A state's hash, the same in every run.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Hash(ulong* state) => StateHash.Of(state, _length);

    /// <summary>Asks the processor to fetch what <see cref="TryAdd"/> will look at first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Prefetch(ulong hash)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(_table.HomeOf(hash));
        }
    }

    /// <summary>Adds a state if it is new.</summary>
    /// <returns>Known, Added or Full.</returns>
    /// <exception cref="OutOfMemoryException">There is no memory; no later call may follow.</exception>
    public AddOutcome TryAdd(ulong* state, ulong hash)
    {
        while (true)
        {
            var outcome = AddOutcome.Undecided;
            for (var bucket = _table.HomeOf(hash); bucket != _table.LastBucket; bucket += BucketTable<WordBucket<Entry>, ulong>.BucketWords)
            {
                if ((outcome = TryAddTo(bucket, state, hash)) != AddOutcome.Undecided)
                {
                    break;
                }
            }

            if (outcome is not (AddOutcome.Undecided or AddOutcome.Crowded))
            {
                return outcome;
            }

            _table.Grow();
        }
    }

    /// <summary>The index of a state in the arena, or -1.</summary>
    public long IndexOf(ulong* state)
    {
        var hash = Hash(state);
        for (var bucket = _table.HomeOf(hash); ; bucket += BucketTable<WordBucket<Entry>, ulong>.BucketWords)
        {
            var slots = Vector512.Load(bucket);
            var slot = Find(bucket, slots, state, hash);
            if (slot != null)
            {
                return IndexIn(*slot);
            }

            if (WordBucket<Entry>.FreePlaces(slots) != 0)
            {
                return -1;
            }
        }
    }

    /// <summary>Forgets all states and keeps the memory.</summary>
    public void Clear()
    {
        _arena.Clear();
        _table.Clear();
    }

    public void Dispose()
    {
        _table.Dispose();
        _arena.Dispose();
    }

    private static long IndexIn(ulong entry) => (uint)entry - 1L;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private AddOutcome TryAddTo(ulong* bucket, ulong* state, ulong hash)
    {
        var slots = Vector512.Load(bucket);
        if (Find(bucket, slots, state, hash) != null)
        {
            return AddOutcome.Known;
        }

        var empty = WordBucket<Entry>.FreePlaces(slots);
        if (empty == 0)
        {
            return AddOutcome.Undecided;
        }

        if (_arena.Count >= _limit || !_table.TakePermit())
        {
            return _arena.Count >= _limit ? AddOutcome.Full : AddOutcome.Crowded;
        }

        _arena.Add(state, _length);
        bucket[BitOperations.TrailingZeroCount(empty)] = (hash & ~(ulong)uint.MaxValue) | (uint)_arena.Count;
        return AddOutcome.Added;
    }

    /// <summary>The state's entry in the bucket, or null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ulong* Find(ulong* bucket, Vector512<ulong> slots, ulong* state, ulong hash)
    {
        var alike = Vector512.Equals(slots >> 32, Vector512.Create(hash >> 32)).ExtractMostSignificantBits();
        for (; alike != 0; alike &= alike - 1)
        {
            var slot = bucket + BitOperations.TrailingZeroCount(alike);
            if (*slot != 0 && StateWords.AreEqual(_arena.At(IndexIn(*slot), _length), state, _length))
            {
                return slot;
            }
        }

        return null;
    }

    private readonly struct Entry : ITableEntry
    {
        public static ulong HashOf(ulong entry) => entry;
    }
}
