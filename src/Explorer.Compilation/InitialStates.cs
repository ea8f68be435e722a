using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Compilation.Emit;
using Explorer.Compilation.Runtime;
using Explorer.Core;
using Explorer.Machines;
using Explorer.Machines.Expressions;
using Explorer.Machines.Values;

namespace Explorer.Compilation;

/// <summary>An outcome of the initial step.</summary>
/// <param name="Words">The state; null if a fault kept the step from ending.</param>
internal sealed record InitialState(ulong[]? Words, ulong Violations)
{
    /// <summary>As <see cref="Core.Systems.ITransitionSystem.WriteInitialState"/>.</summary>
    public ulong Write(Span<ulong> state, out bool hasState)
    {
        hasState = Words is not null;
        Words.AsSpan().CopyTo(state);
        return Violations;
    }
}

/// <summary>
/// The initial states: variables with their initial values and machines at their starts, then the initial step and the
/// start of each machine, compiled like actions, one after the other. What the start of one machine violates is added to
/// what came before it.
/// </summary>
internal static unsafe class InitialStates
{
    public static ImmutableArray<InitialState> Of(CompilationContext context, IEnumerable<StepDelegate> steps) =>
        After(context, steps, Before(context));

    /// <summary>The same, but a variable has another value before all steps.</summary>
    public static ImmutableArray<InitialState> With(
        CompilationContext context, IEnumerable<StepDelegate> steps, Variable variable, Value value)
    {
        var words = Before(context);
        var slot = context.Layout.OfVariable(variable);
        slot.Clear(words);
        slot.Encode(value, words);
        return After(context, steps, words);
    }

    private static ImmutableArray<InitialState> After(CompilationContext context, IEnumerable<StepDelegate> steps, ulong[] before)
    {
        IEnumerable<InitialState> states = [new InitialState(before, 0)];
        foreach (var step in steps)
        {
            states = [.. states.SelectMany(state => After(context, step, state))];
        }

        return [.. states];
    }

    private static ulong[] Before(CompilationContext context)
    {
        var layout = context.Layout;
        var words = new ulong[layout.Words];
        foreach (var variable in context.Model.Variables)
        {
            Encode(context, variable, words);
        }

        foreach (var machine in context.Model.Machines)
        {
            if (layout.OfLocation(machine.Index) is { } location)
            {
                words[location.Word] |= (ulong)machine.Start << location.Shift;
            }
        }

        return words;
    }

    // An initial value is an expression without reads: compiled as an assignment to the variable.
    private static void Encode(CompilationContext context, Variable variable, ulong[] words)
    {
        var slot = context.Layout.OfVariable(variable);
        if (variable.Initial is Literal literal)
        {
            slot.Encode(literal.Value, words);
            return;
        }

        var place = new Machines.Nodes.Place(variable, null, [], variable.Type, variable.Span);
        var step = StepEmitter.Compile(context, new StepSource(
            variable.Name,
            [new Machines.Nodes.Assign(place, variable.Initial, 1, variable.Span), new Machines.Nodes.Leave(-1, variable.Span)],
            null,
            -1));
        var after = After(context, step.Method.Bind<StepDelegate>(), new InitialState(words, 0)).Single();
        (after.Words ?? throw new InternalErrorException($"the initial value of {variable.Name} is a fault")).CopyTo(words, 0);
    }

    private static List<InitialState> After(CompilationContext context, StepDelegate code, InitialState before)
    {
        if (before.Words is null)
        {
            return [before];
        }

        var states = new List<InitialState>();
        var memory = new byte[Frame.Size(context.ScratchWords)];
        fixed (ulong* source = before.Words)
        fixed (byte* frameMemory = memory)
        {
            var frame = Frame.At(frameMemory);
            Draws.Begin(frame);
            do
            {
                var target = new ulong[context.Layout.Words];
                frame->Violations = 0;
                fixed (ulong* pointer = target)
                {
                    var result = code(source, pointer, frame);
                    if (result != StepResult.Blocked)
                    {
                        var words = result == StepResult.Faulted ? null : target;
                        states.Add(new InitialState(words, before.Violations | frame->Violations));
                    }
                }
            }
            while (Draws.Next(frame));
        }

        return states;
    }
}
