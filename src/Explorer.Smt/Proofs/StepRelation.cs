using System.Collections.Generic;
using System.Linq;
using Explorer.Smt.Execution;
using Explorer.Smt.Terms;

namespace Explorer.Smt.Proofs;

/// <summary>Steps as a condition on two states, the leaves of the later ones behind those of the earlier.</summary>
internal sealed class StepRelation(TransitionTerms model)
{
    private readonly Dictionary<int, Substitution> _moved = [];

    /// <summary>A term about the state after so many steps.</summary>
    public Term At(int step, Term term)
    {
        if (step == 0)
        {
            return term;
        }

        if (!_moved.TryGetValue(step, out var moved))
        {
            moved = new Substitution(
                model.Terms, model.States.Leaves.Select(l => KeyValuePair.Create(l.Term, LeafAt(step, l.Index, l.Term.Width))));
            _moved.Add(step, moved);
        }

        return moved.In(term);
    }

    /// <summary>The leaves of the state after so many steps.</summary>
    public IReadOnlyList<Term> LeavesAt(int step) =>
        [.. model.States.Leaves.Select(l => step == 0 ? l.Term : LeafAt(step, l.Index, l.Term.Width))];

    /// <summary>Some action leads from the state after so many steps to the next one.</summary>
    public Term Step(int step) => At(step, Obligation.Expanded(model)) is var expanded
        ? model.Terms.And(expanded, model.Terms.Any(model.Actions.OfType<ActionTerms>().SelectMany(action =>
            action.Outcomes.Where(o => !o.Ends.IsFalse).Select(outcome => Step(step, action, outcome)))))
        : model.Terms.False;

    private Term Step(int step, ActionTerms action, StepOutcome outcome)
    {
        var changes = action.Changes(model.States, outcome).ToDictionary(c => c.Key, c => c.Value);
        var becomes = model.Terms.All(model.States.Leaves.Select(leaf => model.Terms.Equal(
            LeafAt(step + 1, leaf.Index, leaf.Term.Width), At(step, changes.GetValueOrDefault(leaf.Term, leaf.Term)))));
        return model.Terms.And(At(step, outcome.Ends), becomes);
    }

    private Term LeafAt(int step, int index, int width) => model.Terms.Leaf((step * model.States.Leaves.Count) + index, width);
}
