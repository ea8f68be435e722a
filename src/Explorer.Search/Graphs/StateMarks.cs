using System;
using System.Collections.Immutable;
using Explorer.Core.Properties;
using Explorer.Core.Systems;

namespace Explorer.Search.Graphs;

/// <summary>What a state of a graph is, beside its value.</summary>
/// <param name="Found">The properties that the state decides, as a mask: an invariant that does not hold, a reachable that
/// does, a fault met in their evaluation, a deadlock.</param>
/// <param name="IsDeadlock">Some thread has not ended, and may-rules alone never lead to another step; also where deadlock
/// is no property of the model.</param>
/// <param name="IsTerminal">Every thread has ended; true without threads.</param>
/// <param name="IsBeyondLimit">Outside the model's `limit`, and therefore without steps here.</param>
public readonly record struct StateMark(ulong Found, bool IsDeadlock, bool IsTerminal, bool IsBeyondLimit);

/// <summary>Judges each state of a graph as a search would.</summary>
public static unsafe class StateMarks
{
    /// <summary>The marks of all states, by number. A graph of more than a million states may have deadlocks that are not
    /// recognised (see DeadlockCheck).</summary>
    /// <exception cref="ArgumentException">The graph is not complete.</exception>
    public static ImmutableArray<StateMark> Of(ITransitionSystem system, StateGraph graph)
    {
        ArgumentNullException.ThrowIfNull(system);
        ArgumentNullException.ThrowIfNull(graph);
        if (!graph.IsComplete)
        {
            throw new ArgumentException("States without their steps cannot be judged.", nameof(graph));
        }

        using var deadlocks = new DeadlockCheck(system);
        using var successors = new SuccessorBuffer(system.StateLength);
        var deadlock = DeadlockOf(system);
        var marks = ImmutableArray.CreateBuilder<StateMark>(graph.Count);
        for (var i = 0; i < graph.Count; i++)
        {
            var state = graph[i];
            var isWithin = system.IsWithinLimit(state);
            var isDeadlock = isWithin && IsDeadlock(system, state, deadlocks, successors);
            var found = system.EvaluateState(state) | (isDeadlock ? deadlock : 0);
            marks.Add(new StateMark(found, isDeadlock, system.IsTerminal(state), !isWithin));
        }

        return marks.MoveToImmutable();
    }

    private static bool IsDeadlock(
        ITransitionSystem system, ReadOnlySpan<ulong> state, DeadlockCheck deadlocks, SuccessorBuffer successors)
    {
        system.Expand(state, successors);
        fixed (ulong* words = state)
        {
            return deadlocks.Judge(words, successors) == DeadlockAnswer.IsDeadlock;
        }
    }

    private static ulong DeadlockOf(ITransitionSystem system)
    {
        var mask = 0UL;
        for (var i = 0; i < system.Properties.Length; i++)
        {
            mask |= system.Properties[i].Kind == PropertyKind.Deadlock ? 1UL << i : 0;
        }

        return mask;
    }
}
