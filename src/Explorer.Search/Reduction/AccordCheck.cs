using System;
using System.Collections.Generic;
using System.Linq;
using Explorer.Core.Systems.Dependence;
using Explorer.Search.Graphs;

namespace Explorer.Search.Reduction;

/// <summary>Checks for all pairs of actions that are enabled in a state, and of which the matrix says that they accord,
/// that this is so there: after each outcome of one the other has the outcomes that it had before, with the same
/// violations, and both orders lead to the same states.</summary>
internal sealed class AccordCheck(StateGraph graph, DependenceMatrix doNotAccord)
{
    /// <param name="note">Takes note of two actions that do not accord.</param>
    public void Check(int state, Action<int, int> note)
    {
        var steps = graph.StepsOf(state).GroupBy(e => e.Action).ToList();
        for (var i = 0; i < steps.Count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (!doNotAccord[steps[i].Key, steps[j].Key]
                    && !(Commute(steps[i], steps[j]) && Commute(steps[j], steps[i])))
                {
                    note(steps[j].Key, steps[i].Key);
                }
            }
        }
    }

    // What can happen by one outcome of `first` and then one of `second` can happen the other way round, and every outcome
    // that `second` had is still there.
    private bool Commute(IGrouping<int, GraphStep> first, IGrouping<int, GraphStep> second)
    {
        foreach (var one in first.Where(e => e.Target >= 0))
        {
            var behind = After(one.Target, second.Key).ToList();
            foreach (var other in second)
            {
                if (!behind.Exists(e => Joins(one, other, e)))
                {
                    return false;
                }
            }

            if (!behind.TrueForAll(e => second.Any(other => Joins(one, other, e))))
            {
                return false;
            }
        }

        return true;
    }

    // Whether `other`, and `behind`, the same step after `one`, are the two sides of a square; a fault has none.
    private bool Joins(GraphStep one, GraphStep other, GraphStep behind)
    {
        if (other.Violations != behind.Violations || other.Target < 0 || behind.Target < 0)
        {
            return other.Violations == behind.Violations && other.Target < 0 && behind.Target < 0;
        }

        return After(other.Target, one.Action).Any(e => e.Target == behind.Target && e.Violations == one.Violations);
    }

    private IEnumerable<GraphStep> After(int state, int action) => graph.StepsOf(state).Where(e => e.Action == action);
}
