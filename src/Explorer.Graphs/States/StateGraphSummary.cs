using System.Collections.Generic;
using System.Linq;
using Explorer.Graphs.Analysis;
using Explorer.Reporting.Summaries;

namespace Explorer.Graphs.States;

/// <summary>What there is to say of a state graph, in a few lines: its size, its components, and of each violated property
/// what all violating paths have in common.</summary>
public static class StateGraphSummary
{
    private const int MostNamed = 12;

    /// <summary>The model and the size of its graph, in two short lines.</summary>
    public static IEnumerable<string> Title(StateGraphReport report) => [report.Path, Size(report)];

    /// <summary>All of it; what belongs to a property is indented below it.</summary>
    public static IEnumerable<string> Lines(StateGraphReport report)
    {
        yield return $"{report.Path}: {Size(report)}";
        yield return Components(report);
        foreach (var line in report.Violations.SelectMany(v => Of(report, v)))
        {
            yield return line;
        }
    }

    private static string Size(StateGraphReport report)
    {
        var space = report.Space;
        var merged = report.Merged.IsEmpty ? "" : $"; states are equal up to renaming of {string.Join(", ", report.Merged)}";
        var beyond = space.Marks.Count(m => m.IsBeyondLimit);
        var cut = beyond == 0 ? "" : $", {Words.Of(beyond)} of them beyond the limit";
        return $"{Words.Of(space.Count, "state")}{cut}, {Words.Of(space.Steps.Length, "transition")}, "
            + $"{Words.Of(space.InitialStates.Length, "initial state")}{merged}";
    }

    private static string Components(StateGraphReport report)
    {
        var components = report.Components;
        var cyclic = components.AreCyclic.Count(c => c);
        var terminal = report.TerminalComponents.ToList();
        var cyclicTerminal = terminal.Count(c => components.AreCyclic[c]);
        return $"{Words.Of(components.Count, "strongly connected component")}, the largest of "
            + $"{Words.Of(components.Sizes.DefaultIfEmpty(0).Max(), "state")}; {Words.Of(cyclic)} with a cycle; "
            + $"{Words.Of(terminal.Count)} terminal, {Words.Of(cyclicTerminal)} of these with a cycle";
    }

    private static IEnumerable<string> Of(StateGraphReport report, GoalPaths goal)
    {
        var name = report.Space.Properties[goal.Property].Name;
        var count = goal.ShortestPaths.ToString("N0", System.Globalization.CultureInfo.InvariantCulture);
        var paths = goal.ShortestPaths.IsOne ? "1 shortest path" : $"{count} shortest paths";
        yield return $"{name}: violated after {Words.Of(goal.Steps, "step")}, by {paths}";
        yield return goal.DominatingStates.IsEmpty
            ? "  no state is on all violating paths"
            : $"  all violating paths pass {Named(goal.DominatingStates.Select(s => $"s{s}"), ", ")}";
        var labels = new StateLabels(report);
        foreach (var step in goal.DominatingSteps.Take(MostNamed))
        {
            var taken = report.Space.Steps[step];
            var target = taken.Step.Target < 0 ? "the fault" : $"s{taken.Step.Target}";
            yield return $"  all take the step from s{taken.Source} to {target}, {labels.InLine(taken.Step.Action)}";
        }

        if (goal.DominatingSteps.Length > MostNamed)
        {
            yield return $"  and {Words.Of(goal.DominatingSteps.Length - MostNamed)} steps more";
        }

        yield return goal.NeededActions.IsEmpty
            ? "  no action is on all of them"
            : $"  all need {(report.Merged.IsEmpty ? "" : "up to renaming ")}the actions {Named(goal.NeededActions.Select(labels.InLine), "; ")}";
    }

    private static string Named(IEnumerable<string> names, string separator)
    {
        var all = names.ToList();
        var shown = string.Join(separator, all.Take(MostNamed));
        return all.Count <= MostNamed ? shown : $"{shown}{separator}and {all.Count - MostNamed} more";
    }
}
