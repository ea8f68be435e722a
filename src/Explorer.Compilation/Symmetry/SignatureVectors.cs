using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Explorer.Compilation.Symmetry;

/// <summary>Vectors of 16-bit numbers, one for each identity, as compiled code uses them.</summary>
internal static unsafe class SignatureVectors
{
    public const int Lanes = 8;
    public const int BytesPerVector = 16;
    public const int WordsPerVector = 2;

    /// <summary>An odd number of 16 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ushort Hash(ulong number)
    {
        number = unchecked((number + 1) * 0x9E3779B97F4A7C15);
        return (ushort)((unchecked((number ^ (number >> 32)) * 0xD6E8FEB86659FD93) >> 48) | 1);
    }

    /// <summary>A sum and roles.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<ushort> Add(Vector128<ushort> sum, ushort* roles) => sum + Vector128.Load(roles);

    /// <summary>A sum and roles times the hash of a number.</summary>
    public static Vector128<ushort> AddTimes(Vector128<ushort> sum, ushort* roles, ulong number) =>
        sum + (Vector128.Load(roles) * Hash(number));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector128<ushort> sum, ushort* sums) => sum.Store(sums);

    /// <summary>Adds roles times the hash of the colours of those that have them and of a number.</summary>
    public static void AddCounted(ushort* roles, ulong number, ushort* colours, ushort* sums, int vectors)
    {
        var seen = Vector128<ushort>.Zero;
        for (var i = 0; i < vectors * Lanes; i += Lanes)
        {
            seen += Vector128.Load(roles + i) * Vector128.Load(colours + i);
        }

        var factor = Hash(Vector128.Sum(seen) + (number << 16));
        for (var i = 0; i < vectors * Lanes; i += Lanes)
        {
            (Vector128.Load(sums + i) + (Vector128.Load(roles + i) * factor)).Store(sums + i);
        }
    }
}
