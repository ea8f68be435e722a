using System;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Machines;
using Explorer.Machines.Expressions;
using Explorer.Smt.Solving;
using Explorer.Smt.States;
using Explorer.Smt.Terms;

namespace Explorer.Smt.Execution;

/// <summary>A whole model as terms. What would be too large is null: of that nothing is known.</summary>
public sealed class TransitionTerms
{
    /// <param name="deadline">Null: there is none.</param>
    /// <exception cref="OperationCanceledException">The deadline is over.</exception>
    public TransitionTerms(MachineModel model, Deadline? deadline = null)
    {
        deadline ??= Deadline.Never;
        Terms = new TermFactory();
        States = new StateTerms(model, Terms);
        Actions = [.. model.Actions.Select(a => TryAction(a, deadline))];
        Conditions = [.. model.Conditions.Select(c => c is null ? null : TryCondition(c, deadline))];
        Limit = model.Limit is null ? null : TryCondition(model.Limit, deadline);
    }

    private TransitionTerms(TransitionTerms other, ImmutableArray<ActionTerms?> actions) =>
        (Terms, States, Actions, Conditions, Limit) = (other.Terms, other.States, actions, other.Conditions, other.Limit);

    public TermFactory Terms { get; }

    public StateTerms States { get; }

    public MachineModel Model => States.Model;

    /// <summary>By the action's id.</summary>
    public ImmutableArray<ActionTerms?> Actions { get; }

    /// <summary>By property: the conditions of invariants and reachables; null for other properties too.</summary>
    public ImmutableArray<ConditionTerms?> Conditions { get; }

    public ConditionTerms? Limit { get; }

    /// <summary>When a state is expanded: true without a limit, null if the limit has no terms.</summary>
    public Term? IsWithinLimit => Model.Limit is null ? Terms.True : Limit?.Holds;

    /// <summary>Whether nothing had to be left out.</summary>
    public bool IsComplete => HasAllActions && HasAllConditions && (Limit is null) == (Model.Limit is null);

    public bool HasAllActions => Actions.All(a => a is not null);

    public bool HasAllConditions => Conditions.Zip(Model.Conditions).All(c => c.First is not null || c.Second is null);

    /// <summary>The same with other actions: for tests that show that wrong terms are noticed.</summary>
    internal TransitionTerms WithActions(ImmutableArray<ActionTerms?> actions) => new(this, actions);

    private ActionTerms? TryAction(MachineAction action, Deadline deadline)
    {
        try
        {
            return SymbolicExecution.Of(States, action, deadline);
        }
        catch (TooLargeException)
        {
            return null;
        }
    }

    private ConditionTerms? TryCondition(Expression condition, Deadline deadline)
    {
        deadline.ThrowIfOver();
        try
        {
            return ConditionTerms.Of(States, condition);
        }
        catch (TooLargeException)
        {
            return null;
        }
    }
}
