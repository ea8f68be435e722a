using System;
using System.Collections.Generic;
using System.Linq;
using Explorer.Core.Properties;
using Explorer.Machines;
using Explorer.Machines.Interpretation;
using Explorer.Machines.Values;
using Explorer.Smt.Execution;
using Explorer.Smt.Terms;
using Xunit;

namespace Explorer.Smt.Tests;

/// <summary>
/// Terms held against the interpreter: in states that it reaches, and in states made from them by changing scalars at
/// random, most of which are not reachable.
/// </summary>
internal sealed class TermAgreement
{
    private readonly MachineModel _model;
    private readonly Interpreter _interpreter;
    private readonly TransitionTerms _terms;
    private readonly List<Stepper?> _steppers;
    private readonly TermProgram _wellFormed;
    private readonly TermProgram _conditions;
    private readonly Random _random;

    public TermAgreement(MachineModel model, int seed)
        : this(new TransitionTerms(model), seed)
    {
    }

    public TermAgreement(TransitionTerms terms, int seed)
    {
        _terms = terms;
        _model = terms.Model;
        _random = new Random(seed);
        _interpreter = new Interpreter(_model);
        _steppers = [.. terms.Actions.Select(a => a is null ? null : new Stepper(terms, a))];
        _wellFormed = new TermProgram([terms.States.WellFormed]);
        _conditions = new TermProgram([.. terms.Conditions.Where(c => c is not null).SelectMany(c => c!.Faults.Append(c.Holds))]);
    }

    /// <summary>Compares in up to `limit` reachable states and in as many others.</summary>
    /// <returns>How many states there were.</returns>
    public int Check(int limit, int mutants = 1)
    {
        var seen = new HashSet<MachineState>();
        var waiting = new Queue<MachineState>();
        foreach (var state in _interpreter.InitialOutcomes().Select(o => o.State).OfType<MachineState>().Where(seen.Add))
        {
            waiting.Enqueue(state);
        }

        var checks = 0;
        while (waiting.TryDequeue(out var state))
        {
            foreach (var next in Compare(state).Where(s => seen.Count < limit && seen.Add(s)))
            {
                waiting.Enqueue(next);
            }

            checks++;
            foreach (var mutant in Enumerable.Range(0, mutants).Select(_ => Mutant(state)).OfType<MachineState>())
            {
                Compare(mutant);
                checks++;
            }
        }

        return checks;
    }

    /// <summary>The leaves of a state with some changed: a state, if it is well formed.</summary>
    private MachineState? Mutant(MachineState state)
    {
        var leaves = _terms.States.Encode(state);
        if (_terms.States.Leaves.Count == 0)
        {
            return null;
        }

        for (var changes = _random.Next(1, 4); changes > 0; changes--)
        {
            var leaf = _terms.States.Leaves[_random.Next(leaves.Length)];
            var bits = leaf.Term.IsBoolean ? 2UL : leaf.Term.Width > 6 ? 64 : 1UL << leaf.Term.Width;
            leaves[leaf.Index] = (ulong)_random.NextInt64((long)bits);
        }

        _wellFormed.Run(leaves);
        return _wellFormed.IsTrue(0) && _terms.States.Decode(leaves) is var mutant && !HasMark(mutant) ? mutant : null;
    }

    // An identity that has not been set, within a variable or a local that is live: there is no such state, and in the
    // interpreter its number in the order of a type is not that of anything.
    private bool HasMark(MachineState state) => state.Variables.Any(HasMark)
        || _model.Machines.Any(m => !m.Locations.IsEmpty
            && m.Locations[state.Machines[m.Index].Location].Live
                .Any(l => HasMark(state.Machines[m.Index].Locals[m.Locals.IndexOf(l)])));

    private static bool HasMark(Value value) => value switch
    {
        IdentityValue v => v.Index < 0,
        OptionValue v => v.Content is not null && HasMark(v.Content),
        StructValue v => v.Fields.Any(HasMark),
        EnumValue v => v.Fields.Any(HasMark),
        ArrayValue v => v.Elements.Any(HasMark),
        QueueValue v => v.Elements.Any(HasMark),
        _ => false,
    };

    private List<MachineState> Compare(MachineState state)
    {
        var leaves = _terms.States.Encode(state);
        Assert.Equal(state, _terms.States.Decode(leaves));
        _wellFormed.Run(leaves);
        Assert.True(_wellFormed.IsTrue(0), $"a state is not well formed: {Text(state)}");
        CompareConditions(state, leaves);
        var successors = new List<MachineState>();
        foreach (var action in _model.Actions)
        {
            var expected = _interpreter.Outcomes(action, state);
            successors.AddRange(expected.Select(o => o.State).OfType<MachineState>());
            if (_steppers[action.Id] is { } stepper)
            {
                Compare(action, leaves, stepper, expected);
            }
        }

        return successors;
    }

    private void Compare(
        MachineAction action, ulong[] leaves, Stepper stepper, IReadOnlyList<Outcome> expected)
    {
        var actual = stepper.Outcomes(leaves).ToList();
        Assert.Equal(
            expected.Select(o => $"{action.Name}: {Text(o.State)} {o.Fault?.Kind} {o.Violations:x}"),
            actual.Select(r => $"{action.Name}: {Text(r.Leaves is null ? null : _terms.States.Decode(r.Leaves))} {FaultOf(r.Outcome, leaves)} {Violations(r.Outcome, leaves):x}"));
        Assert.Equal(expected.Count > 0, Holds(_terms.Actions[action.Id]!.IsEnabled(_terms.Terms), leaves));
        Assert.Equal(
            expected.Select(o => string.Join(", ", o.Chosen)),
            actual.Select(r => string.Join(", ", r.Outcome.Draws.Where(d => d.Target is not null).Select(d => (d.Target!.Name, d.Value)))));
    }

    private static string FaultOf(StepOutcome outcome, ulong[] leaves)
    {
        var kinds = Enum.GetValues<FaultKind>().Where(kind => Holds(outcome.Faults[(int)kind], leaves)).ToList();
        return string.Join(" and ", kinds);
    }

    private ulong Violations(StepOutcome outcome, ulong[] leaves)
    {
        ulong bits = 0;
        for (var i = 0; i < _model.Properties.Length; i++)
        {
            var isOfSteps = _model.Properties[i].Kind is PropertyKind.Assertion or PropertyKind.Range or PropertyKind.Overflow or PropertyKind.Index;
            bits |= isOfSteps && Holds(outcome.Violates(_model, i, _terms.Terms), leaves) ? 1UL << i : 0;
        }

        return bits;
    }

    private void CompareConditions(MachineState state, ulong[] leaves)
    {
        _conditions.Run(leaves);
        var (bits, root) = (0UL, 0);
        for (var i = 0; i < _model.Conditions.Length; i++)
        {
            if (_terms.Conditions[i] is null)
            {
                continue;
            }

            var kinds = Enum.GetValues<FaultKind>().Where(kind => _conditions.IsTrue(root + (int)kind)).ToList();
            Assert.True(kinds.Count <= 1);
            var property = kinds.Count == 0 ? -1 : _model.BuiltIn(Property(kinds[0]));
            bits |= property >= 0 ? 1UL << property : 0;
            var holds = _conditions.IsTrue(root + 3);
            bits |= kinds.Count == 0 && holds == (_model.Properties[i].Kind == PropertyKind.Reachable) ? 1UL << i : 0;
            root += 4;
        }

        Assert.Equal(_interpreter.EvaluateState(state), bits);
        if (_terms.Limit is { } limit)
        {
            Assert.Equal(_interpreter.IsWithinLimit(state), Holds(limit.Holds, leaves));
        }
    }

    private static PropertyKind Property(FaultKind kind) => kind switch
    {
        FaultKind.Range => PropertyKind.Range,
        FaultKind.Overflow => PropertyKind.Overflow,
        _ => PropertyKind.Index,
    };

    private static bool Holds(Term term, ulong[] leaves)
    {
        if (term.IsConstant)
        {
            return term.IsTrue;
        }

        var program = new TermProgram([term]);
        program.Run(leaves);
        return program.IsTrue(0);
    }

    // Differences between texts can be read.
    private static string Text(MachineState? state) => state is null
        ? "none"
        : $"{string.Join(", ", state.Variables)} | {string.Join(" | ", state.Machines.Select(m => $"{m.Location} {string.Join(", ", m.Locals)}"))}";
}
