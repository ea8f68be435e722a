using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Explorer.Smt.Execution;
using Explorer.Smt.Facts;
using Explorer.Smt.Solving;
using Explorer.Smt.Terms;

namespace Explorer.Smt.Sharpening;

/// <summary>
/// Decides the questions of a <see cref="MatrixSharpener"/>, those first that the sample or the simplification of terms
/// decides, then the others by the solver, of these those first that bring most for their time. What the deadline does not
/// leave time for is unknown.
/// </summary>
internal sealed class Decider(
    TransitionTerms model, LabelTerms labels, SampleRefutation refutation, SharpeningOptions options, Deadline deadline)
{
    // The solver's context frees nothing before it ends: it is renewed after so many questions.
    private const int QuestionsPerSession = 500;

    private readonly StepEffects _effects = new(model);
    private readonly IReadOnlyList<Term> _leaves = [.. model.States.Leaves.Select(l => l.Term)];
    private long _refuted;
    private long _simplified;
    private long _queries;

    /// <summary>Questions decided by states of the sample or of the solver.</summary>
    public long Refuted => _refuted;

    /// <summary>Questions decided by simplification.</summary>
    public long Simplified => _simplified;

    /// <summary>Questions that went to the solver.</summary>
    public long Queries => _queries;

    /// <param name="facts">Known of all reachable states.</param>
    /// <returns>A finding for each question.</returns>
    public Finding[] Decide(IReadOnlyList<Question> questions, IReadOnlyList<Fact> facts)
    {
        var findings = Enumerable.Repeat(Finding.Unknown, questions.Count).ToArray();
        var open = new Term?[questions.Count];
        var order = Enumerable.Range(0, questions.Count).OrderBy(i => Rank(questions[i])).ToList();
        ForEach(order, i => findings[i] = WithoutSolver(questions[i], out open[i]));
        var waiting = new ConcurrentQueue<int>(order.Where(i => open[i] is not null));
        Parallel.Run(options.Workers, () =>
        {
            while (!waiting.IsEmpty && !deadline.IsOver)
            {
                Ask(waiting, facts, (session, i) => findings[i] = WithSolver(questions[i], open[i]!, session));
            }
        });
        return findings;
    }

    // What may enable a step, and what does not accord, is looked up for every action in a set. Guards that exclude each other
    // come last: there are most of them, and each helps only where one of the two holds.
    private int Rank(Question question) => question.Kind switch
    {
        MatrixKind.Violation or MatrixKind.NecessaryEnabling => 0,
        MatrixKind.NecessaryDisabling when question.Row >= labels.GuardCount => 0,
        MatrixKind.DoNotAccord => 1,
        MatrixKind.NecessaryDisabling => 2,
        _ => 3,
    };

    private void ForEach(IEnumerable<int> order, Action<int> decide)
    {
        var waiting = new ConcurrentQueue<int>(order);
        Parallel.Run(options.Workers, () =>
        {
            while (!deadline.IsOver && waiting.TryDequeue(out var next))
            {
                decide(next);
            }
        });
    }

    private Finding WithoutSolver(Question question, out Term? open)
    {
        open = null;
        if (IsRefuted(question))
        {
            Interlocked.Increment(ref _refuted);
            return Finding.Dependent;
        }

        try
        {
            open = DependenceOf(question);
        }
        catch (OperationCanceledException)
        {
            return Finding.Unknown;
        }

        if (open is { IsFalse: true })
        {
            open = null;
            Interlocked.Increment(ref _simplified);
            return Finding.Independent;
        }

        return Finding.Unknown;
    }

    // One session's questions.
    private void Ask(ConcurrentQueue<int> waiting, IReadOnlyList<Fact> facts, Action<SolverSession, int> decide)
    {
        using var session = new SolverSession(options.QueryTimeout, deadline);
        session.Assert(model.States.WellFormed);
        foreach (var fact in facts)
        {
            session.Assert(fact.Holds);
        }

        for (var i = 0; i < QuestionsPerSession && !deadline.IsOver && waiting.TryDequeue(out var next); i++)
        {
            decide(session, next);
        }
    }

    private Finding WithSolver(Question question, Term depends, SolverSession session)
    {
        // States that the solver has found meanwhile can have decided it.
        if (question.Kind == MatrixKind.MayBeCoenabled && refutation.Coincide(question.Row, question.Column))
        {
            Interlocked.Increment(ref _refuted);
            return Finding.Dependent;
        }

        Interlocked.Increment(ref _queries);
        return (question.Kind == MatrixKind.MayBeCoenabled ? Coincidence(depends, session) : session.Check(depends)) switch
        {
            SolverAnswer.Satisfiable => Finding.Dependent,
            SolverAnswer.Unsatisfiable => Finding.Independent,
            _ => Finding.Unknown,
        };
    }

    // All guards that are true in the solver's state may be so together, as far as the solver knows.
    private SolverAnswer Coincidence(Term together, SolverSession session)
    {
        var answer = session.Check(together, _leaves, out var witness);
        if (witness is not null)
        {
            refutation.Learn(witness);
        }

        return answer;
    }

    private bool IsRefuted(Question q) => q.Kind switch
    {
        MatrixKind.MayBeCoenabled => refutation.Coincide(q.Row, q.Column),
        MatrixKind.DoNotAccord => refutation.Conflict(q.Row, q.Column),
        MatrixKind.NecessaryEnabling => refutation.Enables(q.Row, q.Column),
        MatrixKind.Violation => false,
        _ => refutation.Disables(q.Row, q.Column),
    };

    private Term? DependenceOf(Question q) => q.Kind switch
    {
        MatrixKind.MayBeCoenabled => CoenablingQuestion.Of(labels, model.Terms, q.Row, q.Column),
        MatrixKind.DoNotAccord => AccordanceQuestion.Of(_effects, q.Row, q.Column, deadline),
        MatrixKind.Violation => ViolationQuestion.Of(model, q.Row, q.Column),
        _ => ChangeQuestion.Of(_effects, labels, q.Row, q.Column, q.Kind == MatrixKind.NecessaryEnabling),
    };
}
