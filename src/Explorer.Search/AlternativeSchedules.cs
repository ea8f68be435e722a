// Several schedules to one property that differ in what happens, not only in its order: level by level from the shortest on,
// all that reach a violation for the first time are enumerated, and one is kept for each multiset of steps, whoever takes
// them. One that has all the steps of a shorter one is left out: it is that one, with something besides.
// Not found are longer ways to states that are reached sooner, also if they are reached sooner through a violation.
using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Core.Systems;
using Explorer.Core.Verdicts;
using Explorer.Search.Schedules;

namespace Explorer.Search;

/// <summary>Schedules that violate one property in different ways.</summary>
/// <param name="Schedules">Each with its context switches, the shortest first.</param>
/// <param name="Reason">What kept more from being looked for; null: all were found, or as many as asked for.</param>
public sealed record Alternatives(ImmutableArray<(Schedule Schedule, int ContextSwitches)> Schedules, string? Reason);

/// <summary>Finds several schedules to a violation.</summary>
public sealed class AlternativeSchedules
{
    private const int MostSchedules = 20_000;

    private readonly ITransitionSystem _system;
    private readonly ITransitionSystem _searched;
    private readonly SearchOptions _options;
    private readonly long _start;
    private readonly List<(Schedule Schedule, int Switches, Dictionary<string, int> Steps)> _found;

    private AlternativeSchedules(ITransitionSystem system, SearchOptions options, Schedule first)
    {
        (_system, _options) = (system, options);
        _searched = SearchParts.Searched(system, options with { PartialOrder = null });
        _start = options.Clock.GetTimestamp();
        _found = [(first, ScheduleFinder.SwitchesOf(system, first), StepsOf(first))];
    }

    /// <summary>The schedule that a search found, and up to `most` in all that are different.</summary>
    /// <param name="options">Of the search; its bounds hold for this search anew.</param>
    /// <param name="first">A shortest schedule to a violation of the property.</param>
    public static Alternatives Find(ITransitionSystem system, SearchOptions options, int property, Schedule first, int most)
    {
        var search = new AlternativeSchedules(system, options, first);
        string? reason = null;
        try
        {
            reason = search._found.Count >= most ? null
                : first.Steps.IsEmpty ? "the violation at the start"
                : search.Run(property, first.Steps.Length, most);
        }
        catch (OutOfMemoryException)
        {
            reason = "the memory";
        }

        return new Alternatives([.. search._found.Take(most).Select(f => (f.Schedule, f.Switches))], reason);
    }

    private string? Run(int property, int depth, int most)
    {
        using var goal = new ScheduleGoal(_searched, property);
        using var successors = new SuccessorBuffer(_searched.StateLength);
        using var recorder = new LevelRecorder(_searched, _options.NewBudget(), _options.MaxStates ?? long.MaxValue, _options.Cancellation);
        if (recorder.Record(depth) is not { } levels)
        {
            return BoundOnStates();
        }

        for (var level = depth; levels.StartOf(level) < levels.EndOf(level); level++)
        {
            var reason = Collect(levels, goal, successors, level)
                ?? (level >= _options.MaxDepth ? "the bound on depth"
                    : _options.Clock.GetElapsedTime(_start) > _options.Time ? "the time" : null);
            if (_found.Count >= most)
            {
                return null;
            }

            if (reason is not null || !recorder.Extend())
            {
                return reason ?? BoundOnStates();
            }
        }

        return null;
    }

    private string BoundOnStates() => _options.Cancellation.IsCancellationRequested ? "the user" : "the bound on states";

    private string? Collect(StateLevels levels, ScheduleGoal goal, SuccessorBuffer successors, int depth)
    {
        if (ShortestPaths.To(_searched, levels, goal, successors, depth, _options.Cancellation, avoidsGoals: true) is not { } paths)
        {
            return "the user";
        }

        using var graph = ScheduleGraph.Of(_searched, goal, paths, depth, _options.NewBudget(), _options.ComparedStates);
        if (graph is null)
        {
            return $"the number of states on schedules of {depth} steps";
        }

        var enumeration = new ScheduleEnumeration(graph, MostSchedules);
        var schedules = enumeration.Run().Select(s => ScheduleOf(graph, s.Outcome, s.Edges))
            .Select(s => (Schedule: s, Switches: ScheduleFinder.SwitchesOf(_system, s), Steps: StepsOf(s)));
        foreach (var candidate in schedules.OrderBy(s => s.Switches))
        {
            if (!_found.Exists(f => f.Steps.All(s => candidate.Steps.GetValueOrDefault(s.Key) >= s.Value)))
            {
                _found.Add(candidate);
            }
        }

        return enumeration.IsCut ? $"the number of schedules of {depth} steps" : null;
    }

    private static Schedule ScheduleOf(ScheduleGraph graph, int outcome, int[] edges) => new(
        outcome, [.. edges.Select(e => new ScheduledStep(graph.Edges[e].Action, graph.Edges[e].Choice))]);

    // By statement, not by who takes the step.
    private Dictionary<string, int> StepsOf(Schedule schedule) => schedule.Steps
        .Select(s => _system.Actions[s.Action])
        .GroupBy(a => $"{a.Span.Source.Path}:{a.Span.Start}:{a.Name}")
        .ToDictionary(g => g.Key, g => g.Count());
}
