using System;
using System.Collections.Generic;
using System.Linq;

namespace Explorer.Compilation.Layout;

/// <summary>
/// Packs the parts of a state into words. Memory parts come first, each from the start of a word; scalars go where they
/// fit, the unused rest of a memory part's last word included. First fit in the order of the model keeps what is
/// declared together close together; first fit by decreasing width (Johnson, Near-optimal bin packing algorithms, 1973)
/// is taken where it saves a word. Not optimal: bin packing is hard.
/// </summary>
internal static class LayoutPlanner
{
    /// <summary>For each part the word and the bit where it starts.</summary>
    public static (int Word, int Shift)[] Place(IReadOnlyList<Encoding> parts)
    {
        var inOrder = Place(parts, [.. Enumerable.Range(0, parts.Count)]);
        var byWidth = Place(parts, [.. Enumerable.Range(0, parts.Count).OrderByDescending(i => parts[i].Bits)]);
        return byWidth.Words < inOrder.Words ? byWidth.Places : inOrder.Places;
    }

    private static (int Words, (int Word, int Shift)[] Places) Place(IReadOnlyList<Encoding> parts, int[] order)
    {
        var places = new (int Word, int Shift)[parts.Count];
        var used = new List<int>();
        foreach (var i in order.Where(i => !parts[i].IsScalar))
        {
            places[i] = (used.Count, 0);
            used.AddRange(Enumerable.Repeat(64, parts[i].Words - 1));
            used.Add(parts[i].TailBits);
        }

        foreach (var i in order.Where(i => parts[i].IsScalar))
        {
            var word = Math.Max(0, used.FindIndex(bits => bits + parts[i].Bits <= 64));
            if (used.Count == 0 || used[word] + parts[i].Bits > 64)
            {
                word = used.Count;
                used.Add(0);
            }

            places[i] = parts[i].Bits == 0 ? (0, 0) : (word, used[word]);
            used[word] += parts[i].Bits;
        }

        return (used.Count, places);
    }
}
