using System.Collections.Generic;

namespace Explorer.Smt.Terms;

/// <summary>Truth values and conditionals.</summary>
public sealed partial class TermFactory
{
    public Term Not(Term a) => a.Kind switch
    {
        TermKind.Constant => Boolean(!a.IsTrue),
        TermKind.Not => a.A!,
        _ => Make(TermKind.Not, 0, 0, a),
    };

    public Term And(Term a, Term b)
    {
        if (a.IsFalse || b.IsFalse || AreOpposite(a, b))
        {
            return False;
        }

        if (a.IsTrue || a == b || (b.Kind == TermKind.And && (b.A == a || b.B == a)))
        {
            return b;
        }

        if (b.IsTrue || (a.Kind == TermKind.And && (a.A == b || a.B == b)))
        {
            return a;
        }

        return AndSimplified(a, b) ?? AndSimplified(b, a) ?? Make(TermKind.And, 0, 0, a, b);
    }

    public Term Or(Term a, Term b)
    {
        // p && c || p && !c is p: where two branches meet again.
        if (a.Kind == TermKind.And && b.Kind == TermKind.And)
        {
            foreach (var (common, x) in new[] { (a.A!, a.B!), (a.B!, a.A!) })
            {
                var y = b.A == common ? b.B : b.B == common ? b.A : null;
                if (y is not null)
                {
                    return And(common, Or(x, y));
                }
            }
        }

        return Not(And(Not(a), Not(b)));
    }

    public Term Implies(Term a, Term b) => Or(Not(a), b);

    public Term All(IEnumerable<Term> terms)
    {
        var all = True;
        foreach (var term in terms)
        {
            all = And(all, term);
        }

        return all;
    }

    public Term Any(IEnumerable<Term> terms)
    {
        var any = False;
        foreach (var term in terms)
        {
            any = Or(any, term);
        }

        return any;
    }

    public Term IfThenElse(Term c, Term a, Term b)
    {
        if (c.IsConstant || a == b)
        {
            return c.IsFalse ? b : a;
        }

        if (c.Kind == TermKind.Not)
        {
            return IfThenElse(c.A!, b, a);
        }

        // What the branches know of the condition.
        a = a.Kind == TermKind.IfThenElse && a.A == c ? a.B! : a;
        b = b.Kind == TermKind.IfThenElse && b.A == c ? b.C! : b;
        if (a == b)
        {
            return a;
        }

        if (!a.IsBoolean)
        {
            return b.Kind == TermKind.IfThenElse && b.B == a
                ? IfThenElse(Or(c, b.A!), a, b.C!)
                : Make(TermKind.IfThenElse, a.Width, 0, c, a, b);
        }

        return a.IsTrue || a == c ? Or(c, b)
            : a.IsFalse ? And(Not(c), b)
            : b.IsTrue ? Or(Not(c), a)
            : b.IsFalse || b == c ? And(c, a)
            : Make(TermKind.IfThenElse, 0, 0, c, a, b);
    }

    private static bool AreOpposite(Term a, Term b) =>
        (a.Kind == TermKind.Not && a.A == b) || (b.Kind == TermKind.Not && b.A == a);

    // b given a, if that is simpler.
    private Term? AndSimplified(Term a, Term b)
    {
        if (b is { Kind: TermKind.Not, A: { Kind: TermKind.And } conjunction })
        {
            // a && !(a && y) is a && !y; a && !(!a && y) is a.
            var (x, y) = (conjunction.A!, conjunction.B!);
            return x == a ? And(a, Not(y))
                : y == a ? And(a, Not(x))
                : AreOpposite(x, a) || AreOpposite(y, a) ? a
                : null;
        }

        if (b.Kind == TermKind.And && (AreOpposite(b.A!, a) || AreOpposite(b.B!, a)))
        {
            return False;
        }

        // One scalar has one value.
        if (a is { Kind: TermKind.Equal, B.IsConstant: true } && a.A is { } scalar)
        {
            var positive = b.Kind == TermKind.Not ? b.A! : b;
            if (positive is { Kind: TermKind.Equal, B.IsConstant: true } && positive.A == scalar && positive != a)
            {
                return b.Kind == TermKind.Not ? a : False;
            }
        }

        return null;
    }
}
