// Decides whether a state is a deadlock: some thread has not ended, and no sequence of may-actions leads to a step
// that is none. A may-action is hardware that can but need not act, so it ends no deadlock by itself; but what it does
// may let a thread go on, and then the thread is not stuck. Almost every state has a step of its own, and is settled by
// one look at its successors; the others are settled by a small breadth-first search over may-actions.
// A step that a fault keeps from ending counts as a step, and so does one that a reduction has left out: what is asked is
// what the full system can do.
// It does not remember results between states, and it does not judge a state from which may-actions leave the limit
// (such a state is no deadlock here, as what lies outside the limit is unknown), nor one from which they reach more
// than a million states: then it says `Undecided`.
using System;
using System.Collections.Generic;
using Explorer.Core.Systems;
using Explorer.Search.Reduction;
using Explorer.Search.States;
using Explorer.Search.VisitedSets;

namespace Explorer.Search;

internal enum DeadlockAnswer
{
    CanGoOn,
    IsDeadlock,
    Undecided,
}

internal sealed unsafe class DeadlockCheck : IDisposable
{
    private const long MostStates = 1 << 20;

    private readonly ITransitionSystem _system;
    private readonly bool[] _isMay;
    private SuccessorBuffer? _successors;
    private StateArena? _arena;
    private ArenaVisitedSet<AnyWords>? _visited;

    public DeadlockCheck(ITransitionSystem system)
    {
        _system = ReducedSystem.Full(system);
        _isMay = new bool[system.Actions.Length];
        for (var i = 0; i < _isMay.Length; i++)
        {
            _isMay[i] = system.Actions[i].IsMay;
        }
    }

    /// <summary>Judges a state within the limit.</summary>
    /// <param name="successors">What `Expand` wrote for it.</param>
    public DeadlockAnswer Judge(ulong* state, SuccessorBuffer successors)
    {
        if (HasStep(successors) || _system.IsTerminal(new ReadOnlySpan<ulong>(state, _system.StateLength)))
        {
            return DeadlockAnswer.CanGoOn;
        }

        return successors.Count == 0 ? DeadlockAnswer.IsDeadlock : Search(state);
    }

    public void Dispose()
    {
        _successors?.Dispose();
        _visited?.Dispose();
    }

    private bool HasStep(SuccessorBuffer successors)
    {
        if (successors.HasOmittedStep)
        {
            return true;
        }

        var actions = successors.Actions;
        for (var i = 0; i < successors.Count; i++)
        {
            if (!_isMay[actions[i]])
            {
                return true;
            }
        }

        return successors.HasViolations && HasFaultedStep(successors.Violations);
    }

    private bool HasFaultedStep(IReadOnlyList<StepViolation> violations)
    {
        for (var i = 0; i < violations.Count; i++)
        {
            if (violations[i].Index < 0 && !_isMay[violations[i].Action])
            {
                return true;
            }
        }

        return false;
    }

    private DeadlockAnswer Search(ulong* state)
    {
        var arena = Prepare();
        _visited!.TryAdd(state, _visited.Hash(state));
        for (var next = 0L; next < arena.Count; next++)
        {
            var current = new ReadOnlySpan<ulong>(arena[next], _system.StateLength);
            if (next > 0 && !_system.IsWithinLimit(current))
            {
                return DeadlockAnswer.CanGoOn;
            }

            _system.Expand(current, _successors!);
            if (HasStep(_successors!))
            {
                return DeadlockAnswer.CanGoOn;
            }

            if (!AddSuccessors())
            {
                return DeadlockAnswer.Undecided;
            }
        }

        return DeadlockAnswer.IsDeadlock;
    }

    private bool AddSuccessors()
    {
        var successor = _successors!.States;
        for (var i = 0; i < _successors.Count; i++)
        {
            if (_visited!.TryAdd(successor, _visited.Hash(successor)) == AddOutcome.Full)
            {
                return false;
            }

            successor += _system.StateLength;
        }

        return true;
    }

    private StateArena Prepare()
    {
        if (_arena is null)
        {
            _successors = new SuccessorBuffer(_system.StateLength);
            _arena = new StateArena(_system.StateLength, new MemoryBudget(long.MaxValue));
            _visited = new ArenaVisitedSet<AnyWords>(
                _arena, new AnyWords(_system.StateLength), MostStates, capacity: 1);
        }

        _visited!.Clear();
        return _arena;
    }
}
