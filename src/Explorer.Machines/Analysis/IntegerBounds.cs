using System;
using System.Numerics;
using Explorer.Machines.Expressions;
using Explorer.Machines.Types;
using Explorer.Machines.Values;

namespace Explorer.Machines.Analysis;

/// <summary>
/// Bounds of integer expressions (interval arithmetic: Moore, Interval Analysis, 1966): what an expression can be, as far
/// as the types and constants in it say. Nothing is known of conditions around an expression, nor of how two
/// occurrences of the same variable depend on each other.
/// </summary>
public readonly record struct IntegerBounds(BigInteger Low, BigInteger High)
{
    private static readonly IntegerBounds All = new(long.MinValue, long.MaxValue);

    /// <summary>Do all results fit into 64 bits?</summary>
    public bool Fit => Low >= long.MinValue && High <= long.MaxValue;

    /// <summary>The bounds of the value of an integer expression.</summary>
    public static IntegerBounds Of(Expression expression) => Exact(expression).Clamped();

    /// <summary>The bounds of the result as computed without a limit of 64 bits: if they do not fit, it may overflow.</summary>
    public static IntegerBounds Exact(Expression expression) => Exact(expression, Of);

    /// <summary>The same, given the bounds of its operands.</summary>
    internal static IntegerBounds Exact(Expression expression, Func<Expression, IntegerBounds> of) => expression switch
    {
        Literal { Value: IntValue v } => new(v.Number, v.Number),
        Conditional e => of(e.WhenTrue).Union(of(e.WhenFalse)),
        Unary { Kind: UnaryKind.Negate } e => of(e.Operand).Negated(),
        Unary { Kind: UnaryKind.Cardinality } e => new(0, (int)((SetType)e.Operand.Type).Element.Cardinality),
        Unary { Kind: UnaryKind.QueueLength } e => new(0, ((QueueType)e.Operand.Type).Capacity),
        Unary { Kind: UnaryKind.CheckRange } e => of(e.Operand).Within(OfType(e.Type)),
        Unary { Kind: UnaryKind.Wrap } e when of(e.Operand) is var bounds && bounds.IsWithin(OfType(e.Type)) => bounds,
        Quantified { Kind: QuantifierKind.Count } e => new(0, e.Bound.Type.Cardinality),
        Binary e => OfBinary(e.Kind, of(e.Left), of(e.Right)),
        _ => OfType(expression.Type),
    };

    public static IntegerBounds OfType(ModelType type) => type is IntType t ? new(t.Low, t.High) : All;

    public bool Contains(BigInteger number) => Low <= number && number <= High;

    public bool IsWithin(IntegerBounds other) => other.Low <= Low && High <= other.High;

    /// <summary>The smallest interval with both.</summary>
    public IntegerBounds Union(IntegerBounds other) =>
        new(BigInteger.Min(Low, other.Low), BigInteger.Max(High, other.High));

    internal IntegerBounds Plus(BigInteger number) => new(Low + number, High + number);

    private static IntegerBounds OfBinary(BinaryKind kind, IntegerBounds a, IntegerBounds b) => kind switch
    {
        BinaryKind.Add => new(a.Low + b.Low, a.High + b.High),
        BinaryKind.Subtract => new(a.Low - b.High, a.High - b.Low),
        BinaryKind.Multiply => Corners(a.Low * b.Low, a.Low * b.High, a.High * b.Low, a.High * b.High),
        BinaryKind.Divide when b.Low > 0 => Corners(a.Low / b.Low, a.Low / b.High, a.High / b.Low, a.High / b.High),
        BinaryKind.Divide => new(-Largest(a), Largest(a)),
        BinaryKind.Remainder => Remainder(a, BigInteger.Max(Largest(b) - 1, 0)),
        BinaryKind.Min => new(BigInteger.Min(a.Low, b.Low), BigInteger.Min(a.High, b.High)),
        BinaryKind.Max => new(BigInteger.Max(a.Low, b.Low), BigInteger.Max(a.High, b.High)),
        _ => All,
    };

    private static IntegerBounds Remainder(IntegerBounds a, BigInteger most) =>
        new(a.Low >= 0 ? 0 : BigInteger.Max(a.Low, -most), a.High <= 0 ? 0 : BigInteger.Min(a.High, most));

    private static BigInteger Largest(IntegerBounds a) => BigInteger.Max(BigInteger.Abs(a.Low), BigInteger.Abs(a.High));

    private static IntegerBounds Corners(BigInteger a, BigInteger b, BigInteger c, BigInteger d) =>
        new(BigInteger.Min(BigInteger.Min(a, b), BigInteger.Min(c, d)), BigInteger.Max(BigInteger.Max(a, b), BigInteger.Max(c, d)));

    // Where the two do not meet, the check always fails; what is said then must still be within the type.
    internal IntegerBounds Within(IntegerBounds type) =>
        Low > type.High || High < type.Low ? type : new(BigInteger.Max(Low, type.Low), BigInteger.Min(High, type.High));

    private IntegerBounds Negated() => new(-High, -Low);

    internal IntegerBounds Clamped() => Within(All);
}
