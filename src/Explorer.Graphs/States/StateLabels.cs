using System.Collections.Generic;
using System.Linq;
using Explorer.Machines;
using Explorer.Machines.Interpretation;
using Explorer.Reporting.Proofs;

namespace Explorer.Graphs.States;

/// <summary>States and steps in words, for drawings: of the first state all that it holds, of every other what differs from
/// it.</summary>
internal sealed class StateLabels(StateGraphReport report)
{
    private const int MostLines = 20;

    private readonly StateDifference _difference = new(report.Model);

    /// <summary>The state's number, what it is, and its values.</summary>
    public IEnumerable<string> OfState(int state)
    {
        var values = Values(state).ToList();
        var shown = values.Count <= MostLines ? values : values.Take(MostLines - 1).Append($"… and {values.Count - MostLines + 1} more");
        return [$"s{state}", .. Marks(state), .. shown];
    }

    /// <summary>What a state is beside its values, a line each.</summary>
    public IEnumerable<string> Marks(int state)
    {
        var (space, mark) = (report.Space, report.Space.Marks[state]);
        foreach (var name in space.NamesOf(mark.Found & ~space.Reachables))
        {
            yield return $"violates {name}";
        }

        foreach (var name in space.NamesOf(mark.Found & space.Reachables))
        {
            yield return $"witness of {name}";
        }

        if (mark.IsDeadlock && !space.NamesOf(mark.Found).Contains("deadlock"))
        {
            yield return "a deadlock, which is allowed";
        }

        if (mark.IsBeyondLimit)
        {
            yield return "beyond the limit";
        }

        if (HasEnded(state))
        {
            yield return "all threads have ended";
        }
    }

    /// <summary>Whether there are threads, and all have ended.</summary>
    public bool HasEnded(int state) =>
        report.Space.Marks[state].IsTerminal && report.Model.Machines.Any(m => m.Kind == MachineKind.Thread);

    /// <summary>Who takes a step, and what it is. What a rule does is named after the rule: then nobody is named.</summary>
    public (string Actor, string Name) OfAction(int action)
    {
        var taken = report.Model.Actions[action];
        var machine = report.Model.Machines[taken.Machine];
        return (machine.Kind == MachineKind.Rule ? "" : machine.Name, taken.Name);
    }

    /// <summary>A step in one line: `thread: step`, or the rule.</summary>
    public string InLine(int action) => OfAction(action) is var (actor, name) && actor.Length != 0 ? $"{actor}: {name}" : name;

    private IEnumerable<string> Values(int state)
    {
        var (first, here) = (report.States[0], report.States[state]);
        if (state == 0)
        {
            return StateText.Lines(report.Model, here);
        }

        var variables = _difference.OfVariables(first, here).Select(c => $"{c.Name} = {c.After.Display}");
        var machines = report.Model.Machines
            .Where(m => !m.Locations.IsEmpty && !first.Machines[m.Index].Equals(here.Machines[m.Index]))
            .Select(m => StateText.OfMachine(m, here.Machines[m.Index]));
        return variables.Concat(machines);
    }
}
