using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Explorer.Compilation.Emit;
using Explorer.Compilation.Runtime;
using Explorer.Core.Systems.Dependence;
using Explorer.Machines.Dependence;

namespace Explorer.Compilation;

/// <summary>The guards of a compiled model as code: one method for every 64 of them. No call allocates.</summary>
public sealed unsafe class CompiledGuards : IGuardEvaluator
{
    private const int StackFrame = 16 * 1024;
    private const int PerMethod = 64;

    private readonly QuestionDelegate[] _methods;
    private readonly int _frameSize;

    private CompiledGuards(CompilationContext context, GuardTable table)
    {
        GuardCount = table.Guards.Length;
        _methods = [.. table.Guards.Chunk(PerMethod).Select(g => Compile(context, g))];
        _frameSize = Frame.Size(context.ScratchWords);
    }

    public int GuardCount { get; }

    /// <summary>Compiles the guards of `table` for the states of a system; both of one model.</summary>
    public static CompiledGuards Of(CompiledSystem system, GuardTable table)
    {
        ArgumentNullException.ThrowIfNull(system);
        ArgumentNullException.ThrowIfNull(table);
        lock (system.Context)
        {
            return new CompiledGuards(system.Context, table);
        }
    }

    [SkipLocalsInit]
    public void EvaluateGuards(ReadOnlySpan<ulong> state, Span<ulong> guards)
    {
        var onStack = stackalloc byte[_frameSize <= StackFrame ? _frameSize : 0];
        var memory = _frameSize <= StackFrame ? onStack : (byte*)NativeMemory.Alloc((nuint)_frameSize);
        var frame = Frame.At(memory);
        fixed (ulong* source = state)
        {
            for (var i = 0; i < _methods.Length; i++)
            {
                var holds = _methods[i](source, null, frame);
                guards[i] = holds | frame->Violations;
            }
        }

        if (memory != onStack)
        {
            NativeMemory.Free(memory);
        }

        GC.KeepAlive(this);
    }

    // A residual guard has no condition: it is taken to be true.
    private static QuestionDelegate Compile(CompilationContext context, IReadOnlyList<Guard> guards) =>
        QuestionEmitter.Guards(context, [.. guards.Select(g => g.Condition)]).Bind<QuestionDelegate>();
}
