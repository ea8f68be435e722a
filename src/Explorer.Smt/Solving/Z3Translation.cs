using System;
using System.Collections.Generic;
using Explorer.Core;
using Explorer.Smt.Terms;
using Microsoft.Z3;

namespace Explorer.Smt.Solving;

/// <summary>Terms in the solver's own form, each once for a context.</summary>
internal sealed class Z3Translation(NativeContext context)
{
    private readonly Dictionary<Term, IntPtr> _known = [];
    private readonly Dictionary<int, IntPtr> _sorts = [];

    public IntPtr Of(Term term)
    {
        if (_known.TryGetValue(term, out var known))
        {
            return known;
        }

        foreach (var next in TermOrder.Of([term], _known.ContainsKey))
        {
            _known[next] = Make(next);
        }

        return _known[term];
    }

    private IntPtr Make(Term term) => term.Kind switch
    {
        TermKind.Constant => Constant(term),
        TermKind.Leaf => context.MkConst($"x{term.Number}", SortOf(term.Width)),
        TermKind.Not => context.MkNot(_known[term.A!]),
        TermKind.And => context.MkAnd(_known[term.A!], _known[term.B!]),
        TermKind.Equal => context.MkEq(_known[term.A!], _known[term.B!]),
        TermKind.IfThenElse => context.MkIte(_known[term.A!], _known[term.B!], _known[term.C!]),
        TermKind.Less => context.MkBvSlt(_known[term.A!], _known[term.B!]),
        TermKind.SignExtend => context.MkBvSignExt((uint)(term.Width - term.A!.Width), _known[term.A]),
        TermKind.ZeroExtend => context.MkBvZeroExt((uint)(term.Width - term.A!.Width), _known[term.A]),
        TermKind.Truncate => context.MkBvExtract((uint)term.Width - 1, 0, _known[term.A!]),
        _ => MakeArithmetic(term, _known[term.A!], _known[term.B!]),
    };

    private IntPtr MakeArithmetic(Term term, IntPtr a, IntPtr b) => term.Kind switch
    {
        TermKind.Add => context.MkBvAdd(a, b),
        TermKind.Subtract => context.MkBvSub(a, b),
        TermKind.Multiply => context.MkBvMul(a, b),
        TermKind.Divide => context.MkBvSdiv(a, b),
        TermKind.Remainder => context.MkBvSrem(a, b),
        _ => throw new InternalErrorException($"unknown kind of term {term.Kind}"),
    };

    private IntPtr Constant(Term term)
    {
        if (term.IsBoolean)
        {
            return term.IsTrue ? context.MkTrue() : context.MkFalse();
        }

        // Numerals have at most 64 bits: of a wider one, the high ones are moved into place.
        var low = Numeral((ulong)term.Number, term.Width);
        var high = (ulong)(term.Number >> 64);
        return high == 0 ? low : context.MkBvOr(
            low, context.MkBvShl(Numeral(high, term.Width), context.MkNumeral(64, SortOf(term.Width))));
    }

    private IntPtr Numeral(ulong bits, int width)
    {
        var sort = SortOf(width);
        return bits <= long.MaxValue
            ? context.MkNumeral((long)bits, sort)
            : context.MkBvOr(
                context.MkBvShl(context.MkNumeral((long)(bits >> 1), sort), context.MkNumeral(1, sort)),
                context.MkNumeral((long)(bits & 1), sort));
    }

    private IntPtr SortOf(int width)
    {
        if (!_sorts.TryGetValue(width, out var sort))
        {
            sort = width == 0 ? context.BoolSort : context.MkBvSort((uint)width);
            _sorts.Add(width, sort);
        }

        return sort;
    }
}
