namespace Explorer.Compilation.Runtime;

/// <summary>Values in memory. Of the last word only the bits of the tail mask belong to a value.</summary>
internal static unsafe class Blocks
{
    public static bool AreEqual(ulong* left, ulong* right, int words, ulong tailMask)
    {
        for (var i = 0; i < words - 1; i++)
        {
            if (left[i] != right[i])
            {
                return false;
            }
        }

        return ((left[words - 1] ^ right[words - 1]) & tailMask) == 0;
    }

    /// <summary>Copies a value; leaves the bits behind it as they are.</summary>
    public static void Copy(ulong* to, ulong* from, int words, ulong tailMask)
    {
        for (var i = 0; i < words - 1; i++)
        {
            to[i] = from[i];
        }

        to[words - 1] = (to[words - 1] & ~tailMask) | (from[words - 1] & tailMask);
    }

    /// <summary>Sets a value to zero; leaves the bits behind it as they are.</summary>
    public static void Clear(ulong* to, int words, ulong tailMask)
    {
        for (var i = 0; i < words - 1; i++)
        {
            to[i] = 0;
        }

        to[words - 1] &= ~tailMask;
    }

    /// <summary>Writes the same scalar into `count` elements, `perWord` to a word.</summary>
    public static void FillScalars(ulong* to, ulong element, int width, int count, int perWord)
    {
        for (var i = 0; i < count; i += perWord)
        {
            ulong word = 0;
            for (var j = 0; j < perWord && i + j < count; j++)
            {
                word |= element << (j * width);
            }

            to[i / perWord] = word;
        }
    }

    /// <summary>Writes the same value of several words into `count` elements.</summary>
    public static void FillBlocks(ulong* to, ulong* element, int words, ulong tailMask, int count)
    {
        for (var i = 0; i < count; i++)
        {
            to[((i + 1) * words) - 1] = 0;
            Copy(to + (i * words), element, words, tailMask);
        }
    }
}
