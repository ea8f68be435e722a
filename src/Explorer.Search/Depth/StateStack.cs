using System;
using System.Collections.Generic;
using Explorer.Search.States;
using Explorer.Search.VisitedSets;

namespace Explorer.Search.Depth;

/// <summary>The stack of a depth-first search: for each state on the path its item, then the items of those successors
/// that have not been looked at. In unmanaged memory, which it keeps when it shrinks.</summary>
internal sealed unsafe class StateStack<TItem> : IDisposable
    where TItem : struct, IStateLength
{
    private const long SmallestBytes = 1 << 14;

    private readonly TItem _length;
    private readonly GrowableMemory _memory;
    private readonly List<Frame> _frames = [];
    private long _end;

    public StateStack(TItem length, MemoryBudget budget)
    {
        _length = length;
        _memory = GrowableMemory.OfSize(SmallestBytes, budget);
    }

    /// <summary>Where a state is, where the next of its successors to be looked at is, where they end.</summary>
    private readonly record struct Frame(long State, long Next, long End);

    /// <summary>States on the path.</summary>
    public int Depth => _frames.Count;

    /// <summary>Items of successors that wait.</summary>
    public long Waiting => (_end / _length.Words) - Depth;

    /// <summary>The item of the state at a depth from 0; good until something is pushed.</summary>
    public ulong* this[int depth] => At(_frames[depth].State);

    /// <summary>Puts a state on the path, without successors.</summary>
    public void Push(ulong* item)
    {
        var state = _end;
        Append(item);
        _frames.Add(new Frame(state, _end, _end));
    }

    /// <summary>Adds a successor of the state pushed last.</summary>
    public void AddSuccessor(ulong* item)
    {
        Append(item);
        _frames[^1] = _frames[^1] with { End = _end };
    }

    /// <summary>Copies the next successor of the path's last state; where there is none the state is taken off the path.
    /// </summary>
    public bool TryNext(ulong* item)
    {
        var frame = _frames[^1];
        if (frame.Next == frame.End)
        {
            _end = frame.State;
            _frames.RemoveAt(_frames.Count - 1);
            return false;
        }

        StateWords.Copy(At(frame.Next), item, _length);
        _frames[^1] = frame with { Next = frame.Next + _length.Words };
        return true;
    }

    public void Dispose() => _memory.Dispose();

    private ulong* At(long word) => (ulong*)_memory.Start + word;

    private void Append(ulong* item)
    {
        if ((_end + _length.Words) * sizeof(ulong) > _memory.Bytes)
        {
            _memory.Grow(_memory.Bytes + Math.Max(_memory.Bytes / 2, _length.Words * sizeof(ulong)));
        }

        StateWords.Copy(item, At(_end), _length);
        _end += _length.Words;
    }
}
