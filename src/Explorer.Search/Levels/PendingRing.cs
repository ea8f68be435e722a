using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Explorer.Search.States;

namespace Explorer.Search.Levels;

/// <summary>
/// Items waiting between the prefetch of their slot in the visited set and the probe, first in, first out: while one waits
/// for memory the model fires the next ones. An entry is the item's hash followed by its words.
/// </summary>
internal unsafe struct PendingRing<TItem> : IDisposable
    where TItem : struct, IStateLength
{
    private const int Size = 32;

    private readonly TItem _length;
    private ulong* _items;
    private int _position;
    private int _count;

    public PendingRing(TItem length)
    {
        _length = length;
        _items = (ulong*)NativeMemory.AlignedAlloc((nuint)(Size * (length.Words + 1)) * 8, 64);
    }

    public readonly bool IsFull => _count == Size;

    /// <summary>If the ring is full the oldest entry, else the place for the next one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly ulong* Current() => _items + ((_position & (Size - 1)) * (_length.Words + 1));

    /// <summary>Puts an item where <see cref="Current"/> is, over the oldest one if the ring is full.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Put(ulong* current, ulong hash, ulong* item)
    {
        current[0] = hash;
        StateWords.Copy(item, current + 1, _length);
        _position++;
        if (_count < Size)
        {
            _count++;
        }
    }

    /// <summary>Takes the oldest entry out; it is good until the next <see cref="Put"/>.</summary>
    public bool TryTake(out ulong* entry)
    {
        entry = _items + (((_position - _count) & (Size - 1)) * (_length.Words + 1));
        if (_count == 0)
        {
            return false;
        }

        _count--;
        return true;
    }

    public void Dispose()
    {
        NativeMemory.AlignedFree(_items);
        _items = null;
    }
}
