using System;

namespace Explorer.Smt.Terms;

/// <summary>Bit-vectors.</summary>
public sealed partial class TermFactory
{
    public Term Equal(Term a, Term b)
    {
        if (a == b)
        {
            return True;
        }

        if (a.IsConstant)
        {
            (a, b) = (b, a);
        }

        if (a.IsBoolean)
        {
            return b.IsConstant ? (b.IsTrue ? a : Not(a))
                : AreOpposite(a, b) ? False
                : Make(TermKind.Equal, 0, 0, a, b);
        }

        if (a.IsConstant)
        {
            return False;
        }

        return b.IsConstant ? EqualToConstant(a, b) : EqualSimplified(a, b);
    }

    public Term Less(Term a, Term b)
    {
        if (a == b)
        {
            return False;
        }

        if (a.IsConstant && b.IsConstant)
        {
            return Boolean(a.Signed < b.Signed);
        }

        if (CanPush(a, b))
        {
            return IfThenElse(a.A!, Less(a.B!, b), Less(a.C!, b));
        }

        return CanPush(b, a) ? IfThenElse(b.A!, Less(a, b.B!), Less(a, b.C!)) : Make(TermKind.Less, 0, 0, a, b);
    }

    /// <summary>a not greater than b.</summary>
    public Term AtMost(Term a, Term b) => Not(Less(b, a));

    public Term Add(Term a, Term b) => b is { IsConstant: true, Number: var n } && n == 0 ? a
        : a is { IsConstant: true, Number: var m } && m == 0 ? b
        : Binary(TermKind.Add, a, b);

    public Term Subtract(Term a, Term b) =>
        b is { IsConstant: true, Number: var n } && n == 0 ? a : Binary(TermKind.Subtract, a, b);

    public Term Multiply(Term a, Term b) => Binary(TermKind.Multiply, a, b);

    public Term Divide(Term a, Term b) => Binary(TermKind.Divide, a, b);

    public Term Remainder(Term a, Term b) => Binary(TermKind.Remainder, a, b);

    /// <summary>As many bits as that, by the sign.</summary>
    public Term SignExtend(Term a, int width) => width == a.Width ? a : Resize(TermKind.SignExtend, a, width);

    public Term ZeroExtend(Term a, int width) => width == a.Width ? a : Resize(TermKind.ZeroExtend, a, width);

    /// <summary>The low bits.</summary>
    public Term Truncate(Term a, int width)
    {
        if (width == a.Width)
        {
            return a;
        }

        if (a.Kind is TermKind.SignExtend or TermKind.ZeroExtend)
        {
            var inner = a.A!;
            return inner.Width >= width ? Truncate(inner, width)
                : a.Kind == TermKind.SignExtend ? SignExtend(inner, width) : ZeroExtend(inner, width);
        }

        return a.Kind == TermKind.Truncate ? Truncate(a.A!, width) : Resize(TermKind.Truncate, a, width);
    }

    private Term EqualToConstant(Term a, Term b)
    {
        if (a.Kind == TermKind.IfThenElse && (a.B!.IsConstant || a.C!.IsConstant || CanPush(a, b)))
        {
            return IfThenElse(a.A!, Equal(a.B!, b), Equal(a.C!, b));
        }

        if (a.Kind is TermKind.ZeroExtend or TermKind.SignExtend)
        {
            var narrow = Constant((Int128)b.Number, a.A!.Width);
            var back = a.Kind == TermKind.ZeroExtend ? ZeroExtend(narrow, b.Width) : SignExtend(narrow, b.Width);
            return back == b ? Equal(a.A!, narrow) : False;
        }

        if (a.Kind == TermKind.Add && a.B!.IsConstant)
        {
            return Equal(a.A!, Binary(TermKind.Subtract, b, a.B));
        }

        return Make(TermKind.Equal, 0, 0, a, b);
    }

    private Term EqualSimplified(Term a, Term b)
    {
        if (a.Kind == b.Kind && a.Kind is TermKind.ZeroExtend or TermKind.SignExtend && a.A!.Width == b.A!.Width)
        {
            return Equal(a.A, b.A);
        }

        if (CanPush(a, b))
        {
            return IfThenElse(a.A!, Equal(a.B!, b), Equal(a.C!, b));
        }

        return CanPush(b, a) ? IfThenElse(b.A!, Equal(a, b.B!), Equal(a, b.C!)) : Make(TermKind.Equal, 0, 0, a, b);
    }

    private static bool CanPush(Term conditional, Term other) =>
        conditional.Kind == TermKind.IfThenElse
        && conditional.ConstantBranches is > 0 and <= MostBranches
        && (other.IsConstant || (other.Kind == TermKind.Leaf && conditional.ConstantBranches <= 4)
            || other.ConstantBranches * conditional.ConstantBranches is > 0 and <= MostBranches);

    private Term Binary(TermKind kind, Term a, Term b)
    {
        if (a.IsConstant && b.IsConstant && !(kind is TermKind.Divide or TermKind.Remainder && b.Number == 0))
        {
            return Constant(Compute(kind, a.Signed, b.Signed), a.Width);
        }

        if (a.ConstantBranches > 1 && CanPush(a, b))
        {
            return IfThenElse(a.A!, Binary(kind, a.B!, b), Binary(kind, a.C!, b));
        }

        return b.ConstantBranches > 1 && a.IsConstant && CanPush(b, a)
            ? IfThenElse(b.A!, Binary(kind, a, b.B!), Binary(kind, a, b.C!))
            : Make(kind, a.Width, 0, a, b);
    }

    /// <summary>The number that an operation gives; only its low bits matter.</summary>
    internal static Int128 Compute(TermKind kind, Int128 a, Int128 b) => unchecked(kind switch
    {
        TermKind.Add => a + b,
        TermKind.Subtract => a - b,
        TermKind.Multiply => a * b,
        TermKind.Divide => b == -1 ? -a : a / b,
        _ => b == -1 ? 0 : a % b,
    });

    private Term Resize(TermKind kind, Term a, int width) => a.Kind switch
    {
        TermKind.Constant => Constant(kind == TermKind.SignExtend ? a.Signed : (Int128)a.Number, width),
        TermKind.IfThenElse when a.ConstantBranches is > 0 and <= MostBranches =>
            IfThenElse(a.A!, Resize(kind, a.B!, width), Resize(kind, a.C!, width)),
        TermKind.ZeroExtend when kind is TermKind.ZeroExtend or TermKind.SignExtend => Make(TermKind.ZeroExtend, width, 0, a.A),
        TermKind.SignExtend when kind == TermKind.SignExtend => Make(TermKind.SignExtend, width, 0, a.A),
        _ => Make(kind, width, 0, a),
    };
}
