// Makes the schedules of a finished search, which keeps no parents: from a second exploration down to the depth of the
// deepest violation (LevelRecorder). In graphs of moderate size the schedule is the one with the fewest context switches
// (SwitchMinimizer), in others the first of the shortest (PathTracer). Under symmetry the full graph is tried first, if it
// is of moderate size, since switches cannot be counted between representatives.
// If the memory does not suffice, or the user interrupts, there is no schedule.
using System;
using System.Numerics;
using Explorer.Core.Systems;
using Explorer.Core.Verdicts;
using Explorer.Search.Symmetry;

namespace Explorer.Search.Schedules;

internal sealed class ScheduleFinder
{
    private readonly ITransitionSystem _system;
    private readonly SymmetricSystem? _symmetric;
    private readonly SearchOptions _options;
    private readonly bool _isReduced;
    private readonly FoundSchedule?[] _found = new FoundSchedule?[64];

    /// <param name="system">The system that was searched.</param>
    public ScheduleFinder(ITransitionSystem system, SearchOptions options, PropertyFindings findings)
    {
        _system = system;
        _symmetric = system as SymmetricSystem;
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

        var deepest = Deepest;

        // The steps of a reduced search lead to no shortest schedule; only what it has seen tells its depths.
        if (_isReduced || _symmetric is null || !FindIn(_symmetric.Inner, deepest, _options.SwitchMinimizationStates))
        {
            FindIn(_system, deepest, long.MaxValue);
        }
    }

    /// <returns>False: there are more states than allowed.</returns>
    private bool FindIn(ITransitionSystem system, int deepest, long mostStates)
    {
        try
        {
            using var recorder = new LevelRecorder(system, _options.NewBudget(), mostStates, _options.Cancellation);
            if (recorder.Record(deepest) is not { } levels)
            {
                return false;
            }

            for (var left = Wanted; left != 0 && !_options.Cancellation.IsCancellationRequested; left &= left - 1)
            {
                var property = BitOperations.TrailingZeroCount(left);
                _found[property] = Find(system, levels, property, Findings.DepthOf(property));
            }

            return true;
        }
        catch (OutOfMemoryException)
        {
            return false;
        }
    }

    private FoundSchedule Find(ITransitionSystem system, StateLevels levels, int property, int depth)
    {
        using var goal = new ScheduleGoal(system, property);
        using var successors = new SuccessorBuffer(system.StateLength);
        if (depth == 0)
        {
            return new(FindInitial(goal), 0, Minimality.StepsAndContextSwitches);
        }

        var countsSwitches = !_isReduced && levels.EndOf(depth) <= _options.SwitchMinimizationStates && system is not SymmetricSystem;
        var schedule = countsSwitches
            ? new SwitchMinimizer(system, levels, goal, successors, depth).Find()
            : new PathTracer(system, levels, goal, successors).Trace(depth);
        var minimality = _isReduced ? Minimality.NotEstablished
            : countsSwitches ? Minimality.StepsAndContextSwitches : Minimality.Steps;
        return new(schedule, SwitchesOf(system, schedule), minimality);
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
