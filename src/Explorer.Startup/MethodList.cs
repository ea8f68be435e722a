using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;

namespace Explorer.Startup;

/// <summary>
/// A text file with a method in each line: its type's name with the type's arguments, two colons, its own name, and its
/// own arguments in brackets; names as reflection has them. Lines with # are for readers.
/// </summary>
internal static class MethodList
{
    public static ImmutableArray<string> Read(string path) =>
        File.Exists(path) ? [.. File.ReadLines(path).Where(IsMethod)] : [];

    /// <summary>Adds methods; those that are there stay. Lines for readers stay first, methods are sorted.</summary>
    public static void Add(string path, IEnumerable<string> methods)
    {
        var remarks = File.Exists(path) ? File.ReadLines(path).Where(l => !IsMethod(l)).ToList() : [];
        var all = Read(path).Concat(methods).Distinct().Order(StringComparer.Ordinal).ToList();
        File.WriteAllLines(path, remarks.Concat(all));
    }

    private static bool IsMethod(string line) => line.Length > 0 && line[0] != '#';
}
