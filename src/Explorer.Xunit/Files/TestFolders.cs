using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;

namespace Explorer.Xunit;

/// <summary>Where the files of a test project are.</summary>
internal static class TestFolders
{
    // Written by build/Explorer.Xunit.props.
    private const string ProjectFolderKey = "Explorer.ProjectFolder";

    /// <summary>The folder of the test program, that of the test project if it is there, and the current one, in this order.
    /// </summary>
    public static IReadOnlyList<string> All { get; } =
    [
        .. new[] { AppContext.BaseDirectory, ProjectFolder(Assembly.GetEntryAssembly()), Directory.GetCurrentDirectory() }
            .OfType<string>().Where(Directory.Exists).Select(Path.TrimEndingDirectorySeparator).Distinct(),
    ];

    /// <summary>The first of the files that a path can mean; the path itself if none is there.</summary>
    public static string Find(string path) => All.Select(f => Path.Combine(f, path)).FirstOrDefault(File.Exists) ?? path;

    private static string? ProjectFolder(Assembly? assembly) =>
        assembly?.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(a => a.Key == ProjectFolderKey)?.Value;
}
