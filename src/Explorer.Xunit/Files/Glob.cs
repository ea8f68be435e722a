using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;

namespace Explorer.Xunit;

/// <summary>Files by a pattern: `?` is one character, `*` any number of them within a name, `**` any number of folders.
/// </summary>
internal static class Glob
{
    private static readonly string[] Outputs = ["bin", "obj", "artifacts", "TestResults"];

    /// <summary>The files below a folder that match, relative to it, with slashes, in alphabetical order. Folders into which
    /// programs are built are not looked at, unless the pattern begins with their name.</summary>
    public static IReadOnlyList<string> Files(string folder, string pattern)
    {
        var parts = pattern.Replace('\\', '/').Split('/');
        var fixedParts = parts.TakeWhile(p => !p.Contains('*') && !p.Contains('?')).ToArray();
        var fixedFolder = fixedParts.Length == parts.Length ? fixedParts[..^1] : fixedParts;
        var start = Path.GetFullPath(Path.Combine([folder, .. fixedFolder]));
        if (!Directory.Exists(start))
        {
            return [];
        }

        var regex = Expression(string.Join('/', parts));
        return [.. Below(start, isTop: fixedFolder.Length == 0)
            .Select(f => Path.GetRelativePath(folder, f).Replace('\\', '/'))
            .Where(f => regex.IsMatch(f)).Order(StringComparer.Ordinal)];
    }

    /// <summary>The pattern as a regular expression for a whole relative path.</summary>
    public static Regex Expression(string pattern)
    {
        var text = Regex.Escape(pattern)
            .Replace(@"\*\*/", "(?:[^/]+/)*", StringComparison.Ordinal)
            .Replace(@"\*\*", ".*", StringComparison.Ordinal)
            .Replace(@"\*", "[^/]*", StringComparison.Ordinal)
            .Replace(@"\?", "[^/]", StringComparison.Ordinal);
        return new Regex($"^{text}$", RegexOptions.CultureInvariant);
    }

    private static IEnumerable<string> Below(string folder, bool isTop) =>
        Directory.EnumerateFiles(folder).Concat(Directory.EnumerateDirectories(folder)
            .Where(d => !isTop || !Outputs.Contains(Path.GetFileName(d)))
            .SelectMany(d => Below(d, isTop: false)));
}
