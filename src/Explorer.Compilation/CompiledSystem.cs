using System;
using System.Collections.Immutable;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Explorer.Compilation.Analysis;
using Explorer.Compilation.Emit;
using Explorer.Compilation.Layout;
using Explorer.Compilation.Runtime;
using Explorer.Core.Properties;
using Explorer.Core.Systems;
using Explorer.Machines;
using Explorer.Machines.Analysis;
using Explorer.Machines.Values;

namespace Explorer.Compilation;

/// <summary>A model as compiled code. Immutable; no call but the first of each kind allocates.</summary>
public sealed unsafe class CompiledSystem : ITransitionSystem
{
    // Frames up to this size are put on the stack.
    private const int StackFrame = 16 * 1024;

    private readonly CompilationContext _context;
    private readonly CompiledCode _code;
    private readonly ExpandDelegate[] _expand;
    private readonly ImmutableArray<Lazy<StepDelegate>> _steps;
    private readonly int _frameSize;
    private readonly ImmutableArray<StepDelegate> _initialSteps;
    private readonly ImmutableArray<InitialState> _initial;

    internal CompiledSystem(CompilationContext context, CompiledCode code, ImmutableArray<StepCode> initialSteps)
    {
        _context = context;
        _code = code;
        _expand = [.. code.Expand];
        _steps = [.. context.Model.Actions.Select(a => new Lazy<StepDelegate>(() => Compile(a)))];
        _frameSize = Frame.Size(context.ScratchWords);
        Actions = Describe(context);
        _initialSteps = [.. initialSteps.Select(s => s.Method.Bind<StepDelegate>())];
        _initial = InitialStates.Of(context, _initialSteps);
    }

    /// <summary>The same system from other initial states: those in which a variable begins with another value than the
    /// model says, and everything else as the model says. Cheap; may be called by several threads.</summary>
    public StartedSystem StartWith(Variable variable, Value value) =>
        new(this, InitialStates.With(_context, _initialSteps, variable, value));

    public MachineModel Model => _context.Model;

    /// <summary>For code that is compiled later; to be locked meanwhile.</summary>
    internal CompilationContext Context => _context;

    /// <summary>Where everything is in a state.</summary>
    public StateLayout Layout => _context.Layout;

    public int StateLength => Layout.Words;

    public int StateBits => Layout.Bits;

    public ImmutableArray<ActionInfo> Actions { get; }

    public ImmutableArray<PropertyInfo> Properties => Model.Properties;

    public int InitialStateCount => _initial.Length;

    public ulong WriteInitialState(int index, Span<ulong> state, out bool hasState) => _initial[index].Write(state, out hasState);

    public void Expand(ReadOnlySpan<ulong> state, SuccessorBuffer successors)
    {
        successors.Clear();
        successors.Reserve(_steps.Length + 1);
        var frame = Frame.At(successors.Scratch(_frameSize));
        Successors.Bind(frame, successors, _steps.Length);
        fixed (ulong* source = state)
        {
            foreach (var part in _expand)
            {
                part(source, successors, frame);
            }
        }

        successors.Count = (int)(frame->OutAction - successors.Actions);
        // The code refers to tables that live as long as this.
        GC.KeepAlive(this);
    }

    /// <inheritdoc/>
    /// <remarks>The successor must not overlap the state.</remarks>
    [SkipLocalsInit]
    public bool TryFire(
        int action, int choice, ReadOnlySpan<ulong> state, Span<ulong> successor, out bool hasSuccessor, out ulong violations)
    {
        // Compiling the step may add to what a frame needs.
        var step = _steps[action].Value;
        var size = Frame.Size(_context.ScratchWords);
        var onStack = stackalloc byte[size <= StackFrame ? size : 0];
        var memory = size <= StackFrame ? onStack : (byte*)NativeMemory.Alloc((nuint)size);
        fixed (ulong* source = state, target = successor)
        {
            var frame = Frame.At(memory);
            var result = IsAt(action, state) ? Fire(step, choice, source, target, frame) : StepResult.Blocked;
            hasSuccessor = result is StepResult.Fired or StepResult.FiredWithViolations;
            violations = result > StepResult.Fired ? frame->Violations : 0;
            Free(memory, onStack);
            GC.KeepAlive(this);
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

    private static ImmutableArray<ActionInfo> Describe(CompilationContext context)
    {
        var (model, footprints) = (context.Model, FootprintAnalysis.Of(context.Model));
        var affected = new AffectedProperties(model, context.Layout.Entries.Length);
        return [.. model.Actions.Select(a =>
            new ActionInfo(a.Id, a.Name, model.Machines[a.Machine].Actor, a.IsMay, a.Span, footprints[a.Id])
            {
                MayAffect = affected.Of(footprints[a.Id]),
            })];
    }

    private ulong Ask(QuestionDelegate question, ReadOnlySpan<ulong> state)
    {
        if (_context.ScratchWords > 0)
        {
            return AskWithFrame(question, state);
        }

        fixed (ulong* source = state)
        {
            return question(source, null, null);
        }
    }

    [SkipLocalsInit]
    private ulong AskWithFrame(QuestionDelegate question, ReadOnlySpan<ulong> state)
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

    // With its whole guard: the code that expands may have left that to tables.
    private StepDelegate Compile(MachineAction action)
    {
        lock (_context)
        {
            return StepEmitter.Compile(_context, StepSource.Of(Model, action, 0)).Method.Bind<StepDelegate>();
        }
    }

    // Executes until the outcome that is asked for.
    private static int Fire(StepDelegate step, int choice, ulong* source, ulong* target, Frame* frame)
    {
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
