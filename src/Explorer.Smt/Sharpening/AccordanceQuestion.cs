using System;
using System.Collections.Generic;
using System.Linq;
using Explorer.Smt.Execution;
using Explorer.Smt.Solving;
using Explorer.Smt.Terms;

namespace Explorer.Smt.Sharpening;

/// <summary>
/// Do two actions accord: wherever both are enabled, does neither change which outcomes the other has and what these
/// violate, and do both orders of any two outcomes lead to one state? They do if no pair of outcomes has `facts and t and
/// u and not (the same outcomes after the other, and t;u = u;t)`. A step that leads beyond the limit, where nothing goes on,
/// disables everything.
/// </summary>
internal static class AccordanceQuestion
{
    // With more pairs of outcomes nobody asks.
    private const int MostPairs = 1024;

    /// <summary>Holds in the states that show that they do not; null: nothing is known of one of them.</summary>
    /// <exception cref="OperationCanceledException">The deadline is over.</exception>
    public static Term? Of(StepEffects effects, int t, int u, Deadline deadline)
    {
        if (effects.Model.Actions[t] is not { } first || effects.Model.Actions[u] is not { } second
            || effects.Model.IsWithinLimit is not { } within
            || first.Outcomes.Length * second.Outcomes.Length > MostPairs)
        {
            return null;
        }

        var terms = effects.Model.Terms;
        var (afterFirst, afterSecond) = (After(effects, first), After(effects, second));
        var depends = terms.Or(Changes(effects, afterFirst, second, within), Changes(effects, afterSecond, first, within));
        foreach (var (one, afterOne) in afterFirst)
        {
            foreach (var (other, afterOther) in afterSecond)
            {
                deadline.ThrowIfOver();
                var both = terms.And(one.Ends, other.Ends);
                if (!both.IsFalse)
                {
                    depends = terms.Or(
                        depends, terms.And(both, effects.Differ((first, one), (second, other), afterOne, afterOther)));
                }
            }
        }

        return terms.And(within, depends);
    }

    private static List<(StepOutcome Outcome, Substitution After)> After(StepEffects effects, ActionTerms action) =>
        [.. action.Outcomes.Where(o => !o.Ends.IsFalse).Select(o => (o, effects.After(action, o)))];

    // When a step changes the outcomes that another action has, where it is enabled.
    private static Term Changes(
        StepEffects effects, List<(StepOutcome Outcome, Substitution After)> outcomes, ActionTerms other, Term within)
    {
        var terms = effects.Model.Terms;
        var changes = terms.False;
        foreach (var (outcome, after) in outcomes)
        {
            var different = terms.Any(other.Outcomes.Select(o => Changes(effects, o, after)));
            var leavesLimit = terms.Not(after.In(within));
            changes = terms.Or(changes, terms.And(outcome.Ends, terms.Or(leavesLimit, different)));
        }

        return terms.And(changes, other.IsEnabled(terms));
    }

    private static Term Changes(StepEffects effects, StepOutcome outcome, Substitution after)
    {
        var terms = effects.Model.Terms;
        var changes = Differs(outcome.Ends);
        foreach (var fault in outcome.Faults)
        {
            changes = terms.Or(changes, Differs(fault));
        }

        foreach (var failed in outcome.Failed.Values)
        {
            changes = terms.Or(changes, terms.And(outcome.Exists(terms), Differs(failed)));
        }

        return changes;

        Term Differs(Term term) => terms.Not(terms.Equal(term, after.In(term)));
    }
}
