// Breadth-first search over states of one word, exact, on one core. The table holds the states themselves, plus one, so
// that zero is "empty". Every successor waits in a ring between the prefetch of its place and the probe; the states found
// stand in one array, which is the queue.
// It does no more than count: no bounds, no traces, no growing table. It marks how fast that could be.
using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace SpeedOfLight;

internal sealed unsafe class WordSearch : IDisposable
{
    private const int Waiting = 64;
    private const ulong Nothing = ulong.MaxValue;

    private readonly bool _mayMapWritable;
    private readonly ulong _mask;
    private readonly ulong _mostStates;
    private readonly ulong* _table;
    private readonly ulong* _found;
    private ulong* _end;

    /// <param name="log2">Places of the table, as a power of two.</param>
    /// <param name="mayMapWritable">Whether mappings may become writable.</param>
    public WordSearch(int log2, bool mayMapWritable)
    {
        _mayMapWritable = mayMapWritable;
        var places = 1UL << log2;
        _mask = places - 1;
        _mostStates = places / 8 * 7;
        _table = Allocate(places);
        NativeMemory.Clear(_table, (nuint)(places * 8));
        _found = Allocate(places);
        _end = _found;
    }

    public ulong Transitions { get; private set; }

    public ulong Violations { get; private set; }

    public ulong States => (ulong)(_end - _found);

    /// <summary>Searches all that can be reached.</summary>
    /// <returns>False if the table became too full.</returns>
    public bool Run(ulong initial)
    {
        var ring = stackalloc WaitingState[Waiting];
        ring[0] = new WaitingState { State = initial, Place = Hash(initial + 1) & _mask };
        for (var i = 1; i < Waiting; i++)
        {
            ring[i].State = Nothing;
        }

        var next = _found;
        do
        {
            AddAll(ring);
            next = Expand(next, ring);
        }
        while (next != _end || AnyWaits(ring));
        return States < _mostStates;
    }

    public void Dispose()
    {
        NativeMemory.AlignedFree(_table);
        NativeMemory.AlignedFree(_found);
    }

    // Memory that is not touched is not taken.
    private static ulong* Allocate(ulong words) => (ulong*)NativeMemory.AlignedAlloc((nuint)(words * 8), 4096);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Hash(ulong word)
    {
        var high = Math.BigMul(word ^ 0x9E3779B97F4A7C15, 0xD6E8FEB86659FD93, out var low);
        return high ^ low;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Prefetch(void* address)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(address);
        }
    }

    // The hot loop: expands what is in the queue. What fields hold is held in local variables.
    private ulong* Expand(ulong* next, WaitingState* ring)
    {
        var successors = stackalloc ulong[64];
        var table = _table;
        var mask = _mask;
        var end = _end;
        var last = _found + _mostStates;
        var position = 0;
        while (next < end && end < last)
        {
            var lastSuccessor = LufSteps.Expand(*next++, successors, _mayMapWritable);
            Transitions += (ulong)(lastSuccessor - successors);
            for (var successor = successors; successor < lastSuccessor; successor++)
            {
                var place = Hash(*successor + 1) & mask;
                Prefetch(table + place);
                var waiting = ring[position];
                ring[position] = new WaitingState { State = *successor, Place = place };
                position = (position + 1) & (Waiting - 1);
                if (waiting.State != Nothing && TryAdd(table, mask, waiting))
                {
                    Judge(waiting.State);
                    *end++ = waiting.State;
                }
            }
        }

        _end = end;
        return end < last ? next : end;
    }

    private static bool AnyWaits(WaitingState* ring)
    {
        for (var i = 0; i < Waiting; i++)
        {
            if (ring[i].State != Nothing)
            {
                return true;
            }
        }

        return false;
    }

    private void AddAll(WaitingState* ring)
    {
        for (var i = 0; i < Waiting; i++)
        {
            if (ring[i].State != Nothing && TryAdd(_table, _mask, ring[i]))
            {
                Judge(ring[i].State);
                *_end++ = ring[i].State;
            }

            ring[i].State = Nothing;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryAdd(ulong* table, ulong mask, WaitingState waiting)
    {
        var entry = waiting.State + 1;
        var place = waiting.Place;
        while (table[place] != 0)
        {
            if (table[place] == entry)
            {
                return false;
            }

            place = (place + 1) & mask;
        }

        table[place] = entry;
        return true;
    }

    private void Judge(ulong state)
    {
        if (LufState.HasStaleEntry(state))
        {
            Violations++;
        }
    }

    private struct WaitingState
    {
        public ulong State;
        public ulong Place;
    }
}
