using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Machines;
using Explorer.Machines.Interpretation;
using Explorer.Machines.Values;

namespace Explorer.Reporting.Diagrams;

/// <summary>Who has which column of a race diagram: each CPU on which a step is taken, in the order of CPUs; then each
/// thread without a CPU that takes a step, in the order of the model; then one for all rules without a CPU. A thread that
/// moves changes its column.</summary>
public sealed class DiagramColumns
{
    private const int OfCpu = 0;
    private const int OfThread = 1;
    private const int OfRules = 2;

    private readonly ImmutableArray<bool> _isRules;

    private DiagramColumns(ImmutableArray<string> titles, ImmutableArray<int> columnOfStep, ImmutableArray<bool> isRules)
    {
        Titles = titles;
        ColumnOfStep = columnOfStep;
        _isRules = isRules;
    }

    public ImmutableArray<string> Titles { get; }

    /// <summary>For each step of the trace, from the first, its column.</summary>
    public ImmutableArray<int> ColumnOfStep { get; }

    /// <summary>Who took a step: the CPU, or the thread if it has none; null for a rule without a CPU. Steps count from
    /// 1.</summary>
    public string? ActorOf(int step) => _isRules[step - 1] ? null : Titles[ColumnOfStep[step - 1]];

    public static DiagramColumns Of(Trace trace)
    {
        var interpreter = new Interpreter(trace.Model);
        var keys = new List<Column>();
        var before = trace.InitialState;
        foreach (var step in trace.Steps)
        {
            keys.Add(KeyOf(interpreter, trace.Model.Machines[step.Action.Machine], before!));
            before = step.State;
        }

        var columns = keys.Distinct().Order().ToList();
        return new DiagramColumns(
            [.. columns.Select(c => c.Title)],
            [.. keys.Select(k => columns.IndexOf(k))],
            [.. keys.Select(k => k.Group == OfRules)]);
    }

    private static Column KeyOf(Interpreter interpreter, Machine machine, MachineState state)
    {
        if (CpuOf(interpreter, machine, state) is not { } value)
        {
            return machine.Kind == MachineKind.Rule ? new(OfRules, 0, "rules") : new(OfThread, machine.Index, machine.Name);
        }

        return value switch
        {
            IdentityValue id => new(OfCpu, id.Index, CpuTitle(value)),
            IntValue number => new(OfCpu, number.Number, CpuTitle(value)),
            _ => new(OfCpu, 0, CpuTitle(value)),
        };
    }

    // Where a fault keeps it from being known, the thread has none.
    internal static Value? CpuOf(Interpreter interpreter, Machine machine, MachineState state)
    {
        try
        {
            return machine.Cpu is null ? null : Bare(interpreter.Evaluate(machine.Cpu, state, machine));
        }
        catch (FaultException)
        {
            return null;
        }
    }

    /// <summary>The title of a CPU's column.</summary>
    internal static string CpuTitle(Value cpu) => cpu switch
    {
        IdentityValue id => TitleOf(id),
        IntValue number => "CPU" + number.Display,
        _ => cpu.Display,
    };

    // A named CPU is shown with what it is: `CPU reads`.
    private static string TitleOf(IdentityValue id) => id.Index >= 0 && id.Index < id.Type.Named.Length
        ? $"{id.Type.Prefix} {id.Display}"
        : id.Display;

    private static Value Bare(Value value) => value is OptionValue { Content: { } content } ? content : value;

    private readonly record struct Column(int Group, long Order, string Title) : IComparable<Column>
    {
        public int CompareTo(Column other) => Group != other.Group ? Group.CompareTo(other.Group)
            : Order != other.Order ? Order.CompareTo(other.Order)
            : string.CompareOrdinal(Title, other.Title);
    }
}
