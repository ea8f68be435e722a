// Finds the path that an exploration took to the first state or step that decides a property, without parents: the parent
// of a state is the first state of the level before that has it among its successors, so one pass back through the levels
// suffices, which costs at most as much as the exploration did and no memory.
// It makes no choice among equally long paths but this: the first in the order of the levels.
using System;
using System.Collections.Generic;
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

    /// <param name="system">The system of the levels.</param>
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

        var states = new List<ulong[]>(depth + 1);
        foreach (var index in path)
        {
            if (index >= 0)
            {
                states.Add(Words(index).ToArray());
            }
        }

        return new PathSchedule(_system).Along(states, path[depth] < 0 ? _goal.Mask : 0);
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
