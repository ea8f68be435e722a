using System;

namespace Explorer.Compilation.Runtime;

/// <summary>
/// Integers of 64 bits with faults. A fault is noted in `fault` unless one was noted before, and some value within the
/// bounds that the compiler computed for the result is returned, so that what follows is safe to execute.
/// </summary>
internal static class CheckedArithmetic
{
    /// <summary>Numbers of the kinds of faults in compiled code; 0 is none.</summary>
    public const int RangeFault = 1;
    public const int OverflowFault = 2;
    public const int IndexFault = 3;

    public static long Add(long left, long right, ref int fault, long instead)
    {
        var sum = unchecked(left + right);
        return ((left ^ sum) & (right ^ sum)) < 0 ? Overflow(ref fault, instead) : sum;
    }

    public static long Subtract(long left, long right, ref int fault, long instead)
    {
        var difference = unchecked(left - right);
        return ((left ^ right) & (left ^ difference)) < 0 ? Overflow(ref fault, instead) : difference;
    }

    public static long Multiply(long left, long right, ref int fault, long instead)
    {
        var high = Math.BigMul(left, right, out var low);
        return high != low >> 63 ? Overflow(ref fault, instead) : low;
    }

    public static long Divide(long left, long right, ref int fault, long instead) =>
        right == 0 || (right == -1 && left == long.MinValue) ? Overflow(ref fault, instead) : left / right;

    public static long Remainder(long left, long right, ref int fault, long instead) => right switch
    {
        0 => Overflow(ref fault, instead),
        -1 => 0,
        _ => left % right,
    };

    /// <summary>The number of low..low + count - 1 that is equal to `number` modulo count.</summary>
    public static long Wrap(long number, long low, long count)
    {
        var offset = ((Int128)number - low) % count;
        return (long)(low + (offset < 0 ? offset + count : offset));
    }

    private static long Overflow(ref int fault, long instead)
    {
        if (fault == 0)
        {
            fault = OverflowFault;
        }

        return instead;
    }
}
