using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Core.Properties;
using Explorer.Core.Verdicts;
using Explorer.Machines.Expressions;
using Explorer.Machines.Values;

namespace Explorer.Machines.Interpretation;

/// <summary>
/// The reference interpreter: the meaning of a model, written to be read. Slow and obvious; every counterexample is
/// replayed on it before it is reported, and compiled code is tested against it. Immutable.
/// </summary>
public sealed class Interpreter(MachineModel model)
{
    private readonly Evaluator _evaluator = new(model);

    /// <summary>All outcomes of the initial step, in order: of its nodes, then of every machine's start nodes.</summary>
    /// <exception cref="FaultException">The initial value of a variable meets a fault.</exception>
    public IReadOnlyList<Outcome> InitialOutcomes() => InitialOutcomes(int.MaxValue, out _);

    /// <summary>The first of these outcomes, of which there can be millions.</summary>
    /// <param name="most">So many are made at most.</param>
    /// <param name="isAll">False: there may be more.</param>
    /// <exception cref="FaultException">The initial value of a variable meets a fault.</exception>
    public IReadOnlyList<Outcome> InitialOutcomes(int most, out bool isAll)
    {
        var outcomes = AfterInitialNodes(StateBeforeAll(), most);
        isAll = outcomes.Count < most;
        foreach (var machine in model.Machines.Where(m => !m.StartNodes.IsEmpty))
        {
            outcomes = [.. outcomes.SelectMany(outcome => AfterStart(machine, outcome, most)).Take(most)];
            isAll &= outcomes.Count < most;
        }

        return outcomes;
    }

    /// <summary>The outcomes of the initial step's nodes alone.</summary>
    internal IReadOnlyList<Outcome> BeforeStarts() => AfterInitialNodes(StateBeforeAll());

    /// <summary>The outcomes of a machine's start nodes.</summary>
    internal IReadOnlyList<Outcome> AfterStart(Machine machine, MachineState state) => AfterStart(machine, new Outcome(state, 0, null, []));

    /// <summary>The outcomes of an action that are not blocked, in order; a choice is an index into them. Empty if the
    /// machine is elsewhere.</summary>
    public IReadOnlyList<Outcome> Outcomes(MachineAction action, MachineState state)
    {
        var machine = model.Machines[action.Machine];
        var isHere = action.From < 0 || state.Machines[machine.Index].Location == action.From;
        return isHere ? StepExecution.Run(model, action.Nodes, machine, new(Scope.Of(state, machine), 0, [])) : [];
    }

    /// <summary>What the outcomes of an action that starts from here touch, in the order of <see cref="Outcomes"/>.</summary>
    public IReadOnlyList<StepAccesses> Accesses(MachineAction action, MachineState state)
    {
        var machine = model.Machines[action.Machine];
        return StepExecution.Accesses(model, action.Nodes, machine, new(Scope.Of(state, machine), 0, []));
    }

    /// <summary>Every outcome of every action, by the action's id and then by choice.</summary>
    public IReadOnlyList<(MachineAction Action, int Choice, Outcome Outcome)> Successors(MachineState state) =>
        [.. model.Actions.SelectMany(action =>
            Outcomes(action, state).Select((outcome, choice) => (action, choice, outcome)))];

    /// <summary>Bit i: invariant i does not hold, reachable i does, or the evaluation of one of them met the fault that
    /// property i stands for. A condition that meets a fault sets no bit of its own.</summary>
    public ulong EvaluateState(MachineState state)
    {
        ulong bits = 0;
        for (var i = 0; i < model.Conditions.Length; i++)
        {
            bits |= model.Conditions[i] is { } condition ? EvaluateCondition(i, condition, state) : 0;
        }

        return bits;
    }

    /// <summary>True without a limit, or if it holds; a limit that meets a fault does not hold.</summary>
    public bool IsWithinLimit(MachineState state)
    {
        try
        {
            return model.Limit is null || ((BoolValue)Evaluate(model.Limit, state)).IsTrue;
        }
        catch (FaultException)
        {
            return false;
        }
    }

    /// <summary>True if every thread has ended.</summary>
    public bool IsTerminal(MachineState state) =>
        model.Machines.All(m => m.Kind != MachineKind.Thread || m.Locations[state.Machines[m.Index].Location].IsEnd);

    /// <summary>
    /// True if some thread has not ended and may-rules alone never lead to another step. A step that a fault keeps from
    /// ending is a step. Beyond the limit nothing is known: a state outside it, or from which may-rules lead outside it,
    /// is no deadlock.
    /// </summary>
    public bool IsDeadlock(MachineState state)
    {
        if (IsTerminal(state))
        {
            return false;
        }

        var seen = new HashSet<MachineState> { state };
        var waiting = new Queue<MachineState>([state]);
        while (waiting.TryDequeue(out var current))
        {
            var steps = IsWithinLimit(current) ? Successors(current) : null;
            if (steps is null || steps.Any(s => !s.Action.IsMay))
            {
                return false;
            }

            foreach (var next in steps.Select(s => s.Outcome.State).OfType<MachineState>().Where(seen.Add))
            {
                waiting.Enqueue(next);
            }
        }

        return true;
    }

    /// <summary>The value of an expression in a state.</summary>
    /// <param name="machine">Whose locals it may read.</param>
    /// <exception cref="FaultException">Its evaluation met a fault.</exception>
    public Value Evaluate(Expression e, MachineState state, Machine? machine = null) =>
        _evaluator.Evaluate(e, machine is null ? Scope.Of(state, ImmutableArray<Local>.Empty) : Scope.Of(state, machine));

    /// <summary>Executes a schedule step by step.</summary>
    /// <exception cref="ReplayException">A step of it is not possible.</exception>
    public Trace Replay(Schedule schedule) => new Replay(model, this).Of(schedule);

    private MachineState StateBeforeAll()
    {
        var variables = model.Variables.Select(v => _evaluator.Evaluate(v.Initial, Scope.Empty));
        var machines = model.Machines.Select(m =>
            new MachineStatus(m.Start, [.. m.Locals.Take(m.StoredLocals).Select(local => ValueOrder.Default(local.Type))]));
        return new MachineState([.. variables], [.. machines]);
    }

    private IReadOnlyList<Outcome> AfterInitialNodes(MachineState state, int most = int.MaxValue) => model.InitialNodes.IsEmpty
        ? [new Outcome(state, 0, null, [])]
        : StepExecution.Run(model, model.InitialNodes, null, new(Scope.Of(state, model.InitialLocals), 0, []), most);

    private IReadOnlyList<Outcome> AfterStart(Machine machine, Outcome outcome, int most = int.MaxValue) => outcome.State is not { } state
        ? [outcome]
        : StepExecution.Run(
            model, machine.StartNodes, machine, new(Scope.Of(state, machine), outcome.Violations, outcome.Chosen), most);

    private ulong EvaluateCondition(int property, Expression condition, MachineState state)
    {
        try
        {
            var holds = ((BoolValue)Evaluate(condition, state)).IsTrue;
            return holds == (model.Properties[property].Kind == PropertyKind.Reachable) ? 1UL << property : 0;
        }
        catch (FaultException e)
        {
            return StepExecution.PropertyBit(model, e.Fault.Kind);
        }
    }
}
