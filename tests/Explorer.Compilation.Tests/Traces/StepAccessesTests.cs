using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Machines;
using Explorer.Machines.Interpretation;
using Explorer.Machines.Values;
using Explorer.TestKit;
using FsCheck.Xunit;
using Xunit;

namespace Explorer.Compilation.Tests.Traces;

/// <summary>What an execution of a step is said to touch, against what it does.</summary>
public sealed class StepAccessesTests
{
    [Property(MaxTest = 60, Arbitrary = [typeof(MachineModelGenerator)])]
    public void What_changes_was_written(MachineModel model)
    {
        var interpreter = new Interpreter(model);
        foreach (var state in States(model))
        {
            foreach (var (_, outcome, accesses) in Executions(interpreter, state))
            {
                if (outcome.State is { } after)
                {
                    Assert.All(
                        Parts(model, state).Where(p => !ValueOf(p, state).Equals(ValueOf(p, after))),
                        p => Assert.Contains(accesses.Writes, p.Overlaps));
                }
            }
        }
    }

    /// <summary>A part that is neither read nor written has another value, and the step does the same.</summary>
    [Property(MaxTest = 60, Arbitrary = [typeof(MachineModelGenerator)])]
    public void What_was_not_touched_does_not_matter(MachineModel model)
    {
        var interpreter = new Interpreter(model);
        var states = States(model);
        foreach (var (state, other) in states.Zip(states.Skip(1)))
        {
            foreach (var (action, outcome, accesses) in Executions(interpreter, state))
            {
                foreach (var part in Parts(model, state).Where(p => !IsTouched(p, accesses) && !ValueOf(p, state).Equals(ValueOf(p, other))))
                {
                    var changed = With(part, state, ValueOf(part, other));
                    var expected = outcome.State is { } after ? With(part, after, ValueOf(part, other)) : null;
                    Assert.Contains(interpreter.Outcomes(action, changed), o =>
                        Equals(o.State, expected) && o.Violations == outcome.Violations && o.Chosen.SequenceEqual(outcome.Chosen));
                }
            }
        }
    }

    [Theory]
    [InlineData(796341915)] // an assignment into what is not there
    [InlineData(70932)] // thousands of executions
    public void What_was_not_touched_does_not_matter_in_a_model(int seed) =>
        What_was_not_touched_does_not_matter(MachineModelGenerator.Generate(seed));

    // Of each action some executions: a generated one can have thousands.
    private static IEnumerable<(MachineAction Action, Outcome Outcome, StepAccesses Accesses)> Executions(Interpreter interpreter, MachineState state)
    {
        foreach (var of in interpreter.Successors(state).GroupBy(s => s.Action))
        {
            var accesses = interpreter.Accesses(of.Key, state);
            Assert.Equal(of.Count(), accesses.Count);
            foreach (var (action, choice, outcome) in of.Take(12))
            {
                yield return (action, outcome, accesses[choice]);
            }
        }
    }

    private static bool IsTouched(AccessedPart part, StepAccesses accesses) =>
        accesses.Writes.Any(part.Overlaps) || accesses.Reads.Any(r => part.Overlaps(r.Part));

    // Variables, and elements of those that are arrays.
    private static IEnumerable<AccessedPart> Parts(MachineModel model, MachineState state) => model.Variables.SelectMany(v =>
        state.Variables[v.Index] is ArrayValue array
            ? array.Elements.Select((_, i) => new AccessedPart(v, [i]))
            : [new AccessedPart(v, [])]);

    private static Value ValueOf(AccessedPart part, MachineState state) => state.Variables[part.Variable.Index] is var whole && part.Path.IsEmpty
        ? whole
        : ((ArrayValue)whole).Elements[part.Path[0]];

    private static MachineState With(AccessedPart part, MachineState state, Value value)
    {
        var index = part.Variable.Index;
        var whole = part.Path.IsEmpty
            ? value
            : WithElement((ArrayValue)state.Variables[index], part.Path[0], value);
        return state with { Variables = state.Variables.SetItem(index, whole) };
    }

    private static ArrayValue WithElement(ArrayValue array, int position, Value value) =>
        array with { Elements = array.Elements.SetItem(position, value) };

    // The first states of a model, breadth first.
    private static ImmutableArray<MachineState> States(MachineModel model)
    {
        var interpreter = new Interpreter(model);
        var states = interpreter.InitialOutcomes().Select(o => o.State).OfType<MachineState>().Distinct().Take(4).ToList();
        for (var i = 0; i < states.Count && states.Count < 12; i++)
        {
            states.AddRange(interpreter.Successors(states[i]).Select(s => s.Outcome.State).OfType<MachineState>()
                .Distinct().Where(s => !states.Contains(s)).Take(4).ToList());
        }

        return [.. states];
    }
}
