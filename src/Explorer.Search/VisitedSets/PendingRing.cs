using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Explorer.Search.VisitedSets;

/// <summary>
/// Successors waiting between the prefetch of their slot in the visited set and the probe, first in, first out: while
/// one waits for memory the model fires the next ones. An item is the state's hash followed by its words.
/// </summary>
internal unsafe struct PendingRing : IDisposable
{
    private const int Size = 32;

    private readonly int _itemWords;
    private ulong* _items;
    private int _position;

    public PendingRing(int stateLength)
    {
        _itemWords = stateLength + 1;
        _items = (ulong*)NativeMemory.AlignedAlloc((nuint)(Size * _itemWords) * 8, 64);
    }

    public int Count { get; private set; }

    public readonly bool IsFull => Count == Size;

    /// <summary>The oldest item; when the ring is full, also the place of the next one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly ulong* Oldest() => Item(_position - Count);

    /// <summary>Takes the oldest item out; its words stay until the next <see cref="Add"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void RemoveOldest() => Count--;

    /// <summary>Appends an item to a ring that is not full.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(ulong hash, ulong* state)
    {
        var item = Item(_position++);
        item[0] = hash;
        for (var i = 1; i < _itemWords; i++)
        {
            item[i] = state[i - 1];
        }

        Count++;
    }

    public void Dispose()
    {
        NativeMemory.AlignedFree(_items);
        _items = null;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly ulong* Item(int position) => _items + ((position & (Size - 1)) * _itemWords);
}
