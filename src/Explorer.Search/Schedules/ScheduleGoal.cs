using System;
using Explorer.Core.Properties;
using Explorer.Core.Systems;

namespace Explorer.Search.Schedules;

/// <summary>What a schedule is to end in: a state or a step that decides one property.</summary>
internal sealed unsafe class ScheduleGoal : IDisposable
{
    private readonly ITransitionSystem _system;
    private readonly DeadlockCheck? _deadlocks;
    private readonly SuccessorBuffer? _successors;

    public ScheduleGoal(ITransitionSystem system, int property)
    {
        _system = system;
        Mask = 1UL << property;
        if (system.Properties[property].Kind == PropertyKind.Deadlock)
        {
            _deadlocks = new DeadlockCheck(system);
            _successors = new SuccessorBuffer(system.StateLength);
        }
    }

    /// <summary>The property.</summary>
    public ulong Mask { get; }

    /// <summary>Whether the state decides the property.</summary>
    public bool IsReachedIn(ulong* state)
    {
        var words = new ReadOnlySpan<ulong>(state, _system.StateLength);
        if (_deadlocks is null)
        {
            return (_system.EvaluateState(words) & Mask) != 0;
        }

        if (!_system.IsWithinLimit(words))
        {
            return false;
        }

        _system.Expand(words, _successors!);
        return _deadlocks.Judge(state, _successors!) == DeadlockAnswer.IsDeadlock;
    }

    /// <summary>Whether a step from the state decides the property by itself.</summary>
    public bool IsReachedByStep(ulong* state, SuccessorBuffer successors)
    {
        var words = new ReadOnlySpan<ulong>(state, _system.StateLength);
        if (_deadlocks is not null || !_system.IsWithinLimit(words))
        {
            return false;
        }

        _system.Expand(words, successors);
        foreach (var violation in successors.Violations)
        {
            if ((violation.Violations & Mask) != 0)
            {
                return true;
            }
        }

        return false;
    }

    public void Dispose()
    {
        _deadlocks?.Dispose();
        _successors?.Dispose();
    }
}
