using System;

namespace Explorer.Smt.Terms;

/// <summary>
/// A truth value or a bit-vector of at most 128 bits as an expression over the leaves of a state. Terms of one
/// <see cref="TermFactory"/> are equal exactly if they are the same object. Operands have smaller numbers than the term.
/// </summary>
public sealed class Term
{
    internal Term(int id, TermKind kind, int width, UInt128 number, Term? a, Term? b, Term? c)
    {
        Id = id;
        Kind = kind;
        Width = width;
        Number = number;
        A = a;
        B = b;
        C = c;
        ConstantBranches = kind switch
        {
            TermKind.Constant => 1,
            TermKind.IfThenElse when b!.ConstantBranches > 0 && c!.ConstantBranches > 0 => b.ConstantBranches + c.ConstantBranches,
            _ => 0,
        };
    }

    /// <summary>Number within the factory; of operands smaller.</summary>
    public int Id { get; }

    public TermKind Kind { get; }

    /// <summary>In bits; 0: a truth value.</summary>
    public int Width { get; }

    /// <summary>Of a constant its bits (1: true), of a leaf its index.</summary>
    public UInt128 Number { get; }

    public bool IsBoolean => Width == 0;

    public bool IsConstant => Kind == TermKind.Constant;

    public bool IsTrue => Kind == TermKind.Constant && Width == 0 && Number == 1;

    public bool IsFalse => Kind == TermKind.Constant && Width == 0 && Number == 0;

    internal Term? A { get; }

    internal Term? B { get; }

    internal Term? C { get; }

    /// <summary>How many constants a tree of conditionals with only constants at its ends has; 0 for all other terms.</summary>
    internal int ConstantBranches { get; }

    /// <summary>The constant as two's complement.</summary>
    internal Int128 Signed => Width == 128 || (Number >> (Width - 1)) == 0 ? (Int128)Number : (Int128)(Number | (UInt128.MaxValue << Width));

    public override string ToString() => Kind switch
    {
        TermKind.Constant => Width == 0 ? (Number == 1 ? "true" : "false") : Number.ToString(),
        TermKind.Leaf => $"x{Number}",
        _ => $"({Kind} {A}{(B is null ? "" : $" {B}")}{(C is null ? "" : $" {C}")})",
    };
}
