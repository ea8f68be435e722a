using System;
using System.Collections.Concurrent;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using Explorer.Compilation;
using Explorer.Compilation.Symmetry;
using Explorer.Core.Systems;
using Explorer.Graphs.States;
using Explorer.Language;
using Explorer.Search.Graphs;
using Explorer.Search.Symmetry;
using Xunit;

namespace Explorer.Graphs.Tests;

/// <summary>The models of the repository, each compiled once. Paths are from the repository's root.</summary>
internal static class RepositoryModels
{
    /// <summary>What the command line draws unless it is told otherwise.</summary>
    public const int MostStates = 2000;

    private static readonly ConcurrentDictionary<string, Lazy<CompiledSystem>> Systems = new();

    public static string Root { get; } = FindRoot();

    public static TheoryData<string> Paths()
    {
        var paths = Directory.GetFiles(Path.Combine(Root, "models"), "*.model", SearchOption.AllDirectories)
            .Select(p => Path.GetRelativePath(Root, p).Replace('\\', '/')).Order(StringComparer.Ordinal);
        return [.. paths.Where(p => !p.StartsWith("models/lib/", StringComparison.Ordinal))];
    }

    public static CompiledSystem SystemOf(string path) =>
        Systems.GetOrAdd(path, _ => new Lazy<CompiledSystem>(() => Compile(path))).Value;

    /// <summary>The system, or with symmetry its representatives; null if there is nothing to rename.</summary>
    public static ITransitionSystem? SystemOf(string path, bool symmetry) => !symmetry ? SystemOf(path)
        : Canonicalizer.Of(SystemOf(path)) is { } canonicalizer ? new SymmetricSystem(SystemOf(path), canonicalizer) : null;

    /// <summary>Its graph, which is complete if it has no more than <see cref="MostStates"/>.</summary>
    public static StateGraph GraphOf(ITransitionSystem system) => StateGraph.Of(system, MostStates, CancellationToken.None);

    /// <summary>What is drawn of a model; null if it is too large.</summary>
    public static StateGraphReport? ReportOf(string path)
    {
        var system = SystemOf(path);
        var graph = GraphOf(system);
        return graph.IsComplete
            ? StateGraphReport.Of(path, system.Model, StateSpace.Of(system, graph), i => system.Layout.Decode(graph[i]))
            : null;
    }

    private static CompiledSystem Compile(string path)
    {
        var loaded = ModelFile.Load(Path.Combine(Root, path)).Bind(ModelSettings.None);
        Assert.Empty(loaded.Diagnostics);
        return ModelCompiler.Compile(loaded.Build());
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
