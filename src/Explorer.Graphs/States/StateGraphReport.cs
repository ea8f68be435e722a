using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Graphs.Analysis;
using Explorer.Machines;
using Explorer.Machines.Interpretation;

namespace Explorer.Graphs.States;

/// <summary>A state space of a model with what the analyses found: all that a drawing, the JSON and the summary show.</summary>
/// <param name="Path">The model's path as given.</param>
/// <param name="States">The states as values, by number.</param>
/// <param name="Components">The strongly connected components of the states.</param>
/// <param name="Goals">The paths to violations and witnesses, of those properties that have any, in the order of the
/// properties.</param>
public sealed record StateGraphReport(
    string Path,
    MachineModel Model,
    StateSpace Space,
    ImmutableArray<MachineState> States,
    StrongComponents Components,
    ImmutableArray<GoalPaths> Goals)
{
    // Components with states beyond the limit.
    private readonly Lazy<HashSet<int>> _beyond = new(
        () => [.. Enumerable.Range(0, Space.Count).Where(s => Space.Marks[s].IsBeyondLimit).Select(s => Components.Of[s])]);

    /// <summary>Parameters and switches with their values in force.</summary>
    public ImmutableArray<(string Name, string Value)> Settings { get; init; } = [];

    /// <summary>The types whose identities were renamed to merge states; empty without symmetry.</summary>
    public ImmutableArray<string> Merged { get; init; } = [];

    /// <summary>Analyses a state space.</summary>
    /// <param name="decode">The state with this number as values.</param>
    public static StateGraphReport Of(string path, MachineModel model, StateSpace space, Func<int, MachineState> decode)
    {
        ArgumentNullException.ThrowIfNull(space);
        var edges = space.Steps.Where(s => s.Step.Target >= 0).Select(s => (s.Source, s.Step.Target)).ToList();
        return new StateGraphReport(
            path,
            model,
            space,
            [.. Enumerable.Range(0, space.Count).Select(decode)],
            StrongComponents.In(space.Count, edges),
            [.. Decided(space).Select(p => GoalAnalysis.Of(space, p)).OfType<GoalPaths>()]);
    }

    /// <summary>The paths to violations, without those to witnesses.</summary>
    public IEnumerable<GoalPaths> Violations => Goals.Where(g => (Space.Reachables >> g.Property & 1) == 0);

    /// <summary>Whether a component is terminal: no step leads out of it, and none was cut off by the limit.</summary>
    public bool IsTerminal(int component) => !Components.AreLeft[component] && !_beyond.Value.Contains(component);

    /// <summary>The terminal components, in their order.</summary>
    public IEnumerable<int> TerminalComponents => Enumerable.Range(0, Components.Count).Where(IsTerminal);

    private static IEnumerable<int> Decided(StateSpace space)
    {
        var found = space.Marks.Aggregate(0UL, (mask, mark) => mask | mark.Found)
            | space.Steps.Aggregate(0UL, (mask, step) => mask | step.Step.Violations)
            | space.Starts.Aggregate(0UL, (mask, start) => mask | start.Violations);
        return Enumerable.Range(0, space.Properties.Length).Where(p => (found >> p & 1) != 0);
    }
}
