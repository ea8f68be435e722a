using System;
using System.Collections.Generic;

namespace Explorer.Compilation.Layout;

/// <summary>
/// Packs the parts of a state into words. Memory parts come first, each from the start of a word; scalars go where they
/// fit, the unused rest of a memory part's last word included. First fit in the order of the model keeps what is
/// declared together close together; first fit by decreasing width (Johnson, Near-optimal bin packing algorithms, 1973)
/// is taken where it saves a word. Not optimal: bin packing is hard.
/// </summary>
internal static class LayoutPlanner
{
    /// <summary>How many words the parts take.</summary>
    public static int Words(List<Encoding> parts)
    {
        Place(parts, out var words);
        return words;
    }

    /// <summary>Where each part starts, and how many words they take.</summary>
    public static Slot[] Place(List<Encoding> parts, out int words)
    {
        var order = new int[parts.Count];
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        var inOrder = Place(parts, order, out var wordsInOrder);
        Array.Sort(order, (a, b) => parts[a].Bits != parts[b].Bits ? parts[b].Bits - parts[a].Bits : a - b);
        var byWidth = Place(parts, order, out var wordsByWidth);
        words = Math.Min(wordsByWidth, wordsInOrder);
        return wordsByWidth < wordsInOrder ? byWidth : inOrder;
    }

    private static Slot[] Place(List<Encoding> parts, int[] order, out int words)
    {
        var places = new Slot[parts.Count];
        var used = new List<int>();
        foreach (var i in order)
        {
            if (!parts[i].IsScalar)
            {
                places[i] = new Slot(used.Count, 0, parts[i]);
                for (var word = 1; word < parts[i].Words; word++)
                {
                    used.Add(64);
                }

                used.Add(parts[i].TailBits);
            }
        }

        foreach (var i in order)
        {
            if (parts[i].IsScalar)
            {
                places[i] = FirstFit(parts[i], used);
            }
        }

        words = used.Count;
        return places;
    }

    private static Slot FirstFit(Encoding part, List<int> used)
    {
        if (part.Bits == 0)
        {
            return new Slot(0, 0, part);
        }

        var word = 0;
        while (word < used.Count && used[word] + part.Bits > 64)
        {
            word++;
        }

        if (word == used.Count)
        {
            used.Add(0);
        }

        used[word] += part.Bits;
        return new Slot(word, used[word] - part.Bits, part);
    }
}
