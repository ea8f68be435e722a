using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Core.Properties;
using Explorer.Machines;
using Explorer.Machines.Interpretation;
using Explorer.Smt.Symbolic;
using Explorer.Smt.Terms;

namespace Explorer.Smt.Execution;

/// <summary>What becomes of a step with certain draws: it ends, it meets a fault, or it is blocked and nothing becomes of it.</summary>
/// <param name="Draws">The draws.</param>
/// <param name="Ends">When it has a successor.</param>
/// <param name="Faults">When it meets a fault, by <see cref="FaultKind"/>; excludes `Ends`.</param>
/// <param name="Failed">For each property with an assertion on the way: when one has failed. Counts if the step ends or
/// meets a fault.</param>
/// <param name="Variables">The variables after it; counts if it ends.</param>
/// <param name="Location">The machine's location after it; null for a machine without locations.</param>
/// <param name="Locals">The machine's stored locals after it.</param>
public sealed record StepOutcome(
    ImmutableArray<Draw> Draws,
    Term Ends,
    ImmutableArray<Term> Faults,
    ImmutableSortedDictionary<int, Term> Failed,
    ImmutableArray<SymbolicValue> Variables,
    Term? Location,
    ImmutableArray<SymbolicValue> Locals)
{
    /// <summary>When it meets any fault.</summary>
    public Term AnyFault(TermFactory terms) => terms.Any(Faults);

    /// <summary>When there is this outcome at all.</summary>
    public Term Exists(TermFactory terms) => terms.Or(Ends, AnyFault(terms));

    /// <summary>When the step itself violates a property: by an assertion or by a fault.</summary>
    public Term Violates(MachineModel model, int property, TermFactory terms) => model.Properties[property].Kind switch
    {
        PropertyKind.Range => Faults[(int)FaultKind.Range],
        PropertyKind.Overflow => Faults[(int)FaultKind.Overflow],
        PropertyKind.Index => Faults[(int)FaultKind.Index],
        _ => terms.And(Exists(terms), Failed.GetValueOrDefault(property, terms.False)),
    };

    /// <summary>Does any way of the step fail an assertion?</summary>
    public bool HasAssertions => Failed.Values.Any(f => !f.IsFalse);
}
