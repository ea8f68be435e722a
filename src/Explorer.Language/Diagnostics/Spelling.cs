using System;
using System.Collections.Generic;

namespace Explorer.Language.Diagnostics;

/// <summary>
/// Finds the name that was probably meant: by the number of letters to insert, delete, replace or swap with their
/// neighbour (optimal string alignment: no letter is touched twice). Upper and lower case count as the same letter.
/// </summary>
public static class Spelling
{
    /// <summary>
    /// The nearest of the candidates other than `name` itself, or null if none is near: at most one mistake, and one
    /// more for each three letters beyond the third. Of equally near ones the first in alphabetical order.
    /// </summary>
    public static string? Nearest(string name, IEnumerable<string> candidates)
    {
        var limit = Math.Max(1, name.Length / 3);
        string? nearest = null;
        foreach (var candidate in candidates)
        {
            // A name of one or two letters is near to every other one.
            var isComparable = candidate != name && Math.Min(name.Length, candidate.Length) > 1
                && Math.Abs(name.Length - candidate.Length) <= limit;
            if (!isComparable)
            {
                continue;
            }

            var distance = Distance(name, candidate);
            var isNearer = distance < limit || (distance == limit && nearest is null);
            if (isNearer || (distance == limit && string.CompareOrdinal(candidate, nearest) < 0))
            {
                (nearest, limit) = (candidate, distance);
            }
        }

        return nearest;
    }

    /// <summary>The number of mistakes that turn one name into the other.</summary>
    public static int Distance(string left, string right)
    {
        var beforeLast = new int[right.Length + 1];
        var last = new int[right.Length + 1];
        var current = new int[right.Length + 1];
        for (var j = 0; j <= right.Length; j++)
        {
            last[j] = j;
        }

        for (var i = 1; i <= left.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var replaced = last[j - 1] + (Same(left[i - 1], right[j - 1]) ? 0 : 1);
                current[j] = Math.Min(replaced, Math.Min(last[j], current[j - 1]) + 1);
                if (i > 1 && j > 1 && Same(left[i - 1], right[j - 2]) && Same(left[i - 2], right[j - 1]))
                {
                    current[j] = Math.Min(current[j], beforeLast[j - 2] + 1);
                }
            }

            (beforeLast, last, current) = (last, current, beforeLast);
        }

        return last[right.Length];
    }

    private static bool Same(char left, char right) => char.ToLowerInvariant(left) == char.ToLowerInvariant(right);
}
