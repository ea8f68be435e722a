using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using Explorer.Search.States;

namespace Explorer.Search.Levels;

/// <summary>
/// What one worker has stored and nobody has expanded: the chunks of the current level, which any worker may claim, so that
/// none is idle while another has work; and those of the next level, to which only its owner adds. Both are in the order
/// in which states were found.
/// </summary>
internal sealed unsafe class LevelFrontier<TItem>(TItem length, ChunkPool pool)
    where TItem : struct, IStateLength
{
    private List<nint> _current = [];
    private List<nint> _next = [];
    private StateChunk* _filling;
    private long _nextCount;
    private int _claimed;

    /// <summary>Items added to the next level so far.</summary>
    public long NextCount => Volatile.Read(ref _nextCount);

    /// <summary>Items of the current level not yet claimed, more or less.</summary>
    public long Unclaimed => Math.Max(0L, _current.Count - Volatile.Read(ref _claimed)) * pool.Capacity;

    /// <summary>Puts an item at the end of the next level.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(ulong* item)
    {
        if (_filling == null || _filling->Count == pool.Capacity)
        {
            BeginChunk();
        }

        StateWords.Copy(item, StateChunk.Items(_filling) + (_filling->Count++ * length.Words), length);
        _nextCount++;
    }

    /// <summary>A chunk of the current level that nobody has claimed, or null. May be called by any worker.</summary>
    public StateChunk* Claim()
    {
        if (Volatile.Read(ref _claimed) >= _current.Count)
        {
            return null;
        }

        var index = Interlocked.Increment(ref _claimed) - 1;
        return index < _current.Count ? (StateChunk*)_current[index] : null;
    }

    /// <summary>Makes the next level, which is then empty, the current one. No worker may be at work.</summary>
    /// <returns>Items in what is now the current level.</returns>
    public long Advance()
    {
        (_current, _next) = (_next, _current);
        _next.Clear();
        _filling = null;
        var count = _nextCount;
        (_nextCount, _claimed) = (0, 0);
        return count;
    }

    private void BeginChunk()
    {
        _filling = pool.Take();
        _next.Add((nint)_filling);
    }
}
