using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Explorer.Core;
using Explorer.Core.Systems;
using Explorer.Core.Verdicts;
using Explorer.Search.Symmetry;

namespace Explorer.Search.Schedules;

/// <summary>
/// The schedule of a path that is given by its states. Under symmetry these are representatives, and the schedule is one of
/// the full system: from a state that occurs, each step is the first that leads into the orbit of the next
/// representative, so no identity changes its name on the way.
/// </summary>
internal sealed class PathSchedule(ITransitionSystem system)
{
    private readonly SymmetricSystem? _symmetric = system as SymmetricSystem;
    private readonly ITransitionSystem _full = (system as SymmetricSystem)?.Inner ?? system;

    // The state in which the schedule so far ends.
    private readonly ulong[] _current = new ulong[system.StateLength];

    /// <summary>The schedule along the states, the initial one first.</summary>
    /// <param name="lastStep">If not zero a further step follows the last state, one that violates one of these
    /// properties by itself.</param>
    /// <exception cref="InternalErrorException">There is no such path.</exception>
    public Schedule Along(IReadOnlyList<ulong[]> states, ulong lastStep)
    {
        var initial = InitialOutcomeOf(states[0]);
        var steps = ImmutableArray.CreateBuilder<ScheduledStep>();
        for (var i = 1; i < states.Count; i++)
        {
            steps.Add(StepTo(states[i], 0));
        }

        if (lastStep != 0)
        {
            steps.Add(StepTo(null, lastStep));
        }

        return new Schedule(initial, steps.ToImmutable());
    }

    private static InternalErrorException Missing() => new("a path that the search took was not found again");

    private int InitialOutcomeOf(ulong[] state)
    {
        for (var i = 0; i < _full.InitialStateCount; i++)
        {
            _full.WriteInitialState(i, _current, out var hasState);
            if (hasState && IsLike(state, _current))
            {
                return i;
            }
        }

        throw Missing();
    }

    private ScheduledStep StepTo(ulong[]? target, ulong violated)
    {
        var successor = new ulong[_current.Length];
        for (var action = 0; action < _full.Actions.Length; action++)
        {
            for (var choice = 0;
                _full.TryFire(action, choice, _current, successor, out var exists, out var violations);
                choice++)
            {
                if (target is null ? (violations & violated) != 0 : exists && IsLike(target, successor))
                {
                    successor.CopyTo(_current, 0);
                    return new ScheduledStep(action, choice);
                }
            }
        }

        throw Missing();
    }

    /// <summary>Whether a state of the full system is the given one, or of its orbit.</summary>
    private bool IsLike(ulong[] given, ulong[] state)
    {
        if (_symmetric is null)
        {
            return given.AsSpan().SequenceEqual(state);
        }

        Span<ulong> representative = [.. state];
        _symmetric.Canonicalize(representative);
        return representative.SequenceEqual(given);
    }
}
