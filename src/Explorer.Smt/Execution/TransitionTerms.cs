using System.Collections.Immutable;
using System.Linq;
using Explorer.Machines;
using Explorer.Machines.Expressions;
using Explorer.Smt.States;
using Explorer.Smt.Terms;

namespace Explorer.Smt.Execution;

/// <summary>A whole model as terms. What would be too large is null: of that nothing is known.</summary>
public sealed class TransitionTerms
{
    public TransitionTerms(MachineModel model)
    {
        Terms = new TermFactory();
        States = new StateTerms(model, Terms);
        Actions = [.. model.Actions.Select(TryAction)];
        Conditions = [.. model.Conditions.Select(c => c is null ? null : TryCondition(c))];
        Limit = model.Limit is null ? null : TryCondition(model.Limit);
    }

    public TermFactory Terms { get; }

    public StateTerms States { get; }

    public MachineModel Model => States.Model;

    /// <summary>By the action's id.</summary>
    public ImmutableArray<ActionTerms?> Actions { get; }

    /// <summary>By property: the conditions of invariants and reachables; null for other properties too.</summary>
    public ImmutableArray<ConditionTerms?> Conditions { get; }

    public ConditionTerms? Limit { get; }

    /// <summary>Whether nothing had to be left out.</summary>
    public bool IsComplete => Actions.All(a => a is not null)
        && Conditions.Zip(Model.Conditions).All(c => c.First is not null || c.Second is null)
        && (Limit is null) == (Model.Limit is null);

    private ActionTerms? TryAction(MachineAction action)
    {
        try
        {
            return SymbolicExecution.Of(States, action);
        }
        catch (TooLargeException)
        {
            return null;
        }
    }

    private ConditionTerms? TryCondition(Expression condition)
    {
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
