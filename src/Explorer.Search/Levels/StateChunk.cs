using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Threading;
using Explorer.Search.VisitedSets;

namespace Explorer.Search.Levels;

/// <summary>A number of items of one length, with a flag each, in unmanaged memory: what frontiers and streams are made of.
/// The items stand behind the head.</summary>
internal unsafe struct StateChunk
{
    /// <summary>Most items in a chunk; a pool's chunks may have fewer.</summary>
    public const int MostItems = 1024;

    /// <summary>The chunk after it in a list, or null.</summary>
    public StateChunk* Next;

    public int Count;

    public fixed ulong Flags[MostItems / 64];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong* Items(StateChunk* chunk) => (ulong*)(chunk + 1);

    /// <summary>The flag of an item, as 0 or 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Flag(StateChunk* chunk, int index) => chunk->Flags[index >> 6] >> (index & 63) & 1;
}

/// <summary>Memory for chunks, used again and again by all workers; a chunk is large enough for the lock not to matter.</summary>
/// <param name="capacity">Items in a chunk, at most <see cref="StateChunk.MostItems"/>.</param>
internal sealed unsafe class ChunkPool(int itemWords, int capacity, MemoryBudget budget) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly List<nint> _allocated = [];

    // The one that has been free for longest is used first: another processor may still have the newest in its cache.
    private readonly Queue<nint> _free = new();

    ~ChunkPool() => Release();

    /// <summary>Items in a chunk.</summary>
    public int Capacity { get; } = capacity;

    /// <summary>An empty chunk.</summary>
    /// <exception cref="OutOfMemoryException">There is no memory, or the budget does not allow it.</exception>
    public StateChunk* Take()
    {
        lock (_lock)
        {
            var chunk = _free.TryDequeue(out var free) ? (StateChunk*)free : New();
            *chunk = default;
            return chunk;
        }
    }

    public void Give(StateChunk* chunk)
    {
        lock (_lock)
        {
            _free.Enqueue((nint)chunk);
        }
    }

    public void Dispose()
    {
        Release();
        GC.SuppressFinalize(this);
    }

    private StateChunk* New()
    {
        var bytes = sizeof(StateChunk) + ((long)Capacity * itemWords * sizeof(ulong));
        budget.Take(bytes);
        var chunk = (StateChunk*)NativeMemory.AlignedAlloc((nuint)bytes, 64);
        _allocated.Add((nint)chunk);
        return chunk;
    }

    private void Release()
    {
        foreach (var chunk in _allocated)
        {
            NativeMemory.AlignedFree((void*)chunk);
        }

        _allocated.Clear();
    }
}
