using System;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using Xunit;

namespace Explorer.Smt.Tests;

/// <summary>The models of the repository, without the library. Of those that use nearly all of the library, and have its
/// steps in common, one is enough.</summary>
public static class RepositoryModels
{
    private static readonly string[] OfLuf = ["migrate-then-write", "h2-generation-too-early", "s4-migrate-then-write"];

    public static string Root { get; } = FindRoot();

    public static TheoryData<string> Paths()
    {
        var paths = Directory.GetFiles(Path.Combine(Root, "models"), "*.model", SearchOption.AllDirectories).Order(StringComparer.Ordinal);
        return [.. paths.Where(p => !IsBelow(p, "lib") && (!IsBelow(p, "luf") || OfLuf.Contains(Path.GetFileNameWithoutExtension(p))))];
    }

    private static bool IsBelow(string path, string folder) =>
        path.Contains($"{Path.DirectorySeparatorChar}{folder}{Path.DirectorySeparatorChar}", StringComparison.Ordinal);

    private static string FindRoot()
    {
        var root = Here();
        while (!File.Exists(Path.Combine(root, "Explorer.sln")))
        {
            root = Path.GetDirectoryName(root) ?? throw new InvalidOperationException("no solution above the tests");
        }

        return root;
    }

    private static string Here([CallerFilePath] string path = "") => path;
}
