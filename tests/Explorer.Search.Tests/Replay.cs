using System;
using Explorer.Core.Systems;
using Explorer.Core.Verdicts;
using Explorer.TestKit;

namespace Explorer.Search.Tests;

/// <summary>Follows schedules with `TryFire` alone.</summary>
internal static class Replay
{
    /// <summary>Whether the schedule ends in a state or a step that decides the property.</summary>
    public static bool Decides(ITransitionSystem system, Schedule schedule, int property)
    {
        var state = new ulong[system.StateLength];
        var found = system.WriteInitialState(schedule.InitialState, state, out var exists);
        foreach (var step in schedule.Steps)
        {
            var successor = new ulong[system.StateLength];
            if (!exists || !system.TryFire(step.Action, step.Choice, state, successor, out exists, out found))
            {
                return false;
            }

            state = successor;
        }

        found |= exists ? system.EvaluateState(state) : 0;
        var isDeadlock = exists && ReferenceSearch.IsDeadlock(system, state);
        return (found >> property & 1) != 0 ||
            (isDeadlock && system.Properties[property].Kind == Core.Properties.PropertyKind.Deadlock);
    }

    public static int SwitchesOf(ITransitionSystem system, Schedule schedule)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        var switches = 0;
        for (var i = 1; i < schedule.Steps.Length; i++)
        {
            var (before, after) = (schedule.Steps[i - 1].Action, schedule.Steps[i].Action);
            switches += system.Actions[before].Actor == system.Actions[after].Actor ? 0 : 1;
        }

        return switches;
    }
}
