using System;
using System.Linq;
using Explorer.Core;
using Explorer.Machines.Expressions;
using Explorer.Machines.Interpretation;
using Explorer.Machines.Types;
using Explorer.Smt.Symbolic;
using Explorer.Smt.Terms;

namespace Explorer.Smt.Execution;

/// <summary>Operators on values that are no integers.</summary>
internal sealed partial class ExpressionTerms
{
    private SymbolicValue Unary(Unary e)
    {
        var operand = Evaluate(e.Operand);
        return (e.Kind, operand) switch
        {
            (UnaryKind.Not, SymbolicBool v) => new SymbolicBool(_terms.Not(v.Term)),
            (UnaryKind.Negate, SymbolicInt v) => Negated(v),
            (UnaryKind.CheckRange, SymbolicInt v) => Checked(v, (IntType)e.Type),
            (UnaryKind.Wrap, SymbolicInt v) => Wrapped(v, (IntType)e.Type),
            (UnaryKind.Cardinality, SymbolicSet v) => CountOf(v.Members),
            (UnaryKind.FirstElement, SymbolicSet v) => First(v),
            (UnaryKind.QueueLength, SymbolicQueue v) => LengthOf(v),
            (UnaryKind.QueueHead, SymbolicQueue v) => NotEmpty(v).Places[0],
            (UnaryKind.QueueTail, SymbolicQueue v) => Tail(NotEmpty(v)),
            (UnaryKind.Some, _) => new SymbolicOption(_terms.True, operand),
            (UnaryKind.Unwrap, SymbolicOption v) => Unwrapped(v),
            (UnaryKind.Fill, _) => Fill(e.Type, e.Operand.Type, operand),
            _ => throw new InternalErrorException($"unknown operator {e.Kind}"),
        };
    }

    private SymbolicValue Binary(Binary e, SymbolicValue left, SymbolicValue right) => (e.Kind, left, right) switch
    {
        (BinaryKind.Equal, _, _) => new SymbolicBool(_values.Equal(left, right)),
        (BinaryKind.NotEqual, _, _) => new SymbolicBool(_terms.Not(_values.Equal(left, right))),
        (BinaryKind.In, _, SymbolicSet set) => new SymbolicBool(IsIn(left, set)),
        (BinaryKind.Union, SymbolicSet l, SymbolicSet r) => Zip(l, r, _terms.Or),
        (BinaryKind.Intersect, SymbolicSet l, SymbolicSet r) => Zip(l, r, _terms.And),
        (BinaryKind.Difference, SymbolicSet l, SymbolicSet r) => Zip(l, r, (a, b) => _terms.And(a, _terms.Not(b))),
        (BinaryKind.QueuePush, SymbolicQueue queue, _) => Push(queue, right),
        (_, SymbolicInt l, SymbolicInt r) => Arithmetic(e.Kind, l, r),
        _ => throw new InternalErrorException($"{e.Kind} is not defined for {left} and {right}"),
    };

    private static SymbolicSet Zip(SymbolicSet left, SymbolicSet right, Func<Term, Term, Term> operation) =>
        left with { Members = [.. left.Members.Zip(right.Members, operation)] };

    private Term IsIn(SymbolicValue element, SymbolicSet set)
    {
        var positions = Positions(set.Type.Element, element, out _);
        return _terms.Any(positions.Zip(set.Members, _terms.And));
    }

    // Of a set that is not empty.
    private SymbolicValue First(SymbolicSet set) =>
        Selected(set.Members, [.. ValuesOf(set.Type.Element)]);

    private SymbolicQueue NotEmpty(SymbolicQueue queue)
    {
        Fault(FaultKind.Index, _values.LengthIs(queue, 0));
        return queue;
    }

    private SymbolicQueue Tail(SymbolicQueue queue) => queue with
    {
        Length = _terms.Subtract(queue.Length, _terms.Constant(1, queue.Length.Width)),
        Places = [.. queue.Places.Skip(1), queue.Places[^1]],
    };

    private SymbolicQueue Push(SymbolicQueue queue, SymbolicValue value)
    {
        Fault(FaultKind.Range, _values.LengthIs(queue, queue.Type.Capacity));
        return queue with
        {
            Length = _terms.Add(queue.Length, _terms.Constant(1, queue.Length.Width)),
            Places = [.. queue.Places.Select((place, i) => _values.Merge(_values.LengthIs(queue, i), value, place))],
        };
    }

    private SymbolicInt LengthOf(SymbolicQueue queue)
    {
        var width = Widths.Signed(0, queue.Type.Capacity);
        return new SymbolicInt(_terms.ZeroExtend(queue.Length, width), 0, queue.Type.Capacity);
    }

    private SymbolicValue Unwrapped(SymbolicOption option)
    {
        Fault(FaultKind.Index, _terms.Not(option.IsSome));
        return option.Content;
    }

    private static SymbolicValue Fill(ModelType type, ModelType elementType, SymbolicValue element) =>
        type == elementType || type is not ArrayType array
            ? element
            : new SymbolicArray(array, [.. Enumerable.Repeat(Fill(array.Element, elementType, element), array.Length)]);
}
