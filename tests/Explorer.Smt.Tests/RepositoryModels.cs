using System;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using Xunit;

namespace Explorer.Smt.Tests;

/// <summary>The models of the repository, without the library.</summary>
public static class RepositoryModels
{
    public static string Root { get; } = FindRoot();

    public static TheoryData<string> Paths()
    {
        var paths = Directory.GetFiles(Path.Combine(Root, "models"), "*.model", SearchOption.AllDirectories).Order(StringComparer.Ordinal);
        return [.. paths.Where(p => !p.Contains($"{Path.DirectorySeparatorChar}lib{Path.DirectorySeparatorChar}", StringComparison.Ordinal))];
    }

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
