using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using Explorer.Core;

namespace Explorer.Compilation.Runtime;

/// <summary>
/// Draws within a step. All outcomes of an action are met by executing it again and again: each execution takes the
/// candidates that the digits say, and afterwards the last digit that can goes on by one, as in an odometer. So outcomes
/// come depth first in the order of the candidates. A draw with one candidate takes no digit.
/// </summary>
internal static unsafe class Draws
{
    /// <summary>Before the first execution of an action.</summary>
    public static void Begin(Frame* frame)
    {
        frame->Known = 0;
        frame->Position = 0;
        frame->Choice = 0;
    }

    /// <summary>Which of `count` candidates, at least 1, this draw takes.</summary>
    public static int Take(Frame* frame, int count)
    {
        if (count == 1)
        {
            return 0;
        }

        var position = frame->Position++;
        if (position == frame->Known)
        {
            if (position == Frame.MaxDraws)
            {
                throw new InternalErrorException($"more than {Frame.MaxDraws} draws in one step");
            }

            frame->Known++;
            frame->Digits[2 * position] = 0;
            frame->Digits[(2 * position) + 1] = count;
        }

        return frame->Digits[2 * position];
    }

    /// <summary>After an execution: false if there is no other.</summary>
    public static bool Next(Frame* frame)
    {
        frame->Position = 0;
        for (; frame->Known > 0; frame->Known--)
        {
            var digit = frame->Digits + (2 * (frame->Known - 1));
            if (++digit[0] < digit[1])
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Number of the n-th bit set, from 0; there are more than n.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long BitAt(ulong mask, int n)
    {
        if (Bmi2.X64.IsSupported)
        {
            return System.Numerics.BitOperations.TrailingZeroCount(Bmi2.X64.ParallelBitDeposit(1UL << n, mask));
        }

        for (; n > 0; n--)
        {
            mask &= mask - 1;
        }

        return System.Numerics.BitOperations.TrailingZeroCount(mask);
    }
}
