namespace Explorer.Smt.Terms;

/// <summary>What a term computes. Operands are named a, b, c in order; widths are in bits, and 0 is the width of truth values.</summary>
public enum TermKind
{
    /// <summary>A number of the term's width, or a truth value.</summary>
    Constant,

    /// <summary>One scalar of a state, a free variable of every query.</summary>
    Leaf,

    Not,
    And,

    /// <summary>Of two terms of one width.</summary>
    Equal,

    /// <summary>a ? b : c.</summary>
    IfThenElse,

    /// <summary>a less than b, as two's complement.</summary>
    Less,

    Add,
    Subtract,
    Multiply,

    /// <summary>Of two's complement, towards zero; b is not zero where the result is used.</summary>
    Divide,

    /// <summary>With the sign of a; b is not zero where the result is used.</summary>
    Remainder,

    SignExtend,
    ZeroExtend,

    /// <summary>The low bits of a.</summary>
    Truncate,
}
