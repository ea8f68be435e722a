using System;
using Explorer.Core;
using Explorer.Core.Diagnostics;
using Explorer.Machines.Expressions;
using Explorer.Machines.Types;
using Explorer.Machines.Values;

namespace Explorer.Machines.Interpretation;

/// <summary>Integers of 64 bits: results are computed exactly, and those that do not fit are faults. So the remainder
/// of the lowest integer by -1 is 0, while its quotient is an overflow.</summary>
internal static class Arithmetic
{
    public static IntValue Negate(long number, SourceSpan span) =>
        number != long.MinValue ? new IntValue(-number) : throw TooLarge($"-({number})", span);

    public static Value Apply(Binary e, long left, long right) => e.Kind switch
    {
        BinaryKind.Less => BoolValue.Of(left < right),
        BinaryKind.LessOrEqual => BoolValue.Of(left <= right),
        BinaryKind.Greater => BoolValue.Of(left > right),
        BinaryKind.GreaterOrEqual => BoolValue.Of(left >= right),
        BinaryKind.Add => Add(left, right) ?? throw TooLarge($"{left} + {right}", e.Span),
        BinaryKind.Subtract => Subtract(left, right) ?? throw TooLarge($"{left} - {right}", e.Span),
        BinaryKind.Multiply => Multiply(left, right) ?? throw TooLarge($"{left} * {right}", e.Span),
        BinaryKind.Divide => Divide(left, NotZero(right, e.Span)) ?? throw TooLarge($"{left} / {right}", e.Span),
        BinaryKind.Remainder => new IntValue(NotZero(right, e.Span) == -1 ? 0 : left % right),
        BinaryKind.Min => new IntValue(Math.Min(left, right)),
        BinaryKind.Max => new IntValue(Math.Max(left, right)),
        _ => throw new InternalErrorException($"{e.Kind} is not defined for integers"),
    };

    public static IntValue CheckRange(long number, IntType type, SourceSpan span) => Contains(type, number)
        ? new IntValue(number)
        : throw FaultException.Range($"{number} is outside {type.Low}..{type.High}", span);

    public static IntValue Wrap(long number, IntType type)
    {
        var count = (Int128)type.High - type.Low + 1;
        var offset = ((Int128)number - type.Low) % count;
        return new IntValue((long)(type.Low + (offset < 0 ? offset + count : offset)));
    }

    public static bool Contains(IntType type, long number) => type.Low <= number && number <= type.High;

    // Null where the result does not fit. A sum's sign is wrong if it is neither operand's (Warren, Hacker's Delight, 2-13).
    private static IntValue? Add(long left, long right)
    {
        var sum = unchecked(left + right);
        return ((left ^ sum) & (right ^ sum)) >= 0 ? new IntValue(sum) : null;
    }

    private static IntValue? Subtract(long left, long right)
    {
        var difference = unchecked(left - right);
        return ((left ^ right) & (left ^ difference)) >= 0 ? new IntValue(difference) : null;
    }

    private static IntValue? Multiply(long left, long right) =>
        Math.BigMul(left, right, out var low) == low >> 63 ? new IntValue(low) : null;

    private static IntValue? Divide(long left, long right) => left == long.MinValue && right == -1 ? null : new IntValue(left / right);

    private static FaultException TooLarge(string text, SourceSpan span) => FaultException.Overflow($"{text} does not fit into 64 bits", span);

    private static long NotZero(long divisor, SourceSpan span) =>
        divisor != 0 ? divisor : throw FaultException.Overflow("division by zero", span);
}
