using System;
using Explorer.Machines.Values;

namespace Explorer.Compilation.Layout;

/// <summary>Where a part lies in its whole: from bit `Shift` of word `Word`; memory parts start at bit 0.</summary>
public sealed record Slot(int Word, int Shift, Encoding Encoding)
{
    public int Width => Encoding.Bits;

    /// <summary>Ones where the part's bits are, in its first word.</summary>
    internal ulong MaskInWord => Encoding.Mask(Math.Min(Width, 64)) << Shift;

    internal void Encode(Value value, Span<ulong> whole)
    {
        Span<ulong> words = new ulong[Encoding.Words];
        Encoding.Encode(value, words);
        for (var i = 0; i < words.Length; i++)
        {
            whole[Word + i] |= words[i] << Shift;
        }
    }

    /// <summary>Zeros where the part's bits are.</summary>
    internal void Clear(Span<ulong> whole)
    {
        if (Encoding.IsScalar)
        {
            whole[Word] &= ~MaskInWord;
            return;
        }

        for (var bit = 0; bit < Width; bit++)
        {
            whole[Word + ((Shift + bit) >> 6)] &= ~(1UL << ((Shift + bit) & 63));
        }
    }

    internal Value Decode(ReadOnlySpan<ulong> whole)
    {
        if (!Encoding.IsScalar)
        {
            return Encoding.Decode(whole[Word..]);
        }

        ReadOnlySpan<ulong> word = [Width == 0 ? 0 : (whole[Word] >> Shift) & Encoding.Mask(Width)];
        return Encoding.Decode(word);
    }
}
