using System.Linq;
using System.Numerics;
using Explorer.Core;
using Explorer.Machines.Expressions;
using Explorer.Machines.Types;
using Explorer.Machines.Values;

namespace Explorer.Machines.Interpretation;

/// <summary>Operators applied to values; the lazy ones are the evaluator's.</summary>
internal static class Operators
{
    public static Value Apply(Unary e, Value operand) => e.Kind switch
    {
        UnaryKind.Not => BoolValue.Of(!((BoolValue)operand).IsTrue),
        UnaryKind.Negate => Arithmetic.Negate(((IntValue)operand).Number, e.Span),
        UnaryKind.CheckRange => Arithmetic.CheckRange(((IntValue)operand).Number, (IntType)e.Type, e.Span),
        UnaryKind.Wrap => Arithmetic.Wrap(((IntValue)operand).Number, (IntType)e.Type),
        UnaryKind.Cardinality => new IntValue(BitOperations.PopCount(((SetValue)operand).Mask)),
        UnaryKind.FirstElement => First((SetValue)operand),
        UnaryKind.QueueLength => new IntValue(((QueueValue)operand).Elements.Length),
        UnaryKind.QueueHead => NotEmpty(e, (QueueValue)operand).Elements[0],
        UnaryKind.QueueTail => Tail(NotEmpty(e, (QueueValue)operand)),
        UnaryKind.Some => new OptionValue((OptionType)e.Type, operand),
        UnaryKind.Unwrap => Parts.Content((OptionValue)operand, e.Span),
        UnaryKind.Fill => Fill(e.Type, e.Operand.Type, operand),
        _ => throw new InternalErrorException($"unknown operator {e.Kind}"),
    };

    public static Value Apply(Binary e, Value left, Value right) => (e.Kind, left, right) switch
    {
        (BinaryKind.Equal, _, _) => BoolValue.Of(left.Equals(right)),
        (BinaryKind.NotEqual, _, _) => BoolValue.Of(!left.Equals(right)),
        (BinaryKind.In, _, SetValue set) => BoolValue.Of(Parts.IsIn(left, set)),
        (BinaryKind.Union, SetValue l, SetValue r) => l with { Mask = l.Mask | r.Mask },
        (BinaryKind.Intersect, SetValue l, SetValue r) => l with { Mask = l.Mask & r.Mask },
        (BinaryKind.Difference, SetValue l, SetValue r) => l with { Mask = l.Mask & ~r.Mask },
        (BinaryKind.QueuePush, QueueValue queue, _) => Push(e, queue, right),
        (_, IntValue l, IntValue r) => Arithmetic.Apply(e, l.Number, r.Number),
        _ => throw new InternalErrorException($"{e.Kind} is not defined for {left} and {right}"),
    };

    private static Value First(SetValue set) => set.Mask != 0
        ? ValueOrder.At(set.Type.Element, BitOperations.TrailingZeroCount(set.Mask))
        : throw new InternalErrorException("first element of an empty set");

    private static QueueValue NotEmpty(Unary e, QueueValue queue) =>
        queue.Elements.IsEmpty ? throw FaultException.Index("the queue is empty", e.Span) : queue;

    private static QueueValue Tail(QueueValue queue) => queue with { Elements = queue.Elements.RemoveAt(0) };

    private static QueueValue Push(Binary e, QueueValue queue, Value value) => queue.Elements.Length < queue.Type.Capacity
        ? queue with { Elements = queue.Elements.Add(value) }
        : throw FaultException.Range($"the queue is full: it holds {queue.Type.Capacity}", e.Span);

    private static Value Fill(ModelType type, ModelType elementType, Value element) =>
        type == elementType || type is not ArrayType array
            ? element
            : new ArrayValue(array, [.. Enumerable.Repeat(Fill(array.Element, elementType, element), array.Length)]);
}
