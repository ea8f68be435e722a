using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Machines;
using Explorer.Smt.States;
using Explorer.Smt.Terms;

namespace Explorer.Smt.Execution;

/// <summary>
/// An action as terms over a state: its outcomes, one for each combination of draws, in the interpreter's order. Those
/// that exist in a state are the interpreter's outcomes there.
/// </summary>
/// <param name="IsHere">When the machine is where the action starts.</param>
public sealed record ActionTerms(MachineAction Action, Term IsHere, ImmutableArray<StepOutcome> Outcomes)
{
    private readonly Dictionary<StepOutcome, ImmutableArray<KeyValuePair<Term, Term>>> _changes = [];

    /// <summary>When there is an outcome.</summary>
    public Term IsEnabled(TermFactory terms) => terms.Any(Outcomes.Select(o => o.Exists(terms)));

    /// <summary>The leaves that an outcome changes, with their values after it; leaves that keep theirs are left out.</summary>
    public ImmutableArray<KeyValuePair<Term, Term>> Changes(StateTerms states, StepOutcome outcome)
    {
        lock (_changes)
        {
            if (!_changes.TryGetValue(outcome, out var changes))
            {
                changes = [.. AllChanges(states, outcome).Where(c => c.Key != c.Value)];
                _changes.Add(outcome, changes);
            }

            return changes;
        }
    }

    private IEnumerable<KeyValuePair<Term, Term>> AllChanges(StateTerms states, StepOutcome outcome)
    {
        if (outcome.Ends.IsFalse)
        {
            yield break;
        }

        var variables = states.State.Variables;
        for (var i = 0; i < variables.Length; i++)
        {
            if (!ReferenceEquals(variables[i], outcome.Variables[i]))
            {
                foreach (var change in states.Assignments(variables[i], outcome.Variables[i]))
                {
                    yield return change;
                }
            }
        }

        var machine = states.State.Machines[Action.Machine];
        if (machine.Location is { } location)
        {
            yield return new(location, outcome.Location!);
        }

        for (var i = 0; i < machine.Locals.Length; i++)
        {
            foreach (var change in states.Assignments(machine.Locals[i], outcome.Locals[i]))
            {
                yield return change;
            }
        }
    }
}
