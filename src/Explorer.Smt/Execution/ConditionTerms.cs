using System.Collections.Immutable;
using System.Linq;
using Explorer.Machines;
using Explorer.Machines.Expressions;
using Explorer.Machines.Interpretation;
using Explorer.Smt.States;
using Explorer.Smt.Symbolic;
using Explorer.Smt.Terms;

namespace Explorer.Smt.Execution;

/// <summary>A condition on states, such as an invariant.</summary>
/// <param name="Holds">When it is evaluated without a fault, and holds.</param>
/// <param name="Faults">When its evaluation meets a fault, by <see cref="FaultKind"/>.</param>
public sealed record ConditionTerms(Term Holds, ImmutableArray<Term> Faults)
{
    /// <summary>A condition of a property or a limit.</summary>
    /// <exception cref="TooLargeException">It would be too many terms.</exception>
    public static ConditionTerms Of(StateTerms states, Expression condition)
    {
        var terms = states.Terms;
        var value = new ExpressionTerms(states, states.State.Machines).Evaluate(
            condition, new(states.State.Variables, ImmutableDictionary<Local, SymbolicValue>.Empty), out var faults);
        var (met, byKind) = (terms.False, new[] { terms.False, terms.False, terms.False });
        foreach (var fault in faults)
        {
            var first = terms.And(terms.Not(met), fault.Condition);
            byKind[(int)fault.Kind] = terms.Or(byKind[(int)fault.Kind], first);
            met = terms.Or(met, fault.Condition);
        }

        return new ConditionTerms(terms.And(terms.Not(met), ((SymbolicBool)value).Term), [.. byKind]);
    }

    /// <summary>When it is evaluated without a fault, and does not hold.</summary>
    public Term Fails(TermFactory terms) => terms.Not(terms.Or(Holds, terms.Any(Faults.AsEnumerable())));
}
