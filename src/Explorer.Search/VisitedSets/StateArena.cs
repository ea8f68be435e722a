using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Explorer.Search.VisitedSets;

/// <summary>
/// States one after the other, by index, in chunks of unmanaged memory that never move: growing copies nothing, and a
/// pointer to a state is good until the arena is disposed.
/// </summary>
internal sealed unsafe class StateArena : IDisposable
{
    private const int ChunkBytes = 1 << 21;

    private readonly int _chunkShift;
    private readonly long _chunkMask;
    private ulong** _chunks;
    private int _chunkCapacity;
    private int _chunkCount;
    private ulong* _next;
    private ulong* _end;

    /// <param name="stateLength">Words in a state.</param>
    /// <param name="chunkBytes">About how much to allocate at once.</param>
    public StateArena(int stateLength, int chunkBytes = ChunkBytes)
    {
        StateLength = stateLength;
        _chunkShift = BitOperations.Log2((uint)Math.Max(1, chunkBytes / (stateLength * 8)));
        _chunkMask = (1L << _chunkShift) - 1;
    }

    ~StateArena() => Release();

    public int StateLength { get; }

    public long Count { get; private set; }

    public long Bytes => ((long)_chunkCount << _chunkShift) * StateLength * 8;

    /// <summary>The state of an index below <see cref="Count"/>.</summary>
    public ulong* this[long index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _chunks[index >> _chunkShift] + ((index & _chunkMask) * StateLength);
    }

    /// <summary>Appends a copy of the state.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(ulong* state)
    {
        if (_next == _end)
        {
            AddChunk();
        }

        for (var i = 0; i < StateLength; i++)
        {
            _next[i] = state[i];
        }

        _next += StateLength;
        Count++;
    }

    /// <summary>Forgets the states and keeps the first chunk.</summary>
    public void Clear()
    {
        while (_chunkCount > 1)
        {
            NativeMemory.Free(_chunks[--_chunkCount]);
        }

        Count = 0;
        _next = _chunkCount == 0 ? null : _chunks[0];
        _end = _chunkCount == 0 ? null : _next + (StateLength << _chunkShift);
    }

    public void Dispose()
    {
        Release();
        GC.SuppressFinalize(this);
    }

    private void AddChunk()
    {
        if (_chunkCount == _chunkCapacity)
        {
            var capacity = Math.Max(16, _chunkCapacity * 2);
            _chunks = (ulong**)NativeMemory.Realloc(_chunks, (nuint)capacity * 8);
            _chunkCapacity = capacity;
        }

        var words = StateLength << _chunkShift;
        _next = (ulong*)NativeMemory.Alloc((nuint)words, 8);
        _end = _next + words;
        _chunks[_chunkCount++] = _next;
    }

    private void Release()
    {
        while (_chunkCount > 0)
        {
            NativeMemory.Free(_chunks[--_chunkCount]);
        }

        NativeMemory.Free(_chunks);
        _chunks = null;
        _next = _end = null;
    }
}
