using System;
using System.Collections.Immutable;
using Explorer.Core.Properties;

namespace Explorer.Core.Systems;

/// <summary>
/// A labelled transition system over states of a fixed number of 64-bit words: the only thing that a search knows
/// (LTSmin's PINS interface, reduced to what a search over shared memory asks for). Implementations are immutable and
/// may be called from several threads at once, each with its own <see cref="SuccessorBuffer"/>.
/// </summary>
public interface ITransitionSystem
{
    /// <summary>Length of a state in 64-bit words, at least 1. Equal states are equal word by word.</summary>
    int StateLength { get; }

    /// <summary>Bits of a state that can differ from zero, counted from bit 0 of word 0: at most 64 * StateLength.</summary>
    int StateBits { get; }

    /// <summary>All actions; the index is the action's id. The order never varies between runs.</summary>
    ImmutableArray<ActionInfo> Actions { get; }

    /// <summary>The properties being checked; bit i of every mask below belongs to property i. At most 64.</summary>
    ImmutableArray<PropertyInfo> Properties { get; }

    /// <summary>How many outcomes the initial step has, equal states counted once for each outcome.</summary>
    int InitialStateCount { get; }

    /// <summary>Writes the state after outcome `index` of the initial step.</summary>
    /// <returns>The properties that the initial step itself violates (assertions, faults); if a fault kept it from
    /// ending, <paramref name="hasState"/> is false and nothing is written.</returns>
    ulong WriteInitialState(int index, Span<ulong> state, out bool hasState);

    /// <summary>Writes all successors of a state into the buffer, in the order of actions and of their outcomes.
    /// The buffer is cleared first.</summary>
    void Expand(ReadOnlySpan<ulong> state, SuccessorBuffer successors);

    /// <summary>Outcome `choice` (from 0, in order) of one action. False: the action has no such outcome here.</summary>
    /// <param name="hasSuccessor">False if a fault kept the step from ending: then `successor` is not written.</param>
    /// <param name="violations">The properties that the step itself violates.</param>
    bool TryFire(
        int action, int choice, ReadOnlySpan<ulong> state, Span<ulong> successor, out bool hasSuccessor, out ulong violations);

    /// <summary>Bit i: invariant i does not hold in the state, reachable i does, or the evaluation of one of them met
    /// the fault that property i stands for.</summary>
    ulong EvaluateState(ReadOnlySpan<ulong> state);

    /// <summary>False: the state is outside the model's `limit` and must not be expanded. Always true without one.</summary>
    bool IsWithinLimit(ReadOnlySpan<ulong> state);

    /// <summary>True if every thread has ended: such a state is no deadlock.</summary>
    bool IsTerminal(ReadOnlySpan<ulong> state);
}
