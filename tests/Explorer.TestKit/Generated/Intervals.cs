using System.Linq;
using System.Numerics;
using Explorer.Machines.Expressions;
using Explorer.Machines.Types;

namespace Explorer.TestKit.Generated;

/// <summary>The types that lowering gives to arithmetic: the interval in which every result lies that is no fault.</summary>
internal static class Intervals
{
    public static IntType Of(BinaryKind kind, IntType left, IntType right)
    {
        BigInteger[] ls = [left.Low, left.High];
        BigInteger[] rs = [right.Low, right.High];
        var ends = kind switch
        {
            BinaryKind.Add => Pairs(ls, rs, (l, r) => l + r),
            BinaryKind.Subtract => Pairs(ls, rs, (l, r) => l - r),
            BinaryKind.Multiply => Pairs(ls, rs, (l, r) => l * r),
            BinaryKind.Min => Pairs(ls, rs, BigInteger.Min),
            BinaryKind.Max => Pairs(ls, rs, BigInteger.Max),
            BinaryKind.Divide => [.. ls, .. ls.Select(l => -l), 0],
            _ => Remainders(ls, rs),
        };
        return new IntType(Clamp(ends.Min()), Clamp(ends.Max()), false);
    }

    public static IntType Negated(IntType operand) => new(Clamp(-(BigInteger)operand.High), Clamp(-(BigInteger)operand.Low), false);

    /// <summary>From 0 to a number of values.</summary>
    public static IntType UpTo(BigInteger count) => new(0, (long)count, false);

    private static BigInteger[] Pairs(BigInteger[] ls, BigInteger[] rs, System.Func<BigInteger, BigInteger, BigInteger> apply) =>
        [.. from l in ls from r in rs select apply(l, r)];

    // Its sign is that of the dividend.
    private static BigInteger[] Remainders(BigInteger[] ls, BigInteger[] rs)
    {
        var largest = BigInteger.Max(rs.Select(BigInteger.Abs).Max() - 1, 0);
        return [ls[0] < 0 ? -largest : 0, ls[1] > 0 ? largest : 0];
    }

    private static long Clamp(BigInteger end) => (long)BigInteger.Min(BigInteger.Max(end, long.MinValue), long.MaxValue);
}
