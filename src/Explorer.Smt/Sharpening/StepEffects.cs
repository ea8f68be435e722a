using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Smt.Execution;
using Explorer.Smt.Symbolic;
using Explorer.Smt.Terms;

namespace Explorer.Smt.Sharpening;

/// <summary>What outcomes do to a state, as terms: for asking what holds after one, and after two.</summary>
internal sealed class StepEffects(TransitionTerms model)
{
    private readonly ValueTerms _values = new(model.Terms);
    private readonly ConcurrentDictionary<object, ImmutableSortedDictionary<int, SymbolicValue>> _effects =
        new(ReferenceEqualityComparer.Instance!);

    public TransitionTerms Model => model;

    public ValueTerms Values => _values;

    /// <summary>Puts a term behind an outcome: its value in the state after it.</summary>
    public Substitution After(ActionTerms action, StepOutcome outcome) =>
        new(model.Terms, action.Changes(model.States, outcome));

    /// <summary>The entries that an outcome may change, with their values after it.</summary>
    public ImmutableSortedDictionary<int, SymbolicValue> Of(ActionTerms action, StepOutcome outcome) =>
        _effects.GetOrAdd(outcome, _ => Compute(action, outcome));

    /// <summary>When two orders of two outcomes lead to different states.</summary>
    public Term Differ(
        (ActionTerms Action, StepOutcome Outcome) t, (ActionTerms Action, StepOutcome Outcome) u, Substitution afterT, Substitution afterU)
    {
        var (effectsT, effectsU) = (Of(t.Action, t.Outcome), Of(u.Action, u.Outcome));
        var same = model.Terms.True;
        foreach (var entry in effectsT.Keys.Union(effectsU.Keys))
        {
            var tThenU = Second(entry, effectsT, effectsU, afterT);
            var uThenT = Second(entry, effectsU, effectsT, afterU);
            same = model.Terms.And(same, _values.Equal(tThenU, uThenT));
        }

        return model.Terms.Not(same);
    }

    private SymbolicValue Second(
        int entry,
        ImmutableSortedDictionary<int, SymbolicValue> first,
        ImmutableSortedDictionary<int, SymbolicValue> second,
        Substitution afterFirst) => second.TryGetValue(entry, out var value)
            ? _values.Map(value, afterFirst.In)
            : first.TryGetValue(entry, out var before) ? before : model.States.ValueOf(entry);

    private ImmutableSortedDictionary<int, SymbolicValue> Compute(ActionTerms action, StepOutcome outcome)
    {
        var effects = ImmutableSortedDictionary.CreateBuilder<int, SymbolicValue>();
        var variables = model.States.State.Variables;
        for (var i = 0; i < variables.Length; i++)
        {
            if (!ReferenceEquals(variables[i], outcome.Variables[i]))
            {
                effects.Add(i, outcome.Variables[i]);
            }
        }

        var machine = model.Model.Machines[action.Action.Machine];
        var (entry, symbolic) = (model.States.EntryOf(machine), model.States.State.Machines[machine.Index]);
        if (symbolic.Location is not null)
        {
            effects.Add(entry, new SymbolicEnum(outcome.Location!, []));
            for (var i = 0; i < symbolic.Locals.Length; i++)
            {
                if (!ReferenceEquals(symbolic.Locals[i], outcome.Locals[i]))
                {
                    effects.Add(entry + 1 + i, outcome.Locals[i]);
                }
            }
        }

        return effects.ToImmutable();
    }
}
