using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Explorer.Search.VisitedSets;

/// <summary>A frontier that holds its states itself, for visited sets that keep no order: a queue in linked chunks,
/// which are used again as soon as their states are taken.</summary>
internal unsafe struct QueueFrontier<TLength> : IFrontier
    where TLength : struct, IStateLength
{
    private const int ChunkWords = 1 << 13;

    private readonly TLength _length;
    private readonly MemoryBudget _budget;
    private readonly int _usableWords;
    private ulong* _head;
    private ulong* _tail;
    private ulong* _spare;
    private ulong* _read;
    private ulong* _write;
    private ulong* _writeEnd;
    private ulong* _readEnd;
    private long _current;
    private long _nextLevel;

    // A chunk's first word points to the chunk after it.
    public QueueFrontier(TLength length, MemoryBudget budget)
    {
        _budget = budget;
        _length = length;
        _usableWords = Math.Max(1, ChunkWords / length.Words) * length.Words;
        _head = _tail = NewChunk();
        _read = _write = _head + 1;
        _readEnd = _writeEnd = _write + _usableWords;
    }

    public readonly long Waiting => _current + _nextLevel;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(ulong* state)
    {
        if (_write == _writeEnd)
        {
            NextWriteChunk();
        }

        StateWords.Copy(state, _write, _length);
        _write += _length.Words;
        _nextLevel++;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryTake(out ulong* state)
    {
        if (_current == 0)
        {
            state = null;
            return false;
        }

        if (_read == _readEnd)
        {
            NextReadChunk();
        }

        state = _read;
        _read += _length.Words;
        _current--;
        return true;
    }

    public long Advance()
    {
        (_current, _nextLevel) = (_nextLevel, 0);
        return _current;
    }

    public void Dispose()
    {
        FreeList(_head);
        FreeList(_spare);
        _head = _tail = _spare = null;
    }

    private static void FreeList(ulong* chunk)
    {
        while (chunk != null)
        {
            var next = (ulong*)*chunk;
            NativeMemory.Free(chunk);
            chunk = next;
        }
    }

    private void NextWriteChunk()
    {
        var chunk = _spare;
        if (chunk == null)
        {
            chunk = NewChunk();
        }
        else
        {
            _spare = (ulong*)*chunk;
            *chunk = 0;
        }

        *_tail = (ulong)chunk;
        _tail = chunk;
        _write = chunk + 1;
        _writeEnd = _write + _usableWords;
    }

    private void NextReadChunk()
    {
        var done = _head;
        _head = (ulong*)*done;
        *done = (ulong)_spare;
        _spare = done;
        _read = _head + 1;
        _readEnd = _read + _usableWords;
    }

    private ulong* NewChunk()
    {
        _budget.Take((_usableWords + 1L) * 8);
        var chunk = (ulong*)NativeMemory.Alloc((nuint)_usableWords + 1, 8);
        *chunk = 0;
        return chunk;
    }
}
