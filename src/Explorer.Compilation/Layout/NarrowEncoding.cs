using System;
using Explorer.Core;
using Explorer.Machines.Values;

namespace Explorer.Compilation.Layout;

/// <summary>
/// A scalar of which only some values occur: the bits that they have in `Inner`, less `Offset`. Only parts of the state
/// are so narrow; compiled code computes with `Inner`. Every bit pattern is a value of the type.
/// </summary>
public sealed class NarrowEncoding(Encoding inner, ulong offset, int bits) : Encoding(inner.Type)
{
    /// <summary>The encoding of the type.</summary>
    public Encoding Inner { get; } = inner;

    public ulong Offset { get; } = offset;

    public override int Bits { get; } = bits;

    /// <exception cref="InternalErrorException">The value was not expected to occur.</exception>
    public override void Encode(Value value, Span<ulong> words)
    {
        var stored = unchecked(Inner.EncodeScalar(value) - Offset);
        words[0] |= (stored & ~Mask(Bits)) == 0 ? stored : throw new InternalErrorException($"{value} cannot occur here");
    }

    public override Value Decode(ReadOnlySpan<ulong> words) => Inner.Decode([(words[0] & TailMask) + Offset]);
}
