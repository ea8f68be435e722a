using System.Collections.Generic;
using System.Linq;
using Explorer.Core.Properties;
using Explorer.Machines;
using Explorer.Machines.Interpretation;
using Explorer.Smt.Execution;
using Explorer.Smt.Terms;

namespace Explorer.Smt.Proofs;

/// <summary>
/// A property as a condition on states, which has to hold in all reachable ones: that an invariant holds; of assertions and
/// faults, that no step from the state violates them, nor a property's evaluation in it.
/// </summary>
/// <param name="IsExact">The property holds only if the condition holds in every reachable state; else the condition is
/// enough, and not needed.</param>
internal sealed record Obligation(int Property, PropertyInfo Info, Term Good, bool IsExact)
{
    /// <summary>The obligation of a property; null for a reachable, which no induction proves.</summary>
    public static Obligation? Of(TransitionTerms model, int property)
    {
        var terms = model.Terms;
        var info = model.Model.Properties[property];
        return info.Kind switch
        {
            PropertyKind.Invariant => new Obligation(property, info, terms.Not(model.Conditions[property]!.Fails(terms)), true),
            PropertyKind.Assertion => new Obligation(property, info, NoStepViolates(model, property), true),
            PropertyKind.Range => OfFault(model, property, FaultKind.Range),
            PropertyKind.Overflow => OfFault(model, property, FaultKind.Overflow),
            PropertyKind.Index => OfFault(model, property, FaultKind.Index),
            PropertyKind.Deadlock => OfDeadlock(model, property),
            _ => null,
        };
    }

    /// <summary>When steps are taken from a state.</summary>
    public static Term Expanded(TransitionTerms model) => model.Limit?.Holds ?? model.Terms.True;

    private static Obligation OfFault(TransitionTerms model, int property, FaultKind kind)
    {
        var inConditions = model.Terms.Any(model.Conditions.OfType<ConditionTerms>().Select(c => c.Faults[(int)kind]));
        return new Obligation(
            property, model.Model.Properties[property],
            model.Terms.And(NoStepViolates(model, property), model.Terms.Not(inConditions)), true);
    }

    private static Term NoStepViolates(TransitionTerms model, int property)
    {
        var violates = model.Terms.Any(model.Actions.OfType<ActionTerms>().SelectMany(a => a.Outcomes)
            .Select(o => o.Violates(model.Model, property, model.Terms)));
        return model.Terms.Not(model.Terms.And(Expanded(model), violates));
    }

    // All threads have ended, or something that is no may-rule can happen. A may-rule that leads there would do as well:
    // so where there are some the condition is more than is needed.
    private static Obligation OfDeadlock(TransitionTerms model, int property)
    {
        var terms = model.Terms;
        var hasEnded = terms.All(model.Model.Machines.Where(m => m.Kind == MachineKind.Thread).Select(m => terms.Any(
            m.Locations.Where(l => l.IsEnd).Select(l => model.States.IsAt(model.States.State.Machines[m.Index], l.Index)))));
        var canStep = terms.Any(model.Actions.OfType<ActionTerms>().Where(a => !a.Action.IsMay).Select(a => a.IsEnabled(terms)));
        var good = terms.Implies(Expanded(model), terms.Or(hasEnded, canStep));
        return new Obligation(property, model.Model.Properties[property], good, model.Model.Actions.All(a => !a.IsMay));
    }

    /// <summary>What the initial step itself violates.</summary>
    public static ulong InitialViolations(MachineModel model) =>
        new Interpreter(model).InitialOutcomes().Aggregate(0UL, (bits, outcome) => bits | outcome.Violations);

    /// <summary>The obligations of all properties that have one.</summary>
    public static IReadOnlyList<Obligation> All(TransitionTerms model) =>
        [.. Enumerable.Range(0, model.Model.Properties.Length).Select(p => Of(model, p)).OfType<Obligation>()];
}
