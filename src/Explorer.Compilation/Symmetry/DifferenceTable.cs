using Explorer.Compilation.Emit;

namespace Explorer.Compilation.Symmetry;

/// <summary>For each number of a part the difference that its image makes to the bits: 16-bit numbers if they suffice, else
/// words.</summary>
internal sealed record DifferenceTable(bool IsShort, nint Address)
{
    /// <param name="from">What one step of the number adds to the bits.</param>
    /// <param name="to">What it adds in the place of the image.</param>
    public static DifferenceTable Of(int[] images, ulong from, ulong to, ConstantPool pool)
    {
        var words = new long[images.Length];
        var shorts = new short[images.Length];
        var isShort = true;
        for (var number = 0; number < images.Length; number++)
        {
            words[number] = unchecked((long)(((ulong)images[number] * to) - ((ulong)number * from)));
            shorts[number] = unchecked((short)words[number]);
            isShort &= shorts[number] == words[number];
        }

        return new DifferenceTable(isShort, pool.AddTable(isShort ? shorts : words));
    }
}
