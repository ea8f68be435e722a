// Among the shortest schedules to a violation finds one with the fewest context switches (adjacent steps of different
// actors; Musuvathi and Qadeer, "Iterative context bounding", 2007, is the usual reason to want few), and among those
// the first in the order of actions and outcomes.
//
// A schedule of minimal length steps from each level of the breadth-first search to the next one, so only edges between
// neighbouring levels count. Going back level by level, let best(s, a) be the fewest switches on the way from s to the
// end if actor a has just moved. It takes only two values for one s: the minimum m(s) over the actors that can move
// first, if a is one of those that attain it, else m(s) + 1 (let any of those move: one switch more). So for each state
// m(s) and the set of attaining actors are kept, and the tables need no entry for each pair of state and actor.
// It needs 4 + 8 * (actors / 64) bytes for each state down to the violation, which is why it is bounded.
using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Explorer.Core;
using Explorer.Core.Systems;
using Explorer.Core.Verdicts;

namespace Explorer.Search.Schedules;

internal sealed unsafe class SwitchMinimizer
{
    private const int Unreachable = int.MaxValue;

    private readonly ITransitionSystem _system;
    private readonly StateLevels _levels;
    private readonly ScheduleGoal _goal;
    private readonly SuccessorBuffer _successors;
    private readonly int _depth;
    private readonly int[] _actors;
    private readonly int _setWords;
    private readonly int[] _fewest;
    private readonly ulong[] _attaining;

    /// <param name="depth">Steps of the shortest schedules, at least 1.</param>
    public SwitchMinimizer(
        ITransitionSystem system, StateLevels levels, ScheduleGoal goal, SuccessorBuffer successors, int depth)
    {
        _system = system;
        _levels = levels;
        _goal = goal;
        _successors = successors;
        _depth = depth;
        _actors = DenseActors(system, out var actorCount);
        _setWords = (actorCount + 63) / 64;
        _fewest = new int[levels.EndOf(depth)];
        _attaining = new ulong[_fewest.Length * _setWords];
        Array.Fill(_fewest, Unreachable);
    }

    /// <summary>The schedule; its number of context switches is the smallest there is.</summary>
    public Schedule Find()
    {
        JudgeLastLevel();
        for (var level = _depth - 1; level >= 0; level--)
        {
            for (var index = _levels.StartOf(level); index < _levels.EndOf(level); index++)
            {
                JudgeState(level, index);
            }
        }

        var initial = BestInitialOutcome(out var start);
        return new Schedule(initial, Walk(start));
    }

    private static int[] DenseActors(ITransitionSystem system, out int count)
    {
        var numbers = new Dictionary<int, int>();
        var actors = new int[system.Actions.Length];
        for (var i = 0; i < actors.Length; i++)
        {
            numbers.TryAdd(system.Actions[i].Actor, numbers.Count);
            actors[i] = numbers[system.Actions[i].Actor];
        }

        count = numbers.Count;
        return actors;
    }

    private void JudgeLastLevel()
    {
        for (var index = _levels.StartOf(_depth); index < _levels.EndOf(_depth); index++)
        {
            if (_goal.IsReachedIn(_levels[index]))
            {
                _fewest[index] = 0;
                _attaining.AsSpan((int)index * _setWords, _setWords).Fill(ulong.MaxValue);
            }
        }
    }

    private void JudgeState(int level, long index)
    {
        if (!_system.IsWithinLimit(Words(index)))
        {
            return;
        }

        _system.Expand(Words(index), _successors);
        var successor = _successors.States;
        for (var i = 0; i < _successors.Count; i++, successor += _system.StateLength)
        {
            var target = _levels.IndexIn(level + 1, successor);
            if (target >= 0)
            {
                var actor = _actors[_successors.Actions[i]];
                Offer(index, actor, SwitchesAfter(target, actor));
            }
        }

        if (level == _depth - 1)
        {
            foreach (var violation in _successors.Violations)
            {
                var isGoal = (violation.Violations & _goal.Mask) != 0;
                Offer(index, _actors[violation.Action], isGoal ? 0 : Unreachable);
            }
        }
    }

    /// <summary>Takes note that from a state a move of an actor leads to the end with so many switches after it.</summary>
    private void Offer(long index, int actor, int switches)
    {
        if (switches > _fewest[index] || switches == Unreachable)
        {
            return;
        }

        var set = _attaining.AsSpan((int)index * _setWords, _setWords);
        if (switches < _fewest[index])
        {
            _fewest[index] = switches;
            set.Clear();
        }

        set[actor >> 6] |= 1UL << (actor & 63);
    }

    /// <summary>Fewest switches from a state on if the actor has just moved.</summary>
    private int SwitchesAfter(long index, int actor)
    {
        var attains = (_attaining[(index * _setWords) + (actor >> 6)] >> (actor & 63) & 1) != 0;
        return _fewest[index] == Unreachable || attains ? _fewest[index] : _fewest[index] + 1;
    }

    private int BestInitialOutcome(out long start)
    {
        var best = -1;
        start = -1;
        var state = stackalloc ulong[_system.StateLength];
        for (var i = 0; i < _system.InitialStateCount; i++)
        {
            _system.WriteInitialState(i, new Span<ulong>(state, _system.StateLength), out var hasState);
            var index = hasState ? _levels.IndexIn(0, state) : -1;
            if (index >= 0 && _fewest[index] < (best < 0 ? Unreachable : _fewest[start]))
            {
                (best, start) = (i, index);
            }
        }

        return best < 0 ? throw Missing() : best;
    }

    private ImmutableArray<ScheduledStep> Walk(long start)
    {
        var steps = ImmutableArray.CreateBuilder<ScheduledStep>(_depth);
        var (index, left, last) = (start, _fewest[start], -1);
        for (var level = 0; level < _depth; level++)
        {
            var step = FirstStep(level, ref index, last, ref left);
            last = _actors[step.Action];
            steps.Add(step);
        }

        return steps.MoveToImmutable();
    }

    /// <summary>The first step from a state that leaves a way to the end with `left` switches.</summary>
    private ScheduledStep FirstStep(int level, ref long index, int last, ref int left)
    {
        var successor = stackalloc ulong[_system.StateLength];
        var span = new Span<ulong>(successor, _system.StateLength);
        for (var action = 0; action < _system.Actions.Length; action++)
        {
            var actor = _actors[action];
            var after = last < 0 || last == actor ? left : left - 1;
            for (var choice = 0;
                _system.TryFire(action, choice, Words(index), span, out var exists, out var violations);
                choice++)
            {
                var target = exists ? _levels.IndexIn(level + 1, successor) : -1;
                var ends = level == _depth - 1 && (violations & _goal.Mask) != 0 && after == 0;
                if (ends || (target >= 0 && SwitchesAfter(target, actor) == after))
                {
                    (index, left) = (target, after);
                    return new ScheduledStep(action, choice);
                }
            }
        }

        throw Missing();
    }

    private static InternalErrorException Missing() => new("a schedule that the search found was not found again");

    private ReadOnlySpan<ulong> Words(long index) => new(_levels[index], _system.StateLength);
}
