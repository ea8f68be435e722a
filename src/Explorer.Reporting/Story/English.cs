using System.Collections.Generic;
using System.Linq;

namespace Explorer.Reporting.Story;

/// <summary>Small pieces of English.</summary>
internal static class English
{
    /// <summary>`a`, `a and b`, `a, b and c`.</summary>
    public static string List(IReadOnlyList<string> items) => items.Count switch
    {
        0 => "",
        1 => items[0],
        _ => $"{string.Join(", ", items.Take(items.Count - 1))} and {items[^1]}",
    };

    /// <summary>The same with semicolons, for items that have commas in them.</summary>
    public static string LongList(IReadOnlyList<string> items) => items.Count switch
    {
        0 => "",
        1 => items[0],
        _ => $"{string.Join("; ", items.Take(items.Count - 1))}; and {items[^1]}",
    };

    /// <summary>Source text on one line, cut if it is too long to be read at a glance; null if there is none.</summary>
    public static string? Quoted(string text, int longest)
    {
        var line = string.Join(' ', text.Split((char[]?)null, System.StringSplitOptions.RemoveEmptyEntries));
        return line.Length == 0 || line.Length > longest ? null : $"`{line}`";
    }
}
