using System;
using System.Numerics;
using Explorer.Core;
using Explorer.Machines.Expressions;
using Explorer.Machines.Interpretation;
using Explorer.Machines.Types;
using Explorer.Smt.Symbolic;
using Explorer.Smt.Terms;

namespace Explorer.Smt.Execution;

/// <summary>Integers: computed exactly, as wide as the bounds of the operands ask for; what does not fit into 64 bits is an
/// overflow.</summary>
internal sealed partial class ExpressionTerms
{
    private SymbolicValue Arithmetic(BinaryKind kind, SymbolicInt a, SymbolicInt b) => kind switch
    {
        BinaryKind.Less => new SymbolicBool(_values.Less(a, b)),
        BinaryKind.LessOrEqual => new SymbolicBool(_terms.Not(_values.Less(b, a))),
        BinaryKind.Greater => new SymbolicBool(_values.Less(b, a)),
        BinaryKind.GreaterOrEqual => new SymbolicBool(_terms.Not(_values.Less(a, b))),
        BinaryKind.Add => Fitting(Sum(a, b)),
        BinaryKind.Subtract => Fitting(Exact(TermKind.Subtract, a, b, a.Low - b.High, a.High - b.Low)),
        BinaryKind.Multiply => Fitting(Product(a, b)),
        BinaryKind.Divide => Quotient(a, b),
        BinaryKind.Remainder => Remainder(a, b),
        BinaryKind.Min => _values.Merge(_values.Less(a, b), a, b) is SymbolicInt m
            ? _values.Bounded(m, BigInteger.Min(a.Low, b.Low), BigInteger.Min(a.High, b.High)) : a,
        BinaryKind.Max => _values.Merge(_values.Less(a, b), b, a) is SymbolicInt m
            ? _values.Bounded(m, BigInteger.Max(a.Low, b.Low), BigInteger.Max(a.High, b.High)) : a,
        _ => throw new InternalErrorException($"{kind} is not defined for integers"),
    };

    private Term IsOutside(SymbolicInt value, IntType type) => _terms.Or(
        type.Low <= value.Low ? _terms.False : _values.Less(value, _values.Integer(type.Low)),
        type.High >= value.High ? _terms.False : _values.Less(_values.Integer(type.High), value));

    private SymbolicInt Sum(SymbolicInt a, SymbolicInt b) => Exact(TermKind.Add, a, b, a.Low + b.Low, a.High + b.High);

    private SymbolicInt Negated(SymbolicInt a) =>
        Fitting(Exact(TermKind.Subtract, _values.Integer(0), a, -a.High, -a.Low));

    private SymbolicInt Product(SymbolicInt a, SymbolicInt b)
    {
        BigInteger[] corners = [a.Low * b.Low, a.Low * b.High, a.High * b.Low, a.High * b.High];
        Array.Sort(corners);
        return Exact(TermKind.Multiply, a, b, corners[0], corners[^1]);
    }

    private SymbolicInt Quotient(SymbolicInt a, SymbolicInt b)
    {
        Fault(FaultKind.Overflow, _values.Equal(b, _values.Integer(0)));
        return Fitting(Exact(TermKind.Divide, a, b, -Largest(a), Largest(a)));
    }

    private SymbolicInt Remainder(SymbolicInt a, SymbolicInt b)
    {
        Fault(FaultKind.Overflow, _values.Equal(b, _values.Integer(0)));
        var most = BigInteger.Min(Largest(a), BigInteger.Max(Largest(b) - 1, 0));
        return Exact(TermKind.Remainder, a, b, a.Low.Sign < 0 ? -most : 0, a.High.Sign > 0 ? most : 0);
    }

    private static BigInteger Largest(SymbolicInt a) => BigInteger.Max(BigInteger.Abs(a.Low), BigInteger.Abs(a.High));

    // The result is within the bounds; the operation needs the width of both operands too.
    private SymbolicInt Exact(TermKind kind, SymbolicInt a, SymbolicInt b, BigInteger low, BigInteger high)
    {
        var width = Math.Max(Widths.Signed(low, high), Math.Max(a.Term.Width, b.Term.Width));
        var (x, y) = (_terms.SignExtend(a.Term, width), _terms.SignExtend(b.Term, width));
        var result = kind switch
        {
            TermKind.Add => _terms.Add(x, y),
            TermKind.Subtract => _terms.Subtract(x, y),
            TermKind.Multiply => _terms.Multiply(x, y),
            TermKind.Divide => _terms.Divide(x, y),
            _ => _terms.Remainder(x, y),
        };
        return new SymbolicInt(_terms.Truncate(result, Widths.Signed(low, high)), low, high);
    }

    private SymbolicInt Fitting(SymbolicInt exact)
    {
        Fault(FaultKind.Overflow, IsOutside(exact, IntType.Unbounded));
        return Clamped(exact, IntType.Unbounded);
    }

    private SymbolicInt Checked(SymbolicInt value, IntType type)
    {
        Fault(FaultKind.Range, IsOutside(value, type));
        return Clamped(value, type);
    }

    // What is outside has met a fault.
    private SymbolicInt Clamped(SymbolicInt value, IntType type)
    {
        var (low, high) = (BigInteger.Max(value.Low, type.Low), BigInteger.Min(value.High, type.High));
        return low > high ? _values.Integer(type.Low) : _values.Bounded(value, low, high);
    }

    private SymbolicInt Wrapped(SymbolicInt value, IntType type)
    {
        if (value.Low >= type.Low && value.High <= type.High)
        {
            return value;
        }

        var count = (BigInteger)type.High - type.Low + 1;
        var offset = Exact(
            TermKind.Subtract, value, _values.Integer(type.Low), value.Low - type.Low, value.High - type.Low);
        if (count.IsPowerOfTwo && offset.Term.Width >= (int)count.GetBitLength())
        {
            var bits = (int)count.GetBitLength() - 1;
            var low = new SymbolicInt(_terms.ZeroExtend(_terms.Truncate(offset.Term, Math.Max(bits, 1)), bits + 1), 0, count - 1);
            return bits == 0 ? _values.Integer(type.Low) : Sum(low, _values.Integer(type.Low));
        }

        var remainder = Exact(TermKind.Remainder, offset, _values.Integer(count), 1 - count, count - 1);
        var isNegative = _values.Less(remainder, _values.Integer(0));
        var raised = _values.Bounded(Sum(remainder, _values.Integer(count)), 1 - count, (2 * count) - 1);
        var positive = (SymbolicInt)_values.Merge(isNegative, raised, remainder);
        return Sum(_values.Bounded(positive, 0, count - 1), _values.Integer(type.Low));
    }
}
