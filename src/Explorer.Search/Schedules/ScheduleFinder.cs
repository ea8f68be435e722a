// Makes the schedules of a finished search, which keeps no parents: from its levels if its store has kept the states in
// order, else from a second search down to the depth of the deepest violation. In graphs of moderate size the schedule
// is the one with the fewest context switches (SwitchMinimizer), in others the first of the shortest (PathTracer).
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
    private readonly FoundSchedule?[] _found = new FoundSchedule?[64];

    public ScheduleFinder(ITransitionSystem system, SearchOptions options, PropertyFindings findings)
    {
        _system = system;
        _options = options;
        Findings = findings;
        Wanted = (options.Schedules ? findings.Violated : 0) | (options.Witnesses ? findings.Witnessed : 0);
    }

    /// <summary>What the search has found.</summary>
    public PropertyFindings Findings { get; }

    /// <summary>The properties that are to get a schedule.</summary>
    public ulong Wanted { get; }

    /// <summary>The schedule of a property, if it was wanted and found.</summary>
    public FoundSchedule? this[int property] => _found[property];

    /// <summary>Searches again as far as needed, and finds all that is wanted.</summary>
    public void FindByRebuilding()
    {
        var deepest = 0;
        for (var left = Wanted; left != 0; left &= left - 1)
        {
            deepest = Math.Max(deepest, Findings.DepthOf(BitOperations.TrailingZeroCount(left)));
        }

        if (Wanted != 0)
        {
            StateLevels.Rebuild(_system, _options, deepest, FindIn);
        }
    }

    /// <summary>Finds all that is wanted in the levels of the search itself.</summary>
    /// <returns>True, always: there is nothing else to say.</returns>
    public bool FindIn(StateLevels levels)
    {
        for (var left = Wanted; left != 0; left &= left - 1)
        {
            if (_options.Cancellation.IsCancellationRequested)
            {
                break;
            }

            var property = BitOperations.TrailingZeroCount(left);
            try
            {
                _found[property] = Find(levels, property, Findings.DepthOf(property));
            }
            catch (OutOfMemoryException)
            {
                _found[property] = null;
            }
        }

        return true;
    }

    private FoundSchedule Find(StateLevels levels, int property, int depth)
    {
        using var goal = new ScheduleGoal(_system, property);
        using var successors = new SuccessorBuffer(_system.StateLength);
        if (depth == 0)
        {
            return new(FindInitial(goal), 0, Minimality.StepsAndContextSwitches);
        }

        var isSmall = levels.EndOf(depth) <= _options.SwitchMinimizationStates;
        var schedule = isSmall
            ? new SwitchMinimizer(_system, levels, goal, successors, depth).Find()
            : new PathTracer(_system, levels, goal, successors).Trace(depth);
        var isEstablished = isSmall && levels.PartialLevel != depth;
        return new(
            schedule, SwitchesOf(schedule), isEstablished ? Minimality.StepsAndContextSwitches : Minimality.Steps);
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

    private int SwitchesOf(Schedule schedule)
    {
        var switches = 0;
        for (var i = 1; i < schedule.Steps.Length; i++)
        {
            var before = _system.Actions[schedule.Steps[i - 1].Action].Actor;
            switches += _system.Actions[schedule.Steps[i].Action].Actor == before ? 0 : 1;
        }

        return switches;
    }
}
