using System;
using System.Collections.Generic;
using Explorer.Core;
using Explorer.Smt.Terms;
using Microsoft.Z3;

namespace Explorer.Smt.Solving;

/// <summary>What the solver says.</summary>
public enum SolverAnswer
{
    Satisfiable,
    Unsatisfiable,

    /// <summary>It gave up, or its time was over.</summary>
    Unknown,
}

/// <summary>
/// Questions to the solver. Each session has a context of its own, which gives its memory back when the session ends and
/// not before: one session for a batch of questions, and one for each thread.
/// </summary>
public sealed class SolverSession : IDisposable
{
    private readonly NativeContext _context;
    private readonly NativeSolver _solver;
    private readonly Z3Translation _translation;
    private readonly TimeSpan _timeout;
    private readonly Deadline _deadline;

    /// <param name="timeout">For each question.</param>
    /// <param name="deadline">For all of them: questions near it get less. Null: there is none.</param>
    /// <exception cref="InternalErrorException">There is no solver: <see cref="Z3Library.IsAvailable"/> tells.</exception>
    public SolverSession(TimeSpan timeout, Deadline? deadline = null)
    {
        if (!Z3Library.IsAvailable)
        {
            throw new InternalErrorException("a solver session without a solver");
        }

        (_timeout, _deadline) = (timeout, deadline ?? Deadline.Never);
        _context = new NativeContext(new Dictionary<string, string> { ["model"] = "true" });
        _translation = new Z3Translation(_context);
        _solver = _context.MkSimpleSolver();
        SetTimeout(timeout);
    }

    /// <summary>Makes a condition part of all questions from now on, up to the end of the scope.</summary>
    public void Assert(Term condition) => _solver.Assert(_translation.Of(condition));

    /// <summary>Begins a scope; <see cref="Pop"/> forgets what is asserted in it.</summary>
    public void Push() => _solver.Push();

    public void Pop() => _solver.Pop();

    /// <summary>Can all that is asserted, and this, hold together?</summary>
    public SolverAnswer Check(params ReadOnlySpan<Term> conditions)
    {
        _solver.Push();
        foreach (var condition in conditions)
        {
            Assert(condition);
        }

        var answer = Check();
        _solver.Pop();
        return answer;
    }

    /// <summary>The same, with the leaves of a state that shows it.</summary>
    /// <param name="leaves">The leaves of a state; the answer gives their bits, or null if it is not `Satisfiable`.</param>
    public SolverAnswer Check(Term condition, IReadOnlyList<Term> leaves, out ulong[]? witness)
    {
        _solver.Push();
        Assert(condition);
        var answer = Check();
        witness = answer == SolverAnswer.Satisfiable ? Witness(leaves) : null;
        _solver.Pop();
        return answer;
    }

    /// <summary>The same with all of these conditions; the answer gives those that the solver used if they cannot hold.</summary>
    /// <param name="flags">Leaves of one truth value that stand for conditions asserted before.</param>
    public SolverAnswer CheckWith(IReadOnlyList<Term> flags, out IReadOnlyList<Term> used)
    {
        var assumptions = new IntPtr[flags.Count];
        var byPointer = new Dictionary<IntPtr, Term>();
        for (var i = 0; i < assumptions.Length; i++)
        {
            assumptions[i] = _translation.Of(flags[i]);
            byPointer[assumptions[i]] = flags[i];
        }

        ShortenTimeout();
        var answer = AnswerOf(_solver.Check(assumptions));
        var core = answer == SolverAnswer.Unsatisfiable ? _solver.UnsatCore : [];
        used = Array.ConvertAll(core, pointer => byPointer[pointer]);
        return answer;
    }

    public void Dispose()
    {
        _solver.Dispose();
        _context.Dispose();
    }

    private SolverAnswer Check()
    {
        ShortenTimeout();
        return AnswerOf(_solver.Check());
    }

    private void ShortenTimeout()
    {
        var left = _deadline.Left;
        if (left < _timeout)
        {
            SetTimeout(left);
        }
    }

    private void SetTimeout(TimeSpan timeout) =>
        _solver.Set("timeout", (uint)Math.Clamp(timeout.TotalMilliseconds, 1, uint.MaxValue - 1));

    private static SolverAnswer AnswerOf(Status status) => status switch
    {
        Status.SATISFIABLE => SolverAnswer.Satisfiable,
        Status.UNSATISFIABLE => SolverAnswer.Unsatisfiable,
        _ => SolverAnswer.Unknown,
    };

    private ulong[] Witness(IReadOnlyList<Term> leaves)
    {
        using var model = _solver.Model;
        var bits = new ulong[leaves.Count];
        for (var i = 0; i < bits.Length; i++)
        {
            var value = model.Eval(_translation.Of(leaves[i]), true);
            if (leaves[i].IsBoolean)
            {
                bits[i] = value == _context.MkTrue() ? 1UL : 0;
            }
            else if (!_context.TryGetNumeralUInt64(value, out bits[i]))
            {
                throw new InternalErrorException("the solver's state has a part without a value");
            }
        }

        return bits;
    }
}
