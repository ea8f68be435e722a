using System.Collections.Generic;
using Explorer.Core;

namespace Explorer.Smt.Terms;

/// <summary>Puts terms in the place of leaves, and simplifies again. For one thread.</summary>
public sealed class Substitution
{
    private readonly TermFactory _terms;
    private readonly Dictionary<Term, Term> _results = [];

    /// <param name="leaves">Leaves and what comes in their place; others stay.</param>
    public Substitution(TermFactory terms, IEnumerable<KeyValuePair<Term, Term>> leaves)
    {
        _terms = terms;
        foreach (var (leaf, replacement) in leaves)
        {
            _results[leaf] = replacement;
        }
    }

    public Term In(Term term)
    {
        if (_results.TryGetValue(term, out var known))
        {
            return known;
        }

        var waiting = new Stack<Term>();
        waiting.Push(term);
        while (waiting.TryPeek(out var next))
        {
            if (_results.ContainsKey(next) || !PushOperands(next, waiting))
            {
                waiting.Pop();
                _results.TryAdd(next, next.Kind is TermKind.Leaf or TermKind.Constant ? next : Rebuilt(next));
            }
        }

        return _results[term];
    }

    private bool PushOperands(Term term, Stack<Term> waiting)
    {
        var before = waiting.Count;
        foreach (var operand in (Term?[])[term.A, term.B, term.C])
        {
            if (operand is not null && !_results.ContainsKey(operand))
            {
                waiting.Push(operand);
            }
        }

        return waiting.Count > before;
    }

    private Term Rebuilt(Term term)
    {
        var a = _results[term.A!];
        var b = term.B is null ? null : _results[term.B];
        var c = term.C is null ? null : _results[term.C];
        return a == term.A && b == term.B && c == term.C ? term : term.Kind switch
        {
            TermKind.Not => _terms.Not(a),
            TermKind.And => _terms.And(a, b!),
            TermKind.Equal => _terms.Equal(a, b!),
            TermKind.IfThenElse => _terms.IfThenElse(a, b!, c!),
            TermKind.Less => _terms.Less(a, b!),
            TermKind.Add => _terms.Add(a, b!),
            TermKind.Subtract => _terms.Subtract(a, b!),
            TermKind.Multiply => _terms.Multiply(a, b!),
            TermKind.Divide => _terms.Divide(a, b!),
            TermKind.Remainder => _terms.Remainder(a, b!),
            TermKind.SignExtend => _terms.SignExtend(a, term.Width),
            TermKind.ZeroExtend => _terms.ZeroExtend(a, term.Width),
            TermKind.Truncate => _terms.Truncate(a, term.Width),
            _ => throw new InternalErrorException($"unknown kind of term {term.Kind}"),
        };
    }
}
