using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Core.Properties;
using Explorer.Core.Systems;

namespace Explorer.Machines.Interpretation;

/// <summary>
/// The interpreter as a transition system, so that every search can run on it in tests. A state is a number: its index
/// in a table that grows as states are met. Hence not immutable and for one thread only. Footprints say that every action
/// may depend on every other.
/// </summary>
public sealed class InterpretedSystem : ITransitionSystem
{
    private static readonly Footprint Everything = new([0], [0], [0], []);

    private readonly MachineModel _model;
    private readonly Interpreter _interpreter;
    private readonly IReadOnlyList<Outcome> _initial;
    private readonly List<MachineState> _states = [];
    private readonly Dictionary<MachineState, int> _indices = [];

    public InterpretedSystem(MachineModel model)
    {
        _model = model;
        _interpreter = new Interpreter(model);
        _initial = _interpreter.InitialOutcomes();
        Actions = [.. model.Actions.Select(a => new ActionInfo(a.Id, a.Name, model.Machines[a.Machine].Actor, a.IsMay, a.Span, Everything))];
    }

    public int StateLength => 1;

    public int StateBits => 31;

    public ImmutableArray<ActionInfo> Actions { get; }

    public ImmutableArray<PropertyInfo> Properties => _model.Properties;

    public int InitialStateCount => _initial.Count;

    /// <summary>The state that a word stands for.</summary>
    public MachineState Decode(ReadOnlySpan<ulong> state) => _states[(int)state[0]];

    public ulong WriteInitialState(int index, Span<ulong> state, out bool hasState)
    {
        hasState = TryEncode(_initial[index], state);
        return _initial[index].Violations;
    }

    public void Expand(ReadOnlySpan<ulong> state, SuccessorBuffer successors)
    {
        successors.Clear();
        foreach (var (action, choice, outcome) in _interpreter.Successors(Decode(state)))
        {
            if (outcome.State is not null)
            {
                Append(successors, action.Id, outcome);
            }

            if (outcome.Violations != 0 || outcome.State is null)
            {
                successors.AddViolation(action.Id, choice, outcome.State is not null, outcome.Violations);
            }
        }
    }

    public bool TryFire(
        int action,
        int choice,
        ReadOnlySpan<ulong> state,
        Span<ulong> successor,
        out bool hasSuccessor,
        out ulong violations)
    {
        var outcomes = _interpreter.Outcomes(_model.Actions[action], Decode(state));
        var isPossible = choice >= 0 && choice < outcomes.Count;
        hasSuccessor = isPossible && TryEncode(outcomes[choice], successor);
        violations = isPossible ? outcomes[choice].Violations : 0;
        return isPossible;
    }

    public ulong EvaluateState(ReadOnlySpan<ulong> state) => _interpreter.EvaluateState(Decode(state));

    public bool IsWithinLimit(ReadOnlySpan<ulong> state) => _interpreter.IsWithinLimit(Decode(state));

    public bool IsTerminal(ReadOnlySpan<ulong> state) => _interpreter.IsTerminal(Decode(state));

    private unsafe void Append(SuccessorBuffer successors, int action, Outcome outcome)
    {
        successors.Reserve(1);
        TryEncode(outcome, new Span<ulong>(successors.States + successors.Count, 1));
        successors.Actions[successors.Count] = action;
        successors.Count++;
    }

    private bool TryEncode(Outcome outcome, Span<ulong> word)
    {
        if (outcome.State is not { } state)
        {
            return false;
        }

        if (!_indices.TryGetValue(state, out var index))
        {
            index = _states.Count;
            _states.Add(state);
            _indices.Add(state, index);
        }

        word[0] = (ulong)index;
        return true;
    }
}
