using System;
using System.Collections.Generic;
using System.Linq;
using Explorer.Smt.Execution;
using Explorer.Smt.Sampling;

namespace Explorer.Smt.Facts;

/// <summary>
/// Facts of all reachable states in stages, each on top of what was proved before: those of one part, then the pairs of
/// values seen most often, then all. If the time ends a stage, what the stages before it proved is kept.
/// </summary>
public static class FactSearch
{
    private const int FirstPairs = 1_000;

    /// <param name="wanted">Conditions for which a proof is wanted too, such as a model's invariants; each must hold in all
    /// states of the sample.</param>
    /// <returns>The facts that were proved, those wanted among them under their own texts.</returns>
    public static IReadOnlyList<Fact> Find(
        TransitionTerms model, StateSample sample, IReadOnlyList<Fact> wanted, FactOptions options)
    {
        IReadOnlyList<Fact> proposals;
        try
        {
            proposals = FactProposals.Of(model, sample, options.Deadline);
        }
        catch (OperationCanceledException)
        {
            return [];
        }

        var (simple, pairs) = (proposals.Where(f => f.Entries.Count == 1).ToList(), proposals.Where(f => f.Entries.Count > 1).ToList());
        var proved = new List<Fact>();
        foreach (var stage in (IReadOnlyList<Fact>[])
            [[.. wanted, .. simple], [.. wanted, .. simple, .. pairs.Take(FirstPairs)], [.. wanted, .. simple, .. pairs]])
        {
            var rest = stage.Where(f => !proved.Contains(f)).ToList();
            if (rest.Count == 0 || options.Deadline.IsOver)
            {
                continue;
            }

            var known = model.Terms.And(
                model.Terms.And(model.States.WellFormed, model.Limit?.Holds ?? model.Terms.True), model.Terms.All(proved.Select(f => f.Holds)));
            proved.AddRange(InductiveFacts.Among(model, sample, rest, known, options).Facts);
        }

        return proved;
    }
}
