using System.Linq;
using Explorer.Smt.Execution;
using Explorer.Smt.Terms;

namespace Explorer.Smt.Sharpening;

/// <summary>
/// May a step of an action itself violate a property, by an assertion that does not hold or by a fault? It may not if no
/// outcome has `facts and t and violates`.
/// </summary>
internal static class ViolationQuestion
{
    /// <summary>Holds in the states that show that it may; null: nothing is known of the action.</summary>
    public static Term? Of(TransitionTerms model, int property, int action)
    {
        var terms = model.Terms;
        return model.Actions[action] is { } step && model.IsWithinLimit is { } within
            ? terms.And(within, terms.Any(step.Outcomes.Select(o => o.Violates(model.Model, property, terms))))
            : null;
    }
}
