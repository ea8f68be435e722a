using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;

namespace Explorer.Acceptance.Tests;

/// <summary>The checkout that these tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = Path.GetFullPath(
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(a => a.Key == "RepositoryRoot").Value!);

    public static string PathOf(string relative) => Path.Combine(Root, relative);

    /// <summary>Files below a folder, as paths relative to the root, with `/`, in order. Build output is none of them.</summary>
    public static IReadOnlyList<string> Files(string folder, string pattern) =>
        !Directory.Exists(PathOf(folder)) ? [] :
        [
            .. Directory.EnumerateFiles(PathOf(folder), pattern, SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
                .Where(file => !file.Split('/').Any(part => part is "artifacts" or "bin" or "obj"))
                .Order(System.StringComparer.Ordinal),
        ];
}
