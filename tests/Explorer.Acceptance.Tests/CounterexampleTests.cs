using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using Explorer.Reporting.Formats;
using Json.Schema;
using Xunit;

namespace Explorer.Acceptance.Tests;

/// <summary>The traces that are kept with the sources still are what they say.</summary>
public class CounterexampleTests
{
    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(TraceFiles))]
    public void Replays(string trace)
    {
        var run = CommandLineRun.Of("replay", Repository.PathOf(trace));
        Assert.Empty(run.Error);
        Assert.Equal(2, run.ExitCode);
    }

    [Fact]
    public void Fits_the_schema()
    {
        var schema = JsonSchema.FromFile(Repository.PathOf("docs/schemas/explorer-trace-1.schema.json"));
        Assert.All(Repository.Files("counterexamples", "*.json"), file =>
        {
            using var json = JsonDocument.Parse(File.ReadAllText(Repository.PathOf(file)));
            Assert.True(schema.Evaluate(json.RootElement).IsValid, file);
        });
    }

    [Theory]
    [MemberData(nameof(TracesAndFormats))]
    public void Is_shown_in_every_format(string trace, string format)
    {
        var run = CommandLineRun.Of("show", Repository.PathOf(trace), "--format", format);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.NotEmpty(run.Out);
    }

    [Theory]
    [InlineData("models/luf/migrate-then-write.model")]
    [InlineData("models/luf/h2-generation-too-early.model")]
    [InlineData("models/history/mremap-cve-2018-18281.model")]
    public void Does_not_depend_on_how_it_was_found(params string[] model)
    {
        string[][] ways =
        [
            ["--workers", "1", "--reduce", "none"], ["--workers", "2"], ["--reduce", "por", "--solver", "off"],
            ["--reduce", "por,symmetry", "--solver", "off"], ["--store", "compact"],
        ];
        using var folder = new ModelFolder();
        var found = ways.Select(way => TextOf(folder, [.. model, .. way])).ToList();
        Assert.Contains("\"order\"", found[0]);
        Assert.All(found, text => Assert.Equal(found[0], text));
    }

    private static string TextOf(ModelFolder folder, string[] words)
    {
        CommandLineRun.Of(["check", Repository.PathOf(words[0]), .. words[1..], "--counterexamples", folder.Root]);
        return string.Concat(folder.Files(".").Where(f => f.EndsWith(".trace.json", System.StringComparison.Ordinal)).Order().Select(File.ReadAllText));
    }

    // Every tenth of the many, in one format each, and the others in all.
    public static IEnumerable<TheoryDataRow<string, string>> TracesAndFormats() => Repository.Files("counterexamples", "*.json")
        .SelectMany((file, i) => TraceFormats.All
            .Where((_, f) => !file.StartsWith("counterexamples/luf/", System.StringComparison.Ordinal) || (i % 10 == 0 && i / 10 % TraceFormats.All.Length == f))
            .Select(format => new TheoryDataRow<string, string>(file, format.Name)));

    public static IEnumerable<TheoryDataRow<string>> TraceFiles() =>
        Repository.Files("counterexamples", "*.json").Select(file => new TheoryDataRow<string>(file));
}
