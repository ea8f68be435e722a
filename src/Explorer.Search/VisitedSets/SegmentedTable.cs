// An open-addressing table of 64-bit entries (zero: empty) that grows a little at a time. The top bits of the hash
// choose one of 2^k segments; each segment is a table of its own and grows by a quarter when three quarters of it are
// used, so that old and new slots coexist for one segment only and the table as a whole is never less than 60 % full.
//
// The 32 bits of hash below those of the segment are the entry's place. Its home slot is place * capacity / 2^32
// (Daniel Lemire, "Fast random integer generation in an interval", 2019): capacities need not be powers of two, and
// homes keep the order of the places, so that growing reads and writes front to back. Collisions go to the next slot,
// after the last one to the first. Nothing is ever removed. Not thread safe.
using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Explorer.Search.VisitedSets;

/// <summary>Tells the place of an entry, for growing.</summary>
internal interface IEntryPlace
{
    /// <summary>The 32 bits of the entry's hash below the topmost `segmentBits`.</summary>
    static abstract uint Of(ulong entry, int segmentBits);
}

internal unsafe struct SegmentedTable<TPlace> : IDisposable
    where TPlace : struct, IEntryPlace
{
    private const int SmallestCapacity = 16;

    private readonly int _segmentBits;
    private Segment* _segments;

    public SegmentedTable(int segmentBits)
    {
        _segmentBits = segmentBits;
        var count = 1 << segmentBits;
        _segments = (Segment*)NativeMemory.AllocZeroed((nuint)count, (nuint)sizeof(Segment));
        for (var i = 0; i < count; i++)
        {
            Slots += SmallestCapacity;
            _segments[i].Slots = (ulong*)NativeMemory.AllocZeroed(SmallestCapacity, 8);
            _segments[i].Capacity = SmallestCapacity;
            _segments[i].Free = FreeOf(SmallestCapacity);
        }
    }

    /// <summary>Slots of all segments.</summary>
    public long Slots { get; private set; }

    public readonly long Bytes => (Slots * 8) + (sizeof(Segment) << _segmentBits);

    public readonly int SegmentBits => _segmentBits;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly Segment* SegmentOf(ulong hash) => _segments + ((hash >> 1) >> (63 - _segmentBits));

    /// <summary>The 32 bits of hash that order the entries of a segment.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly uint PlaceOf(ulong hash) => (uint)(hash >> (32 - _segmentBits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Prefetch(ulong hash)
    {
        if (Sse.IsSupported)
        {
            var segment = SegmentOf(hash);
            Sse.Prefetch0(segment->Slots + segment->HomeOf(PlaceOf(hash)));
        }
    }

    /// <summary>Writes an entry to an empty slot of the segment, and lets the segment grow if it is now too full.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Fill(Segment* segment, uint slot, ulong entry)
    {
        segment->Slots[slot] = entry;
        if (--segment->Free == 0)
        {
            Grow(segment);
        }
    }

    /// <summary>Empties all segments and keeps their capacities.</summary>
    public readonly void Clear()
    {
        for (var i = 0; i < 1 << _segmentBits; i++)
        {
            NativeMemory.Clear(_segments[i].Slots, (nuint)_segments[i].Capacity * 8);
            _segments[i].Free = FreeOf(_segments[i].Capacity);
        }
    }

    public void Dispose()
    {
        for (var i = 0; _segments != null && i < 1 << _segmentBits; i++)
        {
            NativeMemory.Free(_segments[i].Slots);
        }

        NativeMemory.Free(_segments);
        _segments = null;
    }

    private static uint FreeOf(uint capacity) => capacity - (capacity / 4);

    private void Grow(Segment* segment)
    {
        var old = segment->Slots;
        var oldCapacity = segment->Capacity;
        var capacity = oldCapacity < 256 ? oldCapacity * 2 : checked(oldCapacity + (oldCapacity / 4));
        segment->Slots = (ulong*)NativeMemory.AllocZeroed(capacity, 8);
        segment->Capacity = capacity;
        segment->Free = FreeOf(capacity) - FreeOf(oldCapacity);
        for (var i = 0u; i < oldCapacity; i++)
        {
            if (old[i] != 0)
            {
                segment->Insert(TPlace.Of(old[i], _segmentBits), old[i]);
            }
        }

        Slots += capacity - oldCapacity;
        NativeMemory.Free(old);
    }

    /// <summary>One table. `Free` counts the entries that it takes before it grows.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct Segment
    {
        public ulong* Slots;
        public uint Capacity;
        public uint Free;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly uint HomeOf(uint place) => (uint)(((ulong)place * Capacity) >> 32);

        public readonly void Insert(uint place, ulong entry)
        {
            var slot = HomeOf(place);
            while (Slots[slot] != 0)
            {
                slot = slot + 1 == Capacity ? 0 : slot + 1;
            }

            Slots[slot] = entry;
        }
    }
}
