using System;
using System.Collections.Immutable;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Explorer.Compilation.Emit;
using Explorer.Compilation.Layout;
using Explorer.Compilation.Runtime;
using Explorer.Core.Properties;
using Explorer.Core.Systems;
using Explorer.Machines;
using Explorer.Machines.Analysis;

namespace Explorer.Compilation;

/// <summary>A model as compiled code. Immutable; no call but the first of each kind allocates.</summary>
public sealed unsafe class CompiledSystem : ITransitionSystem
{
    // Frames up to this size are put on the stack.
    private const int StackFrame = 16 * 1024;

    private readonly CompilationContext _context;
    private readonly CompiledCode _code;
    private readonly StepDelegate?[] _steps;
    private readonly int _frameSize;
    private readonly ImmutableArray<InitialState> _initial;

    internal CompiledSystem(CompilationContext context, CompiledCode code, ImmutableArray<StepCode> initialSteps)
    {
        _context = context;
        _code = code;
        _steps = new StepDelegate?[code.Steps.Length];
        _frameSize = Frame.Size(context.ScratchWords);
        var footprints = FootprintAnalysis.Of(context.Model);
        Actions = [.. context.Model.Actions.Select(a => new ActionInfo(a.Id, a.Name, context.Model.Machines[a.Machine].Actor, a.IsMay, a.Span, footprints[a.Id]))];
        _initial = InitialStates.Of(context, initialSteps);
    }

    public MachineModel Model => _context.Model;

    /// <summary>Where everything is in a state.</summary>
    public StateLayout Layout => _context.Layout;

    public int StateLength => Layout.Words;

    public int StateBits => Layout.Bits;

    public ImmutableArray<ActionInfo> Actions { get; }

    public ImmutableArray<PropertyInfo> Properties => Model.Properties;

    public int InitialStateCount => _initial.Length;

    public ulong WriteInitialState(int index, Span<ulong> state, out bool hasState)
    {
        var initial = _initial[index];
        hasState = initial.Words is not null;
        initial.Words.AsSpan().CopyTo(state);
        return initial.Violations;
    }

    public void Expand(ReadOnlySpan<ulong> state, SuccessorBuffer successors)
    {
        successors.Clear();
        successors.Reserve(_code.Steps.Length + 1);
        var frame = Frame.At(successors.Scratch(_frameSize));
        Successors.Bind(frame, successors, _code.Steps.Length);
        fixed (ulong* source = state)
        {
            foreach (var part in _code.Expand)
            {
                part(source, frame, successors);
            }
        }

        successors.Count = (int)(frame->OutAction - successors.Actions);
    }

    [SkipLocalsInit]
    public bool TryFire(
        int action, int choice, ReadOnlySpan<ulong> state, Span<ulong> successor, out bool hasSuccessor, out ulong violations)
    {
        var onStack = stackalloc byte[_frameSize <= StackFrame ? _frameSize : 0];
        var memory = _frameSize <= StackFrame ? onStack : (byte*)NativeMemory.Alloc((nuint)_frameSize);
        fixed (ulong* source = state, target = successor)
        {
            var frame = Frame.At(memory);
            var result = IsAt(action, state) ? Fire(action, choice, source, target, frame) : StepResult.Blocked;
            hasSuccessor = result is StepResult.Fired or StepResult.FiredWithViolations;
            violations = result > StepResult.Fired ? frame->Violations : 0;
            Free(memory, onStack);
            return result != StepResult.Blocked;
        }
    }

    public ulong EvaluateState(ReadOnlySpan<ulong> state)
    {
        ulong mask = 0;
        foreach (var question in _code.Properties)
        {
            mask |= Ask(question, state);
        }

        return mask;
    }

    public bool IsWithinLimit(ReadOnlySpan<ulong> state) => _code.Limit is not { } limit || Ask(limit, state) != 0;

    public bool IsTerminal(ReadOnlySpan<ulong> state) => Ask(_code.Terminal, state) != 0;

    [SkipLocalsInit]
    private ulong Ask(QuestionDelegate question, ReadOnlySpan<ulong> state)
    {
        var onStack = stackalloc byte[_frameSize <= StackFrame ? _frameSize : 0];
        var memory = _frameSize <= StackFrame ? onStack : (byte*)NativeMemory.Alloc((nuint)_frameSize);
        fixed (ulong* source = state)
        {
            var answer = question(source, null, Frame.At(memory));
            Free(memory, onStack);
            return answer;
        }
    }

    private static void Free(byte* memory, byte* onStack)
    {
        if (memory != onStack)
        {
            NativeMemory.Free(memory);
        }
    }

    private bool IsAt(int action, ReadOnlySpan<ulong> state)
    {
        var source = Model.Actions[action];
        return Layout.OfLocation(source.Machine) is not { } location
            || ((state[location.Word] >> location.Shift) & Encoding.Mask(location.Width)) == (ulong)source.From;
    }

    // Executes until the outcome that is asked for.
    private int Fire(int action, int choice, ulong* source, ulong* target, Frame* frame)
    {
        var step = _steps[action] ??= _code.Steps[action].Method.CreateDelegate<StepDelegate>();
        Draws.Begin(frame);
        do
        {
            var result = step(source, target, frame);
            if (result != StepResult.Blocked && frame->Choice++ == choice)
            {
                return result;
            }
        }
        while (Draws.Next(frame));
        return StepResult.Blocked;
    }
}
