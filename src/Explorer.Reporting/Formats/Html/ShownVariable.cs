using System;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Core.Diagnostics;
using Explorer.Machines;
using Explorer.Machines.Interpretation;
using Explorer.Machines.Types;
using Explorer.Machines.Values;

namespace Explorer.Reporting.Formats.Html;

/// <summary>A variable of a model as its author declared it: shared, or one that only one machine uses and that is kept as
/// a local of that machine.</summary>
/// <param name="Owner">That machine; null for a shared variable.</param>
/// <param name="Position">Index among the shared variables, or among the machine's locals.</param>
internal sealed record ShownVariable(
    string Name, ModelType Type, bool IsGhost, bool IsPerCpu, SourceSpan Span, Machine? Owner, int Position)
{
    /// <summary>Shared variables in the model's order, then those of machines.</summary>
    public static ImmutableArray<ShownVariable> Of(MachineModel model) =>
    [
        .. model.Variables.Select(v => new ShownVariable(v.Name, v.Type, v.IsGhost, v.IsPerCpu, v.Span, null, v.Index)),
        .. model.Machines.SelectMany(m => m.Locals.Take(m.StoredLocals).Select((l, i) => (Local: l, Index: i)).Where(l => l.Local.IsVariable)
            .Select(l => new ShownVariable(l.Local.Name, l.Local.Type, false, false, l.Local.Span, m, l.Index))),
    ];

    /// <summary>Which variable a change is of; -1 for a local that was not declared as one.</summary>
    public static int IndexOf(ImmutableArray<ShownVariable> variables, StateChange change, int machine) =>
        change.Variable >= 0 || !change.IsOwnVariable
            ? change.Variable
            : variables.IndexOf(variables.FirstOrDefault(v => v.Owner?.Index == machine && IsPart(change.Name, v.Name))!);

    public Value StartIn(MachineState state) =>
        Owner is null ? state.Variables[Position] : state.Machines[Owner.Index].Locals[Position];

    /// <summary>The value after a step if the step changed it; null if not. What a machine never reads again has been
    /// reset by the tool, not by the model: it keeps its value.</summary>
    public Value? ChangeOf(MachineState before, MachineState after)
    {
        var isLive = Owner is null || Owner.Locations[after.Machines[Owner.Index].Location].Live.Contains(Owner.Locals[Position]);
        var value = StartIn(after);
        return isLive && !value.Equals(StartIn(before)) ? value : null;
    }

    private static bool IsPart(string part, string name) =>
        part.StartsWith(name, StringComparison.Ordinal) && (part.Length == name.Length || part[name.Length] is '[' or '.' or '@');
}
