using System.IO;
using System.Linq;
using System.Text.Json;
using Explorer.Reporting.Formats;
using Xunit;

namespace Explorer.Acceptance.Tests;

public class ShowTests
{
    [Fact]
    public void Shows_what_check_showed()
    {
        using var folder = new ModelFolder();
        var trace = TraceOf(folder, out var check);
        var run = CommandLineRun.Of("show", trace);
        Assert.Equal(0, run.ExitCode);
        var race = check.Out.Split('\n').SkipWhile(l => !l.Contains("CPU0")).TakeWhile(l => !l.Contains("states")).ToList();
        Assert.Contains(string.Join('\n', race).TrimEnd(), run.Out);
    }

    [Theory]
    [InlineData("text", "<- violates none_lost")]
    [InlineData("json", "\"format\": \"explorer-trace-1\"")]
    [InlineData("itf", "\"format\": \"ITF\"")]
    [InlineData("dot", "digraph \"counterexample\" {")]
    [InlineData("mermaid", "sequenceDiagram")]
    [InlineData("sarif", "\"version\": \"2.1.0\"")]
    [InlineData("html", "<!DOCTYPE html>")]
    public void Converts_to_every_format(string format, string part)
    {
        using var folder = new ModelFolder();
        var trace = TraceOf(folder, out _);
        var run = CommandLineRun.Of("show", trace, "--format", format);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains(part, run.Out);
        var file = Path.Combine(folder.Root, "out");
        Assert.Equal(0, CommandLineRun.Of("show", trace, "--format", format, "--output", file).ExitCode);
        Assert.Contains(part, File.ReadAllText(file));
    }

    [Fact]
    public void The_page_has_a_row_for_every_format()
    {
        var page = File.ReadAllText(Repository.PathOf("docs/trace-format.md"));
        Assert.All(TraceFormats.All, f => Assert.Contains($"\n| `{f.Name}` | ", page));
    }

    [Theory]
    [InlineData("json")]
    [InlineData("itf")]
    public void What_is_converted_replays(string format)
    {
        using var folder = new ModelFolder();
        var trace = TraceOf(folder, out _);
        var file = Path.Combine(folder.Root, "deeper", "converted");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        CommandLineRun.Of("show", trace, "--format", format, "--output", file);
        Assert.Equal(2, CommandLineRun.Of("replay", file).ExitCode);
    }

    [Fact]
    public void Check_writes_the_formats_beside_the_trace()
    {
        using var folder = new ModelFolder();
        var model = folder.Write("a.model", Models.LostUpdate);
        var run = CommandLineRun.Of("check", model, "--counterexamples", folder.Root, "--format", "dot,itf", "--format", "text");
        Assert.Equal(2, run.ExitCode);
        Assert.Equal(
            ["a.none_lost.dot", "a.none_lost.itf.json", "a.none_lost.trace.json", "a.none_lost.txt"],
            folder.Files(".").Select(Path.GetFileName).Where(f => f!.StartsWith("a.none", System.StringComparison.Ordinal)).Order());
        Assert.Equal(2, CommandLineRun.Of("replay", Path.Combine(folder.Root, "a.none_lost.itf.json")).ExitCode);
    }

    [Fact]
    public void Check_writes_a_log_of_what_is_violated()
    {
        using var folder = new ModelFolder();
        var model = folder.Write("a.model", Models.LostUpdate);
        var run = CommandLineRun.Of("check", model, "--sarif", "-");
        using var json = JsonDocument.Parse(run.Out);
        var result = Assert.Single(json.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray());
        Assert.Equal("none_lost", result.GetProperty("ruleId").GetString());
    }

    [Fact]
    public void Test_writes_a_log_of_what_is_not_met()
    {
        using var folder = new ModelFolder();
        folder.Write("a.model", Models.LostUpdate + "\nexpect holds;\nexpect violated none_lost in 4 steps;\n");
        var run = CommandLineRun.Of("test", folder.Root, "--sarif", "-");
        using var json = JsonDocument.Parse(run.Out);
        var result = Assert.Single(json.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray());
        Assert.StartsWith("expect holds: ", result.GetProperty("message").GetProperty("text").GetString());
    }

    [Fact]
    public void Different_traces_are_shown_counted_and_written()
    {
        using var folder = new ModelFolder();
        var model = folder.Write("a.model", """
            var x : 0..2 = 0;
            thread one { "one" x = 1; }
            thread two { "two" x = 2; }
            invariant zero: x == 0;
            """);
        var run = CommandLineRun.Of("check", model, "--all", "9", "--property", "zero", "--counterexamples", folder.Root);
        Assert.Contains("zero: 2 different traces; there is no other on", run.Out);
        Assert.Equal(2, folder.Files(".").Count(f => f.EndsWith(".trace.json", System.StringComparison.Ordinal)));
        using var json = JsonDocument.Parse(CommandLineRun.Of("check", model, "--all", "9", "--property", "zero", "--json", "-").Out);
        Assert.Equal(2, json.RootElement[0].GetProperty("counterexamples").GetArrayLength());
        var depthFirst = CommandLineRun.Of("check", model, "--all", "9", "--search", "dfs");
        Assert.Equal(1, depthFirst.ExitCode);
        Assert.Contains("--all begins with a shortest trace", depthFirst.Error);
    }

    [Theory]
    [InlineData("--format", "gif")]
    public void Refuses_a_format_that_it_does_not_know(params string[] words)
    {
        using var folder = new ModelFolder();
        var run = CommandLineRun.Of(["show", TraceOf(folder, out _), .. words]);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("'gif'", run.Error);
    }

    [Fact]
    public void Formats_need_a_folder()
    {
        using var folder = new ModelFolder();
        var run = CommandLineRun.Of("check", folder.Write("a.model", Models.LostUpdate), "--format", "dot");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("--format needs --counterexamples", run.Error);
    }

    [Fact]
    public void Refuses_a_trace_that_no_longer_violates()
    {
        using var folder = new ModelFolder();
        var trace = TraceOf(folder, out _);
        folder.Write("a.model", Models.LostUpdate.Replace("done == 2 => total == 2", "done == 2 => total <= 2"));
        var run = CommandLineRun.Of("show", trace);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("no longer violates none_lost", run.Error);
    }

    private static string TraceOf(ModelFolder folder, out CommandLineRun check)
    {
        check = CommandLineRun.Of("check", folder.Write("a.model", Models.LostUpdate), "--counterexamples", folder.Root);
        return folder.Files(".").Single(f => f.EndsWith(".trace.json", System.StringComparison.Ordinal));
    }
}
