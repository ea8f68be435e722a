using System;

namespace Explorer.Compilation.Layout;

/// <summary>
/// Elements of one encoding side by side: packed into one scalar with their own width as the stride, or in memory,
/// where no element straddles a word (as many to a word as fit) or each takes whole words.
/// </summary>
/// <param name="Offset">Where they start: a bit if packed, else a word.</param>
public sealed record ElementRun(Encoding Element, int Count, bool Packed, int Offset)
{
    /// <summary>The most bits that are packed into one scalar.</summary>
    public const int PackedLimit = 63;

    /// <summary>Elements in one word; 0 if each takes several.</summary>
    public int PerWord { get; } = Element.IsScalar && !Packed ? FitPerWord(Element.Bits, Count) : 0;

    /// <summary>Bits from the start of the whole to the end of the last element.</summary>
    public int EndBits => Count == 0 ? (Packed ? Offset : 64 * Offset) : End(At(Count - 1));

    public static bool CanPack(Encoding element, int count, int offset) =>
        element.IsScalar && offset + ((long)count * element.Bits) <= PackedLimit;

    /// <summary>Where element `index` lies in the whole.</summary>
    public Slot At(int index)
    {
        if (Packed)
        {
            return new Slot(0, Offset + (index * Element.Bits), Element);
        }

        return PerWord == 0
            ? new Slot(Offset + (index * Element.Words), 0, Element)
            : new Slot(Offset + (index / PerWord), index % PerWord * Element.Bits, Element);
    }

    private static int End(Slot slot) => (64 * slot.Word) + slot.Shift + slot.Width;

    // A power of two divides faster; it is taken where it costs no word.
    private static int FitPerWord(int bits, int count)
    {
        if (bits == 0)
        {
            return Math.Max(1, count);
        }

        var most = 64 / bits;
        var power = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)most + 1) / 2;
        return (count + power - 1) / power <= (count + most - 1) / most ? power : most;
    }
}
