using System;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Core.Properties;
using Explorer.Core.Systems.Dependence;
using Explorer.Machines.Dependence;
using Explorer.Machines.Interpretation;
using Explorer.Smt.Execution;
using Explorer.Smt.Solving;
using Explorer.Smt.Terms;

namespace Explorer.Smt.Sharpening;

/// <summary>The labels of the matrices as terms: guards, then properties. What would be too large is null.</summary>
internal sealed class LabelTerms
{
    private readonly TransitionTerms _model;

    /// <exception cref="OperationCanceledException">The deadline is over.</exception>
    public LabelTerms(TransitionTerms model, GuardTable guards, DependenceMatrices matrices, Deadline deadline)
    {
        (_model, GuardCount) = (model, matrices.GuardCount);
        var labels = ImmutableArray.CreateBuilder<Term?>();
        labels.AddRange(guards.Guards.Select(g => OfGuard(g, deadline)));
        labels.AddRange(Enumerable.Range(0, matrices.PropertyCount).Select(OfProperty));
        Labels = labels.ToImmutable();
    }

    /// <summary>So many labels are those of guards.</summary>
    public int GuardCount { get; }

    /// <summary>By label, when it is true.</summary>
    public ImmutableArray<Term?> Labels { get; }

    // A guard whose evaluation meets a fault counts as true.
    private Term? OfGuard(Guard guard, Deadline deadline)
    {
        deadline.ThrowIfOver();
        if (guard.Condition is null)
        {
            return _model.Actions[guard.Action]?.IsEnabled(_model.Terms);
        }

        try
        {
            var condition = ConditionTerms.Of(_model.States, guard.Condition);
            return _model.Terms.Or(condition.Holds, _model.Terms.Any(condition.Faults));
        }
        catch (TooLargeException)
        {
            return null;
        }
    }

    // Bit p of what a system says of a state: see Interpreter.EvaluateState.
    private Term? OfProperty(int property)
    {
        var terms = _model.Terms;
        switch (_model.Model.Properties[property].Kind)
        {
            case PropertyKind.Invariant:
                return _model.Conditions[property]?.Fails(terms);
            case PropertyKind.Reachable:
                return _model.Conditions[property]?.Holds;
            case PropertyKind.Range or PropertyKind.Overflow or PropertyKind.Index:
                var kind = FaultOf(_model.Model.Properties[property].Kind);
                return _model.HasAllConditions
                    ? terms.Any(_model.Conditions.OfType<ConditionTerms>().Select(c => c.Faults[(int)kind]))
                    : null;
            default:
                return terms.False;
        }
    }

    private static FaultKind FaultOf(PropertyKind kind) => kind switch
    {
        PropertyKind.Range => FaultKind.Range,
        PropertyKind.Overflow => FaultKind.Overflow,
        _ => FaultKind.Index,
    };
}
