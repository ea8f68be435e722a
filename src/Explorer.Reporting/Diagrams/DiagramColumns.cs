using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Machines;
using Explorer.Machines.Interpretation;
using Explorer.Machines.Values;

namespace Explorer.Reporting.Diagrams;

/// <summary>Who has which column of a race diagram: each CPU on which a step is taken, in the order of CPUs; then each
/// machine without a CPU that takes a step, in the order of the model. A thread that moves changes its column.</summary>
public sealed class DiagramColumns
{
    private DiagramColumns(ImmutableArray<string> titles, ImmutableArray<int> columnOfStep)
    {
        Titles = titles;
        ColumnOfStep = columnOfStep;
    }

    public ImmutableArray<string> Titles { get; }

    /// <summary>For each step of the trace, from the first, its column.</summary>
    public ImmutableArray<int> ColumnOfStep { get; }

    /// <summary>The title of the column of a step; steps count from 1.</summary>
    public string TitleOf(int step) => Titles[ColumnOfStep[step - 1]];

    public static DiagramColumns Of(Trace trace)
    {
        var interpreter = new Interpreter(trace.Model);
        var keys = new List<(int Group, long Order, string Title)>();
        var before = trace.InitialState;
        foreach (var step in trace.Steps)
        {
            keys.Add(KeyOf(interpreter, trace.Model.Machines[step.Action.Machine], before!));
            before = step.State;
        }

        var columns = keys.Distinct().Order().ToList();
        return new DiagramColumns([.. columns.Select(c => c.Title)], [.. keys.Select(k => columns.IndexOf(k))]);
    }

    private static (int Group, long Order, string Title) KeyOf(Interpreter interpreter, Machine machine, MachineState state)
    {
        if (machine.Cpu is not { } cpu)
        {
            return (1, machine.Index, machine.Name);
        }

        var value = Bare(interpreter.Evaluate(cpu, state, machine));
        return value switch
        {
            IdentityValue id => (0, id.Index, TitleOf(id)),
            IntValue number => (0, number.Number, "CPU" + number.Display),
            _ => (0, 0, value.Display),
        };
    }

    // A named CPU is shown with what it is: `CPU reads`.
    private static string TitleOf(IdentityValue id) => id.Index >= 0 && id.Index < id.Type.Named.Length
        ? $"{id.Type.Prefix} {id.Display}"
        : id.Display;

    private static Value Bare(Value value) => value is OptionValue { Content: { } content } ? content : value;
}
