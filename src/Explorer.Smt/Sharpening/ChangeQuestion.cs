using System.Linq;
using Explorer.Smt.Terms;

namespace Explorer.Smt.Sharpening;

/// <summary>
/// May a step of an action make a label true where it was false, or the other way round? It may not if no outcome has
/// `facts and not l and t and l after t`. The first is a necessary enabling set's question, the second that of a necessary
/// disabling set.
/// </summary>
internal static class ChangeQuestion
{
    /// <summary>Holds in the states that show that it may; null: nothing is known of the label or the action.</summary>
    public static Term? Of(StepEffects effects, LabelTerms labels, int label, int action, bool enabling)
    {
        var terms = effects.Model.Terms;
        if (labels.Labels[label] is not { } before || effects.Model.Actions[action] is not { } step
            || effects.Model.IsWithinLimit is not { } within)
        {
            return null;
        }

        return terms.And(within, terms.Any(step.Outcomes.Where(o => !o.Ends.IsFalse).Select(outcome =>
        {
            var after = effects.After(step, outcome).In(before);
            var changes = enabling ? terms.And(terms.Not(before), after) : terms.And(before, terms.Not(after));
            return terms.And(outcome.Ends, changes);
        })));
    }
}
