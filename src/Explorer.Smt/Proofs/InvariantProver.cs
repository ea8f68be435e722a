using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using Explorer.Core.Properties;
using Explorer.Machines;
using Explorer.Smt.Execution;
using Explorer.Smt.Facts;
using Explorer.Smt.Sampling;
using Explorer.Smt.Solving;
using Explorer.Smt.Terms;

namespace Explorer.Smt.Proofs;

/// <summary>
/// Unbounded arguments for the properties of a model, for its sizes: first each by induction alone; then together with
/// the model's other properties and lemmas, as far as these are inductive together; then with facts proposed from explored
/// states, as far as they are (see <see cref="InductiveFacts"/>); then by a longer induction on top of all that.
/// </summary>
public sealed class InvariantProver
{
    private readonly ProofOptions _options;
    private readonly CancellationToken _stop;
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly TransitionTerms _model;
    private readonly IReadOnlyList<Obligation> _obligations;
    private readonly StateSample _sample;
    private readonly Induction _induction;
    private readonly TermProgram _goods;
    private readonly ulong _initialViolations;
    private IReadOnlyList<Lemma>? _lemmas;

    private InvariantProver(TransitionTerms model, ProofOptions options, CancellationToken stop)
    {
        (_model, _options, _stop) = (model, options, stop);
        _obligations = Obligation.All(model);
        _sample = new StateSample(model, options.Samples);
        _induction = new Induction(model, options);
        _goods = new TermProgram([.. _obligations.Select(o => o.Good)]);
        _initialViolations = Obligation.InitialViolations(model.Model);
    }

    /// <summary>Whether all reachable states of the model were explored on the way.</summary>
    public sealed record Result(ImmutableArray<PropertyProof> Proofs, bool IsExhausted, int States);

    /// <summary>Tries to prove properties; reachables are left out.</summary>
    /// <param name="properties">Indices of the properties asked for.</param>
    /// <exception cref="Core.InternalErrorException">There is no solver.</exception>
    public static Result Prove(MachineModel model, IReadOnlyCollection<int> properties, ProofOptions options, CancellationToken stop = default)
    {
        Result? result = null;

        // Terms can be deep.
        Parallel.Run(1, () => result = Run(model, properties, options, stop));
        return result!;
    }

    private static Result Run(MachineModel model, IReadOnlyCollection<int> properties, ProofOptions options, CancellationToken stop)
    {
        var terms = new TransitionTerms(model);
        var asked = properties.Where(p => model.Properties[p].Kind != PropertyKind.Reachable).ToList();
        if (!terms.IsComplete)
        {
            const string Reason = "a step or a condition of the model is too large for the solver";
            return new Result([.. asked.Select(p => new PropertyProof(model.Properties[p], ProofOutcome.Unknown, 0, [], Reason, 0))], false, 0);
        }

        var prover = new InvariantProver(terms, options, stop);
        return new Result([.. asked.Select(prover.Timed)], prover._sample.IsExhausted, prover._sample.States.Count);
    }

    private PropertyProof Timed(int property)
    {
        var start = _watch.Elapsed.TotalSeconds;
        var index = _obligations.ToList().FindIndex(o => o.Property == property);
        var proof = Prove(_obligations[index], index);
        return proof with { Seconds = _watch.Elapsed.TotalSeconds - start };
    }

    private bool IsOver => _stop.IsCancellationRequested || _watch.Elapsed > _options.Time;

    private PropertyProof Prove(Obligation obligation, int index)
    {
        if (BadState(obligation, index) is { } bad)
        {
            return Refuted(obligation, 0, new BrokenInduction(_model.States.Decode(bad), null, null, Reachability.Reachable));
        }

        if (!_sample.IsInitialComplete)
        {
            return Unknown(obligation, "there are too many initial states");
        }

        if ((_initialViolations >> obligation.Property & 1) != 0)
        {
            return Unknown(obligation, "the initial step violates it: 'check' shows how");
        }

        return Inductive(obligation) ?? LongerInduction(obligation);
    }

    // A state of the sample in which it does not hold: the base of the induction, and more.
    private ulong[]? BadState(Obligation obligation, int index)
    {
        if (!obligation.IsExact)
        {
            return null;
        }

        foreach (var state in _sample.States)
        {
            _goods.Run(state);
            if (!_goods.IsTrue(index))
            {
                return state;
            }
        }

        return null;
    }

    // With k = 1, by itself or with what else is inductive.
    private PropertyProof? Inductive(Obligation obligation)
    {
        var alone = _induction.Check(obligation.Good, [], 1, () => IsOver);
        if (alone.Answer == SolverAnswer.Unsatisfiable && HoldsInitially(obligation.Good))
        {
            return Proved(obligation, 1, []);
        }

        return Lemmas().Any(l => l.Holds == obligation.Good) ? Proved(obligation, 1, NeededFor(obligation)) : null;
    }

    // On top of the lemmas, which hold in all reachable states.
    private PropertyProof LongerInduction(Obligation obligation)
    {
        Induction.Result? last = null;
        for (var k = 1; k <= _options.MostSteps; k++)
        {
            var result = _induction.Check(obligation.Good, Lemmas(), k, () => IsOver);
            last = result.Answer == SolverAnswer.Satisfiable || last is null ? result : last;
            if (result.Answer == SolverAnswer.Unsatisfiable)
            {
                return HoldsUpTo(obligation, k - 1)
                    ? Proved(obligation, k, [.. result.Used.Select(l => l.Name)])
                    : Unknown(obligation, $"the states within {k - 1} steps are too many");
            }

            if (IsOver)
            {
                break;
            }
        }

        if (last is not { Answer: SolverAnswer.Satisfiable, Before: { } before })
        {
            return Unknown(obligation, IsOver ? "the time was over" : "the solver gave up");
        }

        return !obligation.IsExact
            ? Unknown(obligation, "what would be enough is not inductive")
            : Refuted(obligation, _options.MostSteps, Broken(before, last));
    }

    private BrokenInduction Broken(ulong[] before, Induction.Result result)
    {
        var state = _model.States.Decode(before);
        var after = _sample.Outcomes(result.Action!.Action.Id, before)
            .FirstOrDefault(r => ReferenceEquals(r.Outcome, result.Outcome)).Leaves;
        var isSeen = _sample.States.Any(s => _model.States.Decode(s).Equals(state));
        return new BrokenInduction(
            state, result.Action.Action, after is null ? null : _model.States.Decode(after),
            isSeen ? Reachability.Reachable : _sample.IsExhausted ? Reachability.Unreachable : Reachability.NotKnown);
    }

    private bool HoldsInitially(Term good)
    {
        var program = new TermProgram([good]);
        return _sample.States.Take(_sample.InitialCount).All(state =>
        {
            program.Run(state);
            return program.IsTrue(0);
        });
    }

    // The base of a longer induction: all states within so many steps.
    private bool HoldsUpTo(Obligation obligation, int steps)
    {
        var near = _sample.Within(steps);
        var program = new TermProgram([obligation.Good]);
        return near is not null && near.All(state =>
        {
            program.Run(state);
            return program.IsTrue(0);
        });
    }

    // The properties of the model and the facts that are inductive together, found once.
    private IReadOnlyList<Lemma> Lemmas()
    {
        if (_lemmas is null)
        {
            var declared = _obligations.Where(o => (_initialViolations >> o.Property & 1) == 0)
                .Select(o => new Fact(o.Info.Name, [], o.Good)).ToList();
            _sample.Walk(_options.WalkedStates);
            var deadline = new Deadline(_options.Time - _watch.Elapsed, TimeProvider.System, _stop);
            var found = FactSearch.Find(_model, _sample, declared, new FactOptions(deadline, _options.QueryTimeout, _options.Workers));
            _lemmas = [.. found.Select(f => new Lemma(f.Text, f.Holds))];
        }

        return _lemmas;
    }

    // The lemmas without which it would not be inductive, and those without which these would not be.
    private ImmutableArray<string> NeededFor(Obligation obligation)
    {
        var needed = new List<Lemma>();
        var waiting = new Queue<Lemma>([new Lemma(obligation.Info.Name, obligation.Good)]);
        var seen = new HashSet<Term> { obligation.Good };
        while (waiting.TryDequeue(out var next))
        {
            var others = Lemmas().Where(l => l.Holds != next.Holds).ToList();
            foreach (var used in _induction.Check(next.Holds, others, 1, () => false).Used.Where(l => seen.Add(l.Holds)))
            {
                needed.Add(used);
                waiting.Enqueue(used);
            }
        }

        return [.. needed.Select(l => l.Name).Order(StringComparer.Ordinal)];
    }

    private static PropertyProof Proved(Obligation obligation, int k, ImmutableArray<string> lemmas) =>
        new(obligation.Info, ProofOutcome.Proved, k, lemmas, "", 0);

    private static PropertyProof Refuted(Obligation obligation, int k, BrokenInduction broken) =>
        new(obligation.Info, ProofOutcome.Refuted, k, [], "", 0) { Broken = broken };

    private static PropertyProof Unknown(Obligation obligation, string reason) =>
        new(obligation.Info, ProofOutcome.Unknown, 0, [], reason, 0);
}
