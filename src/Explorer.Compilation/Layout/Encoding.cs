using System;
using Explorer.Machines.Types;
using Explorer.Machines.Values;

namespace Explorer.Compilation.Layout;

/// <summary>
/// How the values of one type are held in bits. A scalar is at most 64 bits that never straddle a word and that
/// compiled code keeps in one 64-bit integer; anything else is memory: whole words, read through a pointer. An encoding
/// is canonical: equal values have equal bits, and bits that a value does not use are zero. The one exception are the
/// bits of the last word of a memory value above `Bits`: they belong to whoever put the value there.
/// </summary>
public abstract class Encoding(ModelType type)
{
    public ModelType Type { get; } = type;

    /// <summary>How many bits a value takes, from bit 0 of its first word.</summary>
    public abstract int Bits { get; }

    public virtual bool IsScalar => true;

    /// <summary>Words of a value in memory; 1 for a scalar.</summary>
    public int Words => Math.Max(1, (Bits + 63) / 64);

    /// <summary>Used bits of the last word.</summary>
    public int TailBits => Bits - (64 * (Words - 1));

    /// <summary>Ones where a value uses the bits of its last word.</summary>
    public ulong TailMask => Mask(TailBits);

    /// <summary>Adds a value to words that are zero. The identity mark (-1) is encoded as identity 0.</summary>
    public abstract void Encode(Value value, Span<ulong> words);

    /// <summary>The value in the first words; what lies above its bits is ignored.</summary>
    public abstract Value Decode(ReadOnlySpan<ulong> words);

    /// <summary>The bits of a value of a scalar type.</summary>
    public ulong EncodeScalar(Value value)
    {
        Span<ulong> word = [0];
        Encode(value, word);
        return word[0];
    }

    /// <summary>The lowest `bits` bits set.</summary>
    internal static ulong Mask(int bits) => bits >= 64 ? ulong.MaxValue : (1UL << bits) - 1;

    /// <summary>Bits that numbers below `count` take.</summary>
    internal static int BitsFor(ulong count) =>
        count <= 1 ? 0 : 64 - System.Numerics.BitOperations.LeadingZeroCount(count - 1);
}
