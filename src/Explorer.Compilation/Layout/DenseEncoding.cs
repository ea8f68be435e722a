using System;
using Explorer.Machines.Values;

namespace Explorer.Compilation.Layout;

/// <summary>
/// An array by its number: its elements, each one of `count` values, are the digits of a number in a mixed radix, the
/// first element the lowest. Compiled code computes with `Inner`, in which every element has bits of its own; tables lead
/// from one to the other. What is no number, or no array with such elements, has entry 0.
/// </summary>
public sealed class DenseEncoding : Encoding
{
    /// <summary>The most bits that index a table.</summary>
    public const int TableBits = 12;

    /// <param name="inner">A scalar of at most <see cref="TableBits"/> bits.</param>
    /// <param name="digits">Number of elements, counting those of arrays in arrays.</param>
    /// <param name="first">Bits of the least value of an element.</param>
    /// <param name="count">How many values an element can have.</param>
    public DenseEncoding(ArrayEncoding inner, int digits, int first, int count)
        : base(inner.Type)
    {
        Inner = inner;
        var numbers = (int)Math.Pow(count, digits);
        Bits = BitsFor((ulong)numbers);
        var (expanded, numbered) = (new ushort[1 << Bits], new ushort[1 << inner.Bits]);
        for (var number = 0; number < expanded.Length; number++)
        {
            var bits = Expand(number < numbers ? number : 0, inner.Bits / digits, digits, first, count);
            expanded[number] = bits;
            numbered[bits] = (ushort)(number < numbers ? number : 0);
        }

        (Expanded, Numbers) = (new NumberTable([.. expanded]), new NumberTable([.. numbered]));
    }

    /// <summary>The encoding with a place for each element.</summary>
    public ArrayEncoding Inner { get; }

    public override int Bits { get; }

    /// <summary>From the number to the bits in the inner encoding.</summary>
    public NumberTable Expanded { get; }

    /// <summary>From the bits in the inner encoding to the number.</summary>
    public NumberTable Numbers { get; }

    public override void Encode(Value value, Span<ulong> words) => words[0] |= Numbers.Entries[(int)Inner.EncodeScalar(value)];

    public override Value Decode(ReadOnlySpan<ulong> words) => Inner.Decode([Expanded.Entries[(int)(words[0] & TailMask)]]);

    private static ushort Expand(int number, int width, int digits, int first, int count)
    {
        var bits = 0;
        for (var i = 0; i < digits; i++)
        {
            bits |= (first + (number % count)) << (i * width);
            number /= count;
        }

        return (ushort)bits;
    }
}
