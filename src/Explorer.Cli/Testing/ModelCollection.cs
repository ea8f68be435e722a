using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace Explorer.Cli.Testing;

/// <summary>The model files below some paths.</summary>
internal static class ModelCollection
{
    public const string Extension = ".model";

    /// <summary>Files as they are, folders by the `.model` files in them and below, in alphabetical order. Each once.</summary>
    public static IReadOnlyList<string> Below(IEnumerable<string> paths) =>
        [.. paths.SelectMany(Below).Distinct(StringComparer.Ordinal)];

    private static IEnumerable<string> Below(string path) => Directory.Exists(path)
        ? Directory.EnumerateFiles(path, "*" + Extension, SearchOption.AllDirectories)
            .Select(file => file.Replace('\\', '/')).Order(StringComparer.Ordinal)
        : [path];
}
