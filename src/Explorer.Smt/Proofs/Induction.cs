using System;
using System.Collections.Generic;
using System.Linq;
using Explorer.Smt.Execution;
using Explorer.Smt.Solving;
using Explorer.Smt.Terms;

namespace Explorer.Smt.Proofs;

/// <summary>
/// Asks whether good states have only good successors; with k above 1, whether k good states in a row do (Sheeran, Singh and
/// Stålmarck, Checking safety properties using induction and a SAT-solver, FMCAD 2000). The last step is asked for each
/// outcome of each action alone.
/// </summary>
internal sealed class Induction(TransitionTerms model, ProofOptions options)
{
    private readonly StepRelation _steps = new(model);

    /// <summary>What the solver said.</summary>
    /// <param name="Used">Of the lemmas, those that were needed.</param>
    /// <param name="Before">A state that breaks it: the last good one.</param>
    public sealed record Result(SolverAnswer Answer, IReadOnlySet<Lemma> Used, ulong[]? Before, ActionTerms? Action, StepOutcome? Outcome);

    /// <param name="good">What is to be shown, beside the lemmas.</param>
    /// <param name="lemmas">Known to hold in all reachable states, or shown together with it.</param>
    /// <param name="k">How many good states in a row.</param>
    /// <param name="isOver">Whether the time is over.</param>
    public Result Check(Term good, IReadOnlyList<Lemma> lemmas, int k, Func<bool> isOver)
    {
        using var session = new SolverSession(options.QueryTimeout);
        var flags = new Dictionary<Term, Lemma>();
        for (var i = 0; i < lemmas.Count; i++)
        {
            var flag = model.Terms.Leaf(((k + 1) * model.States.Leaves.Count) + i, 0);
            flags.Add(flag, lemmas[i]);
            session.Assert(model.Terms.Implies(flag, model.Terms.All(
                Enumerable.Range(0, k).Select(step => _steps.At(step, lemmas[i].Holds)))));
        }

        for (var step = 0; step < k; step++)
        {
            session.Assert(_steps.At(step, model.Terms.And(model.States.WellFormed, good)));
            session.Assert(step + 1 < k ? _steps.Step(step) : _steps.At(step, Obligation.Expanded(model)));
        }

        return CheckLast(session, good, [.. flags.Keys], flags, k - 1, isOver);
    }

    private Result CheckLast(
        SolverSession session, Term good, IReadOnlyList<Term> flags, Dictionary<Term, Lemma> lemmas, int last, Func<bool> isOver)
    {
        var used = new HashSet<Lemma>();
        foreach (var action in model.Actions.OfType<ActionTerms>())
        {
            foreach (var outcome in action.Outcomes.Where(o => !o.Ends.IsFalse))
            {
                var after = new Substitution(model.Terms, action.Changes(model.States, outcome)).In(good);
                var question = _steps.At(last, model.Terms.And(outcome.Ends, model.Terms.Not(after)));
                if (after == good || question.IsFalse)
                {
                    continue;
                }

                if (isOver())
                {
                    return new Result(SolverAnswer.Unknown, used, null, null, null);
                }

                session.Push();
                session.Assert(question);
                var answer = session.CheckWith(flags, out var core);
                used.UnionWith(core.Select(flag => lemmas[flag]));
                if (answer != SolverAnswer.Unsatisfiable)
                {
                    ulong[]? before = null;
                    if (answer == SolverAnswer.Satisfiable)
                    {
                        session.Check(model.Terms.All(flags), _steps.LeavesAt(last), out before);
                    }

                    return new Result(answer, used, before, action, outcome);
                }

                session.Pop();
            }
        }

        return new Result(SolverAnswer.Unsatisfiable, used, null, null, null);
    }
}

/// <summary>A condition that helps an induction.</summary>
/// <param name="Name">The model's name for it, or the fact in words.</param>
internal sealed record Lemma(string Name, Term Holds);
