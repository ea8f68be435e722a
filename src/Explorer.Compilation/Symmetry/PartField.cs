namespace Explorer.Compilation.Symmetry;

/// <summary>How to read a number from a state: bits of a word or, with a parent, a digit of another number, which is
/// (number - Offset) / Divisor % Modulus.</summary>
/// <param name="Parent">The index of the other number, or -1.</param>
internal sealed record PartField(int Parent, int Word, int Shift, int Width, ulong Offset, ulong Divisor, ulong Modulus)
{
    /// <summary>Bits of a word.</summary>
    public PartField(int word, int shift, int width)
        : this(-1, word, shift, width, 0, 1, 1)
    {
    }

    /// <summary>A digit of another number.</summary>
    public PartField(int parent, ulong offset, ulong divisor, ulong modulus)
        : this(parent, 0, 0, 0, offset, divisor, modulus)
    {
    }
}
