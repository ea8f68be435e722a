using System;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using Explorer.Core.Verdicts;
using Explorer.Language;
using Explorer.Machines.Interpretation;
using Explorer.Search;
using Xunit;

namespace Explorer.Compilation.Tests;

/// <summary>Every small model of the repository, once as compiled code and once on the interpreter.</summary>
public class RepositoryModelsTests
{
    // The interpreter takes some tens of microseconds for each transition.
    private const int SmallModel = 4_000;

    private static readonly SearchOptions Options = new() { StopWhen = StopWhen.Never };

    public static TheoryData<string> Paths()
    {
        var root = Here();
        while (!File.Exists(Path.Combine(root, "Explorer.sln")))
        {
            root = Path.GetDirectoryName(root) ?? throw new InvalidOperationException("no solution above the tests");
        }

        var paths = Directory.GetFiles(Path.Combine(root, "models"), "*.model", SearchOption.AllDirectories).Order(StringComparer.Ordinal);
        return [.. paths.Where(p => !p.Contains($"{Path.DirectorySeparatorChar}lib{Path.DirectorySeparatorChar}", StringComparison.Ordinal))];
    }

    private static string Here([CallerFilePath] string path = "") => path;

    [Theory]
    [MemberData(nameof(Paths))]
    public void Compiled_code_and_interpreter_explore_the_same(string path)
    {
        var loaded = ModelFile.Load(path).Bind(ModelSettings.None);
        Assert.Empty(loaded.Diagnostics);
        var model = loaded.Build();
        var system = ModelCompiler.Compile(model);
        var bounded = BreadthFirstSearch.Run(system, Options with { MaxStates = SmallModel, Schedules = false });

        // Of a large model the levels that fit: a bound on states may end within one, where orders of storing differ.
        var options = bounded.Completeness == Completeness.Exhausted
            ? Options : Options with { MaxDepth = Math.Max(1, bounded.Statistics.Depth - 1) };
        var compiled = BreadthFirstSearch.Run(system, options);
        var interpreted = BreadthFirstSearch.Run(new InterpretedSystem(model), options);
        Assert.Equal(interpreted.Completeness, compiled.Completeness);
        Assert.Equal(interpreted.Statistics.States, compiled.Statistics.States);
        Assert.Equal(interpreted.Statistics.Transitions, compiled.Statistics.Transitions);
        Assert.Equal(interpreted.Statistics.Depth, compiled.Statistics.Depth);
        Assert.Equal(interpreted.Statistics.ActionFirings.AsEnumerable(), compiled.Statistics.ActionFirings.AsEnumerable());
        foreach (var (one, other) in interpreted.Properties.Zip(compiled.Properties))
        {
            Assert.Equal((one.Property.Name, one.Verdict, one.Steps), (other.Property.Name, other.Verdict, other.Steps));
            Assert.Equal(one.Schedule?.Steps.AsEnumerable(), other.Schedule?.Steps.AsEnumerable());
        }
    }
}
