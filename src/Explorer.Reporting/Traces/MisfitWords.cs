using System.Collections.Immutable;
using System.Linq;
using Explorer.Machines;
using Explorer.Machines.Interpretation;
using Explorer.Reporting.Diagrams;
using Explorer.Reporting.Story;

namespace Explorer.Reporting.Traces;

/// <summary>Says why a recorded step is not possible.</summary>
internal static class MisfitWords
{
    private const int LongestName = 80;

    /// <param name="soFar">The trace up to the step before it.</param>
    public static string Why(Trace soFar, RecordedStep recorded)
    {
        var model = soFar.Model;
        var state = soFar.Steps.IsEmpty ? soFar.InitialState : soFar.Steps[^1].State;
        if (state is null)
        {
            return $"the step before it meets a fault: {(soFar.Steps.IsEmpty ? soFar.InitialFault : soFar.Steps[^1].Fault)!.Message}";
        }

        if (model.Machines.FirstOrDefault(m => m.Name == recorded.Actor) is not { } machine)
        {
            return $"the model has no {recorded.Actor}; it has {English.List([.. model.Machines.Select(m => m.Name)])}";
        }

        var named = model.Actions.Where(a => a.Machine == machine.Index && a.Name == recorded.Action).ToList();
        var next = Next(model, machine, state);
        if (named.Count == 0)
        {
            return $"{machine.Name} has no step '{recorded.Action}'; {next}";
        }

        return named.Any(a => a.From < 0 || a.From == state.Machines[machine.Index].Location)
            ? $"it is not possible here{Blocked(soFar, machine, state)}"
            : $"{machine.Name} is elsewhere; {next}";
    }

    private static string Next(MachineModel model, Machine machine, MachineState state)
    {
        var here = model.Actions
            .Where(a => a.Machine == machine.Index && (a.From < 0 || a.From == state.Machines[machine.Index].Location))
            .Select(a => $"'{English.Quoted(a.Name, LongestName)?.Trim('`') ?? "…"}' ({TraceRecording.Place(a.Span)})")
            .Distinct().ToImmutableArray();
        return here.IsEmpty ? "it has ended" : $"its next step is {string.Join(" or ", here)}";
    }

    private static string Blocked(Trace soFar, Machine machine, MachineState state)
    {
        if (machine.Kind == MachineKind.Rule)
        {
            return "";
        }

        var words = new EvidenceWords(soFar, DiagramColumns.Of(soFar));
        var reasons = BlockedStep.ReasonsOf(soFar, machine, state, soFar.Steps.Length);
        return reasons.IsEmpty ? "" : $": it waits for {string.Join(", or for ", reasons.Select(r => words.Condition(r, soFar.Steps.Length)))}";
    }
}
