using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Explorer.Checking;
using Explorer.Core.Verdicts;
using Explorer.Language;
using Explorer.Language.Syntax;
using Explorer.Search;
using Xunit;

namespace Explorer.Acceptance.Tests;

/// <summary>What docs/luf.md says is what the models of `models/luf` say, and both forms of the TLB say the same.</summary>
public class LufTests
{
    private const string Folder = "models/luf";

    [Fact]
    public void The_table_has_what_the_models_expect()
    {
        var table = Table();
        var models = Repository.Files(Folder, "*.model").Select(m => ModelFile.Load(Repository.PathOf(m))).ToList();
        var cells = models.SelectMany(Cells).ToList();
        var shared = cells.GroupBy(c => c.Config).Where(c => c.Select(x => x.Model).Distinct().Count() > 1).Select(c => c.Key).ToHashSet();
        var expected = cells.Where(c => shared.Contains(c.Config)).GroupBy(c => c.Row)
            .Where(r => r.Select(c => c.Config).Distinct().Count() > 1).ToList();
        foreach (var row in expected)
        {
            Assert.True(table.ContainsKey(row.Key), $"docs/luf.md has no row '{row.Key}': tests/update-luf.sh writes it anew.");
            foreach (var cell in row.GroupBy(c => c.Config))
            {
                Assert.True(
                    cell.All(c => Says(table[row.Key][cell.Key], c, cell.Count() > 1)),
                    $"'{row.Key}' under {cell.Key} is '{table[row.Key][cell.Key]}' in docs/luf.md and not in the model.");
            }
        }

        Assert.Equal(expected.Select(r => r.Key).Order(), table.Keys.Order());
    }

    [Theory]
    [InlineData("s1-map-fixed", "bare")]
    [InlineData("s2-write", "bare")]
    [InlineData("s2-write", "v12")]
    [InlineData("s2-write", "mainline")]
    [InlineData("s3-store", "bare")]
    [InlineData("s3-store", "v12")]
    [InlineData("s4-migrate-then-write", "bare")]
    [InlineData("s4-migrate-then-write", "rules")]
    [InlineData("s5-page-reuse", "bare")]
    [InlineData("s6-remote-change", "v12")]
    [InlineData("s7-lock", "v12")]
    [InlineData("s8-uprobe", "bare")]
    [InlineData("s9-swap-anon", "bare")]
    [InlineData("s9-swap-anon", "v12")]
    [InlineData("s10-private-cow", "v11")]
    [InlineData("s12-uffd-move", "v12")]
    [InlineData("s13-direct-io", "rules")]
    [InlineData("s14-truncate", "mainline")]
    public void Both_forms_of_the_TLB_agree(string model, string config)
    {
        using var folder = new ModelFolder();
        var path = folder.Write("both.model", $"use \"{Repository.PathOf($"{Folder}/{model}.model")}\";\n{ValuesRead}");
        Assert.Equal(Findings(path, config, "may_cache"), Findings(path, config, "explicit"));
    }

    [Fact]
    public void A_senseless_parameter_is_refused()
    {
        var model = Repository.PathOf($"{Folder}/s11-thread-moves.model");
        var noCpu = CommandLineRun.Of("check", model, "--param", "CPUS=0");
        Assert.Equal(1, noCpu.ExitCode);
        Assert.Contains("EX2009", noCpu.Error);
        var run = CommandLineRun.Of("check", model, "--param", "TLB=may_cache");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("ENTRIES = one needs TLB = explicit", run.Out);
    }

    // Which sets of values loads have returned at some address, and at how many.
    private const string ValuesRead = """
        reachable reads_old: exists v: Va: ever_read[v] == {0};
        reachable reads_new: exists v: Va: ever_read[v] == {1};
        reachable reads_both: exists v: Va: ever_read[v] == {0, 1};
        reachable old_at_two: (count v: Va: 0 in ever_read[v]) == 2;
        reachable new_at_two: (count v: Va: 1 in ever_read[v]) == 2;
        """;

    private static IEnumerable<string> Findings(string path, string config, string form)
    {
        var settings = new ModelSettings([config], [("TLB", form)]);
        var file = ModelFile.Load(path);
        Assert.Empty(file.SyntaxDiagnostics);
        var model = CompiledModel.Of(file, settings, null, out var diagnostics);
        Assert.True(model is not null, string.Join("; ", diagnostics.Select(d => d.Message)));
        var result = BreadthFirstSearch.Run(model.System, new SearchOptions
        {
            StopWhen = StopWhen.Never,
            Schedules = false,
            Canonicalizer = model.Canonicalizer,
            Cancellation = TestContext.Current.CancellationToken,
        });
        Assert.Equal(Completeness.Exhausted, result.Completeness);
        return result.Properties.Select(p => $"{p.Property.Name} {p.Verdict}");
    }

    private sealed record ExpectedCell(string Model, string Row, string Config, string? Property, bool IsViolated, long? Steps);

    private static IEnumerable<ExpectedCell> Cells(ModelFile file) => file.Expectations
        .Where(e => e.Kind is ExpectationKind.Holds or ExpectationKind.Violated && !e.Settings.Configs.IsEmpty)
        .Select(e => new ExpectedCell(
            file.Path,
            string.Join(", ", [Path.GetFileNameWithoutExtension(file.Path), .. e.Settings.Configs.Skip(1), .. e.Settings.Values.Select(v => $"{v.Name} = {v.Value}")]),
            e.Settings.Configs[0],
            e.Property,
            e.Kind == ExpectationKind.Violated,
            e.Number));

    private static bool Says(string text, ExpectedCell cell, bool isShared)
    {
        var own = isShared ? text.Split("; ").Single(t => t.StartsWith(cell.Property ?? "", StringComparison.Ordinal)) : text;
        return cell.IsViolated ? own.EndsWith($"**{cell.Steps}**", StringComparison.Ordinal) : !own.Contains('*') && char.IsAsciiDigit(own[^1]);
    }

    // By row and by column.
    private static Dictionary<string, Dictionary<string, string>> Table()
    {
        var lines = File.ReadAllLines(Repository.PathOf("docs/luf.md"))
            .SkipWhile(l => l != "<!-- table: begin -->").Skip(1).TakeWhile(l => l != "<!-- table: end -->").ToList();
        var configs = Split(lines[0]).Skip(1).ToList();
        return lines.Skip(2).Select(Split).ToDictionary(
            cells => cells[0],
            cells => configs.Zip(cells.Skip(1)).Where(c => c.Second.Length != 0).ToDictionary(c => c.First, c => c.Second));
    }

    private static List<string> Split(string line) => [.. line.Split('|')[1..^1].Select(cell => cell.Trim())];
}
