// Makes the schedules of a finished search, which keeps no parents: from a second exploration down to the depth of the
// deepest violation (LevelRecorder). Going back over its levels marks what lies on shortest paths (ShortestPaths); of the
// schedules along these, in the full system (ScheduleGraph), one is chosen (ScheduleChooser). Where there are too many
// states on such paths, it is the first that is met (PathTracer).
// If the memory does not suffice, or the user interrupts, there is no schedule.
using System;
using System.Numerics;
using Explorer.Core.Systems;
using Explorer.Core.Verdicts;

namespace Explorer.Search.Schedules;

internal sealed class ScheduleFinder
{
    private readonly ITransitionSystem _system;
    private readonly SearchOptions _options;
    private readonly bool _isReduced;
    private readonly FoundSchedule?[] _found = new FoundSchedule?[64];

    /// <param name="system">The system that was searched.</param>
    public ScheduleFinder(ITransitionSystem system, SearchOptions options, PropertyFindings findings)
    {
        _system = system;
        _isReduced = options.PartialOrder is not null;
        _options = options;
        Findings = findings;
        Wanted = (options.Schedules ? findings.Violated : 0) | (options.Witnesses ? findings.Witnessed : 0);
    }

    /// <summary>What the search has found.</summary>
    public PropertyFindings Findings { get; }

    /// <summary>The properties that are to get a schedule.</summary>
    public ulong Wanted { get; }

    /// <summary>The depth of the deepest violation or witness of a property that is to get a schedule; 0 without one.</summary>
    public int Deepest
    {
        get
        {
            var deepest = 0;
            for (var left = Wanted; left != 0; left &= left - 1)
            {
                deepest = Math.Max(deepest, Findings.DepthOf(BitOperations.TrailingZeroCount(left)));
            }

            return deepest;
        }
    }

    /// <summary>The schedule of a property, if it was wanted and found.</summary>
    public FoundSchedule? this[int property] => _found[property];

    /// <summary>Explores again as far as needed, and finds all that is wanted.</summary>
    public void Find()
    {
        if (Wanted == 0)
        {
            return;
        }

        try
        {
            using var recorder = new LevelRecorder(_system, _options.NewBudget(), long.MaxValue, _options.Cancellation);
            if (recorder.Record(Deepest) is not { } levels)
            {
                return;
            }

            for (var left = Wanted; left != 0 && !_options.Cancellation.IsCancellationRequested; left &= left - 1)
            {
                var property = BitOperations.TrailingZeroCount(left);
                _found[property] = Find(levels, property, Findings.DepthOf(property));
            }
        }
        catch (OutOfMemoryException)
        {
            // What was found so far stays.
        }
    }

    private FoundSchedule? Find(StateLevels levels, int property, int depth)
    {
        using var goal = new ScheduleGoal(_system, property);
        using var successors = new SuccessorBuffer(_system.StateLength);
        if (_options.Store != StoreKind.Exact && !_isReduced)
        {
            depth = Earliest(levels, goal, successors, depth);
        }

        if (depth == 0)
        {
            return new(FindInitial(goal), 0, Minimality.First) { Participants = 0 };
        }

        if (!_isReduced && Choose(levels, goal, successors, depth) is { } chosen)
        {
            return chosen;
        }

        var schedule = new PathTracer(_system, levels, goal, successors).Trace(depth);
        return new(schedule, SwitchesOf(_system, schedule), _isReduced ? Minimality.NotEstablished : Minimality.Steps);
    }

    /// <summary>The best of all shortest schedules; null if there are too many to be compared.</summary>
    private FoundSchedule? Choose(StateLevels levels, ScheduleGoal goal, SuccessorBuffer successors, int depth)
    {
        if (_options.ComparedStates == 0
            || ShortestPaths.To(_system, levels, goal, successors, depth, _options.Cancellation) is not { } paths)
        {
            return null;
        }

        using var graph = ScheduleGraph.Of(_system, goal, paths, depth, _options.NewBudget(), _options.ComparedStates);
        return graph is null ? null : ScheduleChooser.Choose(graph, _options.Identities);
    }

    // A store that takes states for others may have missed a shorter way; the levels are exact.
    private static unsafe int Earliest(StateLevels levels, ScheduleGoal goal, SuccessorBuffer successors, int depth)
    {
        for (var level = 0; level < depth; level++)
        {
            for (var index = levels.StartOf(level); index < levels.EndOf(level); index++)
            {
                if (goal.IsReachedIn(levels[index]))
                {
                    return level;
                }

                if (goal.IsReachedByStep(levels[index], successors))
                {
                    depth = level + 1;
                }
            }
        }

        return depth;
    }

    private unsafe Schedule FindInitial(ScheduleGoal goal)
    {
        var words = stackalloc ulong[_system.StateLength];
        for (var i = 0; i < _system.InitialStateCount; i++)
        {
            var violations = _system.WriteInitialState(
                i, new Span<ulong>(words, _system.StateLength), out var hasState);
            if ((violations & goal.Mask) != 0 || (hasState && goal.IsReachedIn(words)))
            {
                return new Schedule(i, []);
            }
        }

        throw new Core.InternalErrorException("a violation in an initial state was not found again");
    }

    /// <summary>Adjacent steps of different actors.</summary>
    public static int SwitchesOf(ITransitionSystem system, Schedule schedule)
    {
        var switches = 0;
        for (var i = 1; i < schedule.Steps.Length; i++)
        {
            var before = system.Actions[schedule.Steps[i - 1].Action].Actor;
            switches += system.Actions[schedule.Steps[i].Action].Actor == before ? 0 : 1;
        }

        return switches;
    }
}
