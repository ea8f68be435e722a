// Finds the path that the search itself took to the first state or step that decides a property, without parents: the
// parent of a state is the first state of the level before that has it among its successors, so one pass back through
// the levels suffices, which costs at most as much as the search did and no memory.
// It makes no choice among equally long paths but this: the first in the search's order.
using System;
using System.Collections.Immutable;
using Explorer.Core;
using Explorer.Core.Systems;
using Explorer.Core.Verdicts;

namespace Explorer.Search.Schedules;

internal sealed unsafe class PathTracer
{
    private readonly ITransitionSystem _system;
    private readonly StateLevels _levels;
    private readonly ScheduleGoal _goal;
    private readonly SuccessorBuffer _successors;

    public PathTracer(ITransitionSystem system, StateLevels levels, ScheduleGoal goal, SuccessorBuffer successors)
    {
        _system = system;
        _levels = levels;
        _goal = goal;
        _successors = successors;
    }

    /// <summary>A schedule of `depth` steps, at least 1.</summary>
    public Schedule Trace(int depth)
    {
        var path = new long[depth + 1];
        path[depth] = FirstGoalState(depth);
        if (path[depth] < 0)
        {
            path[depth - 1] = FirstGoalStep(depth - 1);
        }

        for (var level = depth - 1; level >= 0; level--)
        {
            path[level] = path[level + 1] < 0 ? path[level] : ParentOf(path[level + 1], level);
        }

        var steps = ImmutableArray.CreateBuilder<ScheduledStep>(depth);
        for (var level = 0; level < depth; level++)
        {
            steps.Add(StepBetween(path[level], path[level + 1]));
        }

        return new Schedule(InitialOutcomeOf(path[0]), steps.MoveToImmutable());
    }

    private static InternalErrorException Missing() => new("a path that the search took was not found again");

    private long FirstGoalState(int level)
    {
        for (var index = _levels.StartOf(level); index < _levels.EndOf(level); index++)
        {
            if (_goal.IsReachedIn(_levels[index]))
            {
                return index;
            }
        }

        return -1;
    }

    private long FirstGoalStep(int level)
    {
        for (var index = _levels.StartOf(level); index < _levels.EndOf(level); index++)
        {
            if (Expand(index))
            {
                foreach (var violation in _successors.Violations)
                {
                    if ((violation.Violations & _goal.Mask) != 0)
                    {
                        return index;
                    }
                }
            }
        }

        throw Missing();
    }

    private long ParentOf(long child, int level)
    {
        var target = Words(child);
        for (var index = _levels.StartOf(level); index < _levels.EndOf(level); index++)
        {
            for (var i = 0; Expand(index, i) && i < _successors.Count; i++)
            {
                if (_successors[i].SequenceEqual(target))
                {
                    return index;
                }
            }
        }

        throw Missing();
    }

    private ScheduledStep StepBetween(long source, long target)
    {
        Span<ulong> successor = new ulong[_system.StateLength];
        for (var action = 0; action < _system.Actions.Length; action++)
        {
            for (var choice = 0; Fire(source, action, choice, successor, out var exists, out var violations); choice++)
            {
                var isIt = target < 0
                    ? (violations & _goal.Mask) != 0
                    : exists && successor.SequenceEqual(Words(target));
                if (isIt)
                {
                    return new ScheduledStep(action, choice);
                }
            }
        }

        throw Missing();
    }

    private int InitialOutcomeOf(long index)
    {
        Span<ulong> state = new ulong[_system.StateLength];
        for (var i = 0; i < _system.InitialStateCount; i++)
        {
            _system.WriteInitialState(i, state, out var hasState);
            if (hasState && state.SequenceEqual(Words(index)))
            {
                return i;
            }
        }

        throw Missing();
    }

    private bool Fire(long source, int action, int choice, Span<ulong> successor, out bool exists, out ulong violations) =>
        _system.TryFire(action, choice, Words(source), successor, out exists, out violations);

    /// <summary>Expands a state before its first successor is looked at; false if it is outside the limit.</summary>
    private bool Expand(long index, int successor = 0)
    {
        if (successor == 0)
        {
            if (!_system.IsWithinLimit(Words(index)))
            {
                return false;
            }

            _system.Expand(Words(index), _successors);
        }

        return true;
    }

    private ReadOnlySpan<ulong> Words(long index) => new(_levels[index], _system.StateLength);
}
