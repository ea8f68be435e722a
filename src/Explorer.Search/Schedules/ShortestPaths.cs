// Marks the states of a breadth-first exploration that lie on a shortest path to a goal: going back level by level, those
// with a marked state, or a step that is a goal itself, among their successors. Only these matter for what a shortest
// schedule is like, and they are few. Costs as much as the exploration did, and a bit for each state.
using System.Threading;
using Explorer.Core.Systems;

namespace Explorer.Search.Schedules;

internal sealed unsafe class ShortestPaths
{
    private const int ExpansionsBetweenPolls = 1024;

    private readonly ITransitionSystem _system;
    private readonly StateLevels _levels;
    private readonly ScheduleGoal _goal;
    private readonly SuccessorBuffer _successors;
    private readonly ulong[] _marks;
    private readonly bool _avoidsGoals;

    private ShortestPaths(
        ITransitionSystem system, StateLevels levels, ScheduleGoal goal, SuccessorBuffer successors, int depth, bool avoidsGoals)
    {
        _avoidsGoals = avoidsGoals;
        (_system, _levels, _goal, _successors) = (system, levels, goal, successors);
        _marks = new ulong[(levels.EndOf(depth) + 63) / 64];
    }

    /// <summary>The states on paths of `depth` steps to the goal, at least 1; null if it was cancelled.</summary>
    /// <param name="system">The system of the levels.</param>
    /// <param name="avoidsGoals">Whether no goal may be on the way; needless if none is nearer.</param>
    public static ShortestPaths? To(
        ITransitionSystem system, StateLevels levels, ScheduleGoal goal, SuccessorBuffer successors, int depth,
        CancellationToken cancellation, bool avoidsGoals = false)
    {
        var paths = new ShortestPaths(system, levels, goal, successors, depth, avoidsGoals);
        for (var index = levels.StartOf(depth); index < levels.EndOf(depth); index++)
        {
            if (goal.IsReachedIn(levels[index]))
            {
                paths.Mark(index);
            }
        }

        for (var level = depth - 1; level >= 0; level--)
        {
            for (var index = levels.StartOf(level); index < levels.EndOf(level); index++)
            {
                if ((index & (ExpansionsBetweenPolls - 1)) == 0 && cancellation.IsCancellationRequested)
                {
                    return null;
                }

                if (paths.LeadsOn(level, index, isLast: level == depth - 1))
                {
                    paths.Mark(index);
                }
            }
        }

        return paths;
    }

    /// <summary>Whether a state, as the system gives it, is of that level and on a path.</summary>
    public bool Contains(int level, ulong* state)
    {
        var index = _levels.IndexIn(level, state);
        return index >= 0 && (_marks[index >> 6] >> (int)(index & 63) & 1) != 0;
    }

    private void Mark(long index) => _marks[index >> 6] |= 1UL << (int)(index & 63);

    private bool LeadsOn(int level, long index, bool isLast)
    {
        var words = new System.ReadOnlySpan<ulong>(_levels[index], _system.StateLength);
        if (!_system.IsWithinLimit(words) || (_avoidsGoals && _goal.IsReachedIn(_levels[index])))
        {
            return false;
        }

        _system.Expand(words, _successors);
        var successor = _successors.States;
        for (var i = 0; i < _successors.Count; i++, successor += _system.StateLength)
        {
            if (Contains(level + 1, successor) && !(_avoidsGoals && IsGoal(i)))
            {
                return true;
            }
        }

        return isLast && IsGoal(null);
    }

    /// <summary>Whether the step to a successor is a goal, or any step.</summary>
    private bool IsGoal(int? successor)
    {
        foreach (var violation in _successors.Violations)
        {
            if ((successor is null || violation.Index == successor) && (violation.Violations & _goal.Mask) != 0)
            {
                return true;
            }
        }

        return false;
    }
}
