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
    public static IntValue Negate(long number, SourceSpan span) => Checked(-(Int128)number, $"-({number})", span);

    public static Value Apply(Binary e, long left, long right) => e.Kind switch
    {
        BinaryKind.Less => BoolValue.Of(left < right),
        BinaryKind.LessOrEqual => BoolValue.Of(left <= right),
        BinaryKind.Greater => BoolValue.Of(left > right),
        BinaryKind.GreaterOrEqual => BoolValue.Of(left >= right),
        BinaryKind.Add => Checked((Int128)left + right, $"{left} + {right}", e.Span),
        BinaryKind.Subtract => Checked((Int128)left - right, $"{left} - {right}", e.Span),
        BinaryKind.Multiply => Checked((Int128)left * right, $"{left} * {right}", e.Span),
        BinaryKind.Divide => Checked((Int128)left / NotZero(right, e.Span), $"{left} / {right}", e.Span),
        BinaryKind.Remainder => Checked((Int128)left % NotZero(right, e.Span), $"{left} % {right}", e.Span),
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

    private static IntValue Checked(Int128 exact, string text, SourceSpan span) =>
        exact >= long.MinValue && exact <= long.MaxValue
            ? new IntValue((long)exact)
            : throw FaultException.Overflow($"{text} does not fit into 64 bits", span);

    private static Int128 NotZero(long divisor, SourceSpan span) =>
        divisor != 0 ? divisor : throw FaultException.Overflow("division by zero", span);
}
