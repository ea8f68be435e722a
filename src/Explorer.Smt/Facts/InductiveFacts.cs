using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
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
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private int _queries;

    private InductiveFacts(TransitionTerms model, Term known, FactOptions options) =>
        (_model, _known, _options) = (model, known, options);

    /// <summary>The facts that were proved, in the order of the proposals.</summary>
    /// <param name="Queries">How many questions it took.</param>
    /// <param name="IsComplete">False: time ended it, and nothing was proved.</param>
    public sealed record Result(IReadOnlyList<Fact> Facts, int Queries, bool IsComplete);

    /// <param name="known">What is known to hold in every reachable state that is expanded.</param>
    public static Result Among(
        TransitionTerms model, StateSample sample, IReadOnlyList<Fact> proposals, Term known, FactOptions options, CancellationToken stop)
    {
        if (!model.HasAllActions || !sample.IsInitialComplete)
        {
            return new Result([], 0, true);
        }

        var search = new InductiveFacts(model, known, options);
        var alive = HoldingIn(sample.States.Take(sample.InitialCount), proposals);
        while (alive.Count > 0)
        {
            var dropped = search.Round(alive, stop);
            if (dropped is null)
            {
                return new Result([], search._queries, false);
            }

            if (dropped.Count == 0)
            {
                break;
            }

            alive = [.. alive.Where(f => !dropped.Contains(f))];
        }

        return new Result(alive, search._queries, true);
    }

    private static List<Fact> HoldingIn(IEnumerable<ulong[]> states, IReadOnlyList<Fact> proposals)
    {
        var program = new TermProgram([.. proposals.Select(f => f.Holds)]);
        var holds = Enumerable.Repeat(true, proposals.Count).ToArray();
        foreach (var state in states)
        {
            program.Run(state);
            for (var i = 0; i < holds.Length; i++)
            {
                holds[i] &= program.IsTrue(i);
            }
        }

        return [.. proposals.Where((_, i) => holds[i])];
    }

    // The facts that some step makes false; null if the time is over.
    private HashSet<Fact>? Round(IReadOnlyList<Fact> alive, CancellationToken stop)
    {
        var outcomes = new ConcurrentQueue<(ActionTerms, StepOutcome)>(_model.Actions.OfType<ActionTerms>()
            .SelectMany(action => action.Outcomes.Where(o => !o.Ends.IsFalse).Select(outcome => (action, outcome))));
        var dropped = new ConcurrentDictionary<Fact, bool>();
        var isOver = false;
        Parallel.Run(_options.Workers, () =>
        {
            using var session = new SolverSession(_options.QueryTimeout);
            session.Assert(_known);
            foreach (var fact in alive)
            {
                session.Assert(fact.Holds);
            }

            var breaker = new FactBreaker(_model, _known, alive, dropped);
            while (!Volatile.Read(ref isOver) && outcomes.TryDequeue(out var next))
            {
                Check(session, next.Item1, next.Item2, alive, dropped, breaker, () => IsOver(stop), ref isOver);
            }
        });
        return isOver ? null : [.. dropped.Keys];
    }

    private bool IsOver(CancellationToken stop) => stop.IsCancellationRequested || _watch.Elapsed > _options.Budget;

    private void Check(
        SolverSession session, ActionTerms action, StepOutcome outcome, IReadOnlyList<Fact> alive,
        ConcurrentDictionary<Fact, bool> dropped, FactBreaker breaker, Func<bool> isTimeOver, ref bool isOver)
    {
        var after = new Substitution(_model.Terms, action.Changes(_model.States, outcome));
        var changed = alive.Where(f => !dropped.ContainsKey(f)).Select(f => (Fact: f, After: after.In(f.Holds)))
            .Where(f => !f.After.IsTrue && f.After != f.Fact.Holds).ToList();
        foreach (var chunk in changed.Chunk(Chunk))
        {
            if (isTimeOver())
            {
                Volatile.Write(ref isOver, true);
                return;
            }

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
public sealed record FactOptions(TimeSpan Budget, TimeSpan QueryTimeout, int Workers);
