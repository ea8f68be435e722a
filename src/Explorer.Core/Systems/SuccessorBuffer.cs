using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Explorer.Core.Systems;

/// <summary>A step that violates a property by itself: an assertion, or a fault that keeps it from ending.</summary>
/// <param name="Index">Index of the successor in the buffer, or -1 if there is none.</param>
/// <param name="Action">The action's id.</param>
/// <param name="Choice">Which outcome of the action, from 0.</param>
/// <param name="Violations">Mask of properties.</param>
public readonly record struct StepViolation(int Index, int Action, int Choice, ulong Violations);

/// <summary>
/// The successors of one state, written by <see cref="ITransitionSystem.Expand"/>: `Count` states of `StateLength`
/// words each, one after the other in unmanaged memory, with the id of the action that led to each. Violating steps
/// are rare and listed aside. Not thread safe: one for each worker.
/// </summary>
public sealed unsafe class SuccessorBuffer : IDisposable
{
    private readonly List<StepViolation> _violations = [];
    private ulong* _states;
    private int* _actions;
    private byte* _scratch;
    private int _scratchLength;

    /// <param name="stateLength">Words in a state.</param>
    /// <param name="capacity">States for which there is room at first.</param>
    public SuccessorBuffer(int stateLength, int capacity = 1024)
    {
        StateLength = stateLength;
        Capacity = capacity;
        _states = (ulong*)NativeMemory.AlignedAlloc((nuint)capacity * (nuint)stateLength * 8, 64);
        _actions = (int*)NativeMemory.AlignedAlloc((nuint)capacity * 4, 64);
    }

    ~SuccessorBuffer() => Release();

    public int StateLength { get; }

    public int Capacity { get; private set; }

    /// <summary>Successors written so far.</summary>
    public int Count { get; set; }

    /// <summary>Steps that were fired but have no successor, because a fault kept them from ending.</summary>
    public int FaultCount { get; private set; }

    /// <summary>Whether a reduction has left out a step that was possible, of an action that is no may-action.</summary>
    public bool HasOmittedStep { get; set; }

    /// <summary>For whoever writes the successors: what it keeps from one state to the next.</summary>
    public object? Workspace { get; set; }

    /// <summary>First word of the first successor; moves when the buffer grows.</summary>
    public ulong* States => _states;

    /// <summary>For each successor the id of its action; moves when the buffer grows.</summary>
    public int* Actions => _actions;

    public IReadOnlyList<StepViolation> Violations => _violations;

    /// <summary>Whether <see cref="Violations"/> has any.</summary>
    public bool HasViolations => _violations.Count != 0;

    public ReadOnlySpan<ulong> this[int index] => new(_states + ((long)index * StateLength), StateLength);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Clear()
    {
        Count = 0;
        FaultCount = 0;
        HasOmittedStep = false;
        if (_violations.Count != 0)
        {
            _violations.Clear();
        }
    }

    /// <summary>Makes room for at least `more` further successors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Reserve(int more)
    {
        if (Count + more > Capacity)
        {
            Grow(more);
        }
    }

    /// <summary>At least `bytes` bytes for the use of whoever writes the successors; moves when more is asked for.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public byte* Scratch(int bytes) => _scratchLength < bytes ? GrowScratch(bytes) : _scratch;

    /// <summary>Notes that the step of the newest successor, or a step without one, violates properties.</summary>
    public void AddViolation(int action, int choice, bool hasSuccessor, ulong violations)
    {
        FaultCount += hasSuccessor ? 0 : 1;
        _violations.Add(new StepViolation(hasSuccessor ? Count - 1 : -1, action, choice, violations));
    }

    public void Dispose()
    {
        Release();
        GC.SuppressFinalize(this);
    }

    private void Grow(int more)
    {
        Capacity = Math.Max(Capacity * 2, Count + more);
        _states = (ulong*)NativeMemory.AlignedRealloc(_states, (nuint)Capacity * (nuint)StateLength * 8, 64);
        _actions = (int*)NativeMemory.AlignedRealloc(_actions, (nuint)Capacity * 4, 64);
    }

    private byte* GrowScratch(int bytes)
    {
        NativeMemory.AlignedFree(_scratch);
        _scratch = (byte*)NativeMemory.AlignedAlloc((nuint)bytes, 64);
        _scratchLength = bytes;
        return _scratch;
    }

    private void Release()
    {
        NativeMemory.AlignedFree(_states);
        NativeMemory.AlignedFree(_actions);
        NativeMemory.AlignedFree(_scratch);
        _states = null;
        _actions = null;
        _scratch = null;
    }
}
