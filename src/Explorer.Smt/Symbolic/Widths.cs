using System.Numerics;
using Explorer.Machines.Types;

namespace Explorer.Smt.Symbolic;

/// <summary>How many bits things need.</summary>
internal static class Widths
{
    /// <summary>For numbers from 0 to the highest; at least one.</summary>
    public static int Unsigned(BigInteger high) => System.Math.Max(1, (int)high.GetBitLength());

    /// <summary>For two's complement of every number within the bounds.</summary>
    public static int Signed(BigInteger low, BigInteger high) =>
        1 + System.Math.Max((int)high.GetBitLength(), low.Sign < 0 ? (int)(-low - 1).GetBitLength() : 0) switch { 0 => 1, var bits => bits };

    /// <summary>For the identities and the mark behind them.</summary>
    public static int Of(IdentityType type) => Unsigned(type.Size);

    public static int OfTag(EnumType type) => Unsigned(type.Variants.Length - 1);

    public static int OfLength(QueueType type) => Unsigned(type.Capacity);
}
