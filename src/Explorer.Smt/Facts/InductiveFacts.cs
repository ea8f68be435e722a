using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Explorer.Smt.Execution;
using Explorer.Smt.Sampling;
using Explorer.Smt.Solving;
using Explorer.Smt.Terms;

namespace Explorer.Smt.Facts;

/// <summary>
/// The largest part of some proposed facts that no step from within the limit leaves (Houdini: Flanagan and Leino, Houdini, an annotation assistant
/// for ESC/Java, FME 2001): in rounds, every fact that some step from states with all of them makes false is dropped, until a
/// round drops none. All must hold in the initial states.
/// </summary>
public sealed class InductiveFacts
{
    // As many proposals are asked about at once.
    private const int Chunk = 250;

    private readonly TransitionTerms _model;
    private readonly FactOptions _options;
    private readonly Term _known;
    private int _queries;

    private InductiveFacts(TransitionTerms model, Term known, FactOptions options) =>
        (_model, _known, _options) = (model, known, options);

    /// <summary>The facts that were proved, in the order of the proposals.</summary>
    /// <param name="Queries">How many questions it took.</param>
    /// <param name="IsComplete">False: time ended it, and nothing was proved.</param>
    public sealed record Result(IReadOnlyList<Fact> Facts, int Queries, bool IsComplete);

    /// <param name="known">What is known to hold in every reachable state that is expanded.</param>
    public static Result Among(
        TransitionTerms model, StateSample sample, IReadOnlyList<Fact> proposals, Term known, FactOptions options)
    {
        if (!model.HasAllActions || !sample.IsInitialComplete)
        {
            return new Result([], 0, true);
        }

        var search = new InductiveFacts(model, known, options);
        try
        {
            return new Result(search.Rounds(HoldingIn(sample.States.Take(sample.InitialCount), proposals, options.Deadline)), search._queries, true);
        }
        catch (OperationCanceledException)
        {
            return new Result([], search._queries, false);
        }
    }

    private static List<Fact> HoldingIn(IEnumerable<ulong[]> states, IReadOnlyList<Fact> proposals, Deadline deadline)
    {
        var program = new TermProgram([.. proposals.Select(f => f.Holds)]);
        var holds = Enumerable.Repeat(true, proposals.Count).ToArray();
        foreach (var state in states)
        {
            deadline.ThrowIfOver();
            program.Run(state);
            for (var i = 0; i < holds.Length; i++)
            {
                holds[i] &= program.IsTrue(i);
            }
        }

        return [.. proposals.Where((_, i) => holds[i])];
    }

    private List<Fact> Rounds(List<Fact> alive)
    {
        while (alive.Count > 0)
        {
            var dropped = Round(alive);
            if (dropped.Count == 0)
            {
                break;
            }

            alive = [.. alive.Where(f => !dropped.Contains(f))];
        }

        return alive;
    }

    // The facts that some step makes false.
    private HashSet<Fact> Round(IReadOnlyList<Fact> alive)
    {
        var outcomes = new ConcurrentQueue<(ActionTerms, StepOutcome)>(_model.Actions.OfType<ActionTerms>()
            .SelectMany(action => action.Outcomes.Where(o => !o.Ends.IsFalse).Select(outcome => (action, outcome))));
        var dropped = new ConcurrentDictionary<Fact, bool>();
        Parallel.Run(_options.Workers, () =>
        {
            using var session = new SolverSession(_options.QueryTimeout, _options.Deadline);
            session.Assert(_known);
            foreach (var fact in alive)
            {
                _options.Deadline.ThrowIfOver();
                session.Assert(fact.Holds);
            }

            var breaker = new FactBreaker(_model, _known, alive, dropped, _options.Deadline);
            while (outcomes.TryDequeue(out var next))
            {
                Check(session, next.Item1, next.Item2, alive, dropped, breaker);
            }
        });
        return [.. dropped.Keys];
    }

    private void Check(
        SolverSession session, ActionTerms action, StepOutcome outcome, IReadOnlyList<Fact> alive,
        ConcurrentDictionary<Fact, bool> dropped, FactBreaker breaker)
    {
        var after = new Substitution(_model.Terms, action.Changes(_model.States, outcome));
        var changed = new List<(Fact Fact, Term After)>();
        foreach (var fact in alive.Where(f => !dropped.ContainsKey(f)))
        {
            _options.Deadline.ThrowIfOver();
            if (after.In(fact.Holds) is { IsTrue: false } then && then != fact.Holds)
            {
                changed.Add((fact, then));
            }
        }

        foreach (var chunk in changed.Chunk(Chunk))
        {
            Drop(session, outcome.Ends, [.. chunk.Where(f => !dropped.ContainsKey(f.Fact))], dropped, breaker);
        }
    }

    private void Drop(
        SolverSession session, Term ends, List<(Fact Fact, Term After)> facts, ConcurrentDictionary<Fact, bool> dropped, FactBreaker breaker)
    {
        // Each fact has a flag that says "this one fails", so that the terms are given to the solver once.
        var leaves = _model.States.Leaves.Select(l => l.Term).ToList();
        var flags = facts.Select((_, i) => _model.Terms.Leaf(leaves.Count + i, 0)).ToList();
        var program = new TermProgram([.. facts.Select(f => f.After)]);
        var alive = Enumerable.Range(0, facts.Count).ToList();
        session.Push();
        session.Assert(ends);
        foreach (var i in alive)
        {
            session.Assert(_model.Terms.Implies(flags[i], _model.Terms.Not(facts[i].After)));
        }

        while (alive.Count > 0)
        {
            _options.Deadline.ThrowIfOver();
            Interlocked.Increment(ref _queries);
            var answer = session.Check(_model.Terms.Any(alive.Select(i => flags[i])), leaves, out var witness);
            if (answer == SolverAnswer.Unsatisfiable)
            {
                break;
            }

            // Where the solver does not know, none of them is proved.
            if (witness is not null)
            {
                program.Run(witness);
                breaker.Explore(witness);
            }

            foreach (var i in alive.Where(i => witness is null || !program.IsTrue(i)))
            {
                dropped[facts[i].Fact] = true;
            }

            alive.RemoveAll(i => dropped.ContainsKey(facts[i].Fact));
        }

        session.Pop();
    }
}

/// <summary>How much the solver may do for facts.</summary>
public sealed record FactOptions(Deadline Deadline, TimeSpan QueryTimeout, int Workers);
