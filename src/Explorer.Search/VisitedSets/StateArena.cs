using System;
using System.Runtime.CompilerServices;
using Explorer.Search.States;

namespace Explorer.Search.VisitedSets;

/// <summary>States of a fixed length one after the other, by index, in unmanaged memory.</summary>
internal sealed unsafe class StateArena : IDisposable
{
    private const long SmallestGrowth = 1 << 14;
    private const long LargestGrowth = 1 << 24;

    private readonly GrowableMemory _memory;
    private ulong* _states;
    private ulong* _next;
    private ulong* _end;

    /// <param name="stateLength">Words in a state.</param>
    public StateArena(int stateLength, MemoryBudget budget)
    {
        StateLength = stateLength;
        Budget = budget;
        _memory = GrowableMemory.OfSize(Math.Max(SmallestGrowth, stateLength * 8L), budget);
        TakeMemory(0);
    }

    public int StateLength { get; }

    public MemoryBudget Budget { get; }

    public long Count { get; private set; }

    /// <summary>The state of an index below <see cref="Count"/>; good until the next <see cref="Add"/>.</summary>
    public ulong* this[long index] => At(index, new AnyWords(StateLength));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong* At<TLength>(long index, TLength length)
        where TLength : struct, IStateLength => _states + (index * length.Words);

    /// <summary>Appends a copy of the state.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add<TLength>(ulong* state, TLength length)
        where TLength : struct, IStateLength
    {
        if (_next + length.Words > _end)
        {
            Grow();
        }

        StateWords.Copy(state, _next, length);
        _next += length.Words;
        Count++;
    }

    /// <summary>Forgets the states and keeps the memory.</summary>
    public void Clear()
    {
        Count = 0;
        _next = _states;
    }

    public void Dispose() => _memory.Dispose();

    private void Grow()
    {
        var used = _next - _states;
        var more = Math.Clamp(_memory.Bytes / 4, SmallestGrowth, LargestGrowth);
        _memory.Grow(_memory.Bytes + Math.Max(more, StateLength * 8L));
        TakeMemory(used);
    }

    private void TakeMemory(long used)
    {
        _states = (ulong*)_memory.Start;
        _next = _states + used;
        _end = _states + (_memory.Bytes / 8);
    }
}
