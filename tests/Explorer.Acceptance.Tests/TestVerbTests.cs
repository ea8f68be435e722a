using System.Linq;
using System.Xml.Linq;
using Xunit;

namespace Explorer.Acceptance.Tests;

public class TestVerbTests
{
    [Fact]
    public void Judges_every_expectation_below_a_folder()
    {
        using var folder = new ModelFolder();
        folder.Write("b/lost.model", Models.LostUpdate);
        folder.Write("a/counter.model", Models.Counter + "\nexpect states 11;\nexpect transitions 10;\nexpect holds;\n");
        var run = CommandLineRun.Of("test", folder.Root, "--json", "-");
        Assert.Equal(0, run.ExitCode);
        var reports = run.Json().EnumerateArray().ToList();
        Assert.Equal(
            ["expect states 11", "expect transitions 10", "expect holds", "expect violated none_lost in 4 steps",
                "expect holds with locked = on"],
            reports.Select(r => r.GetProperty("expectation").GetString()));
        Assert.All(reports, r => Assert.True(r.GetProperty("met").GetBoolean()));
        Assert.Equal([11, 11, 11], reports.Take(3).Select(r => r.GetProperty("states").GetInt32()));
        Assert.Equal(4, reports[3].GetProperty("steps").GetInt32());
    }

    [Fact]
    public void Makes_a_table_of_models_and_configs()
    {
        using var folder = new ModelFolder();
        const string Configs = "config unsafe { locked = off; } config safe { locked = on; }\n"
            + "expect violated none_lost in 4 steps with unsafe;\nexpect holds with safe;\n"
            + "expect holds range with safe, locked = on;\nexpect holds range with unsafe, locked = on;\n"
            + "expect violated none_lost with unsafe, locked = on, locked = off;\n";
        var run = CommandLineRun.Of("test", folder.Write("lost.model", Models.LostUpdate + Configs), "--matrix", "-");
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(
            """
            | model | unsafe | safe |
            | --- | ---: | ---: |
            | lost | **4** | 3 |
            | lost, locked = on | 3 | 3 |
            """,
            run.Out.TrimEnd());
    }

    [Fact]
    public void Writes_the_counterexamples_of_violated_lines()
    {
        using var folder = new ModelFolder();
        var run = CommandLineRun.Of(
            "test", folder.Write("lost.model", Models.LostUpdate), "--counterexamples", System.IO.Path.Combine(folder.Root, "traces"));
        Assert.Equal(0, run.ExitCode);
        var trace = Assert.Single(folder.Files("traces"));
        Assert.EndsWith("lost.none_lost.trace.json", trace);
        Assert.Equal(2, CommandLineRun.Of("replay", trace).ExitCode);
    }

    [Theory]
    [InlineData("expect states 12;", "11 states")]
    [InlineData("expect violated full;", "reached in 10 steps")]
    [InlineData("expect violated deadlock in 3 steps;", "it holds in all 11 states")]
    public void Says_what_was_found_instead(string expectation, string found)
    {
        using var folder = new ModelFolder();
        var run = CommandLineRun.Of("test", folder.Write("a.model", Models.Counter + "\n" + expectation));
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(found, run.Out);
        Assert.Contains("1 not met.", run.Out);
    }

    [Fact]
    public void Demands_the_exact_number_of_steps()
    {
        using var folder = new ModelFolder();
        var text = Models.LostUpdate.Replace("in 4 steps", "in 5 steps");
        var run = CommandLineRun.Of("test", folder.Write("a.model", text));
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("violated in 4 steps", run.Out);
    }

    [Fact]
    public void Does_not_call_a_bounded_search_met()
    {
        using var folder = new ModelFolder();
        var run = CommandLineRun.Of("test", folder.Write("a.model", Models.Counter + "\nexpect holds;"), "--max-states", "5");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("inconclusive", run.Out);
    }

    [Fact]
    public void Reports_files_without_expectations_and_wrong_ones()
    {
        using var folder = new ModelFolder();
        folder.Write("a.model", Models.Counter);
        Assert.Equal(1, CommandLineRun.Of("test", folder.Root).ExitCode);
        folder.Write("b.model", Models.LostUpdate);
        folder.Write("c.model", Models.Wrong + "\nexpect holds;");
        var run = CommandLineRun.Of("test", folder.Root);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("1 file without expectations: ", run.Out);
        Assert.Contains("2 met, 1 invalid.", run.Out);
        Assert.Contains("error EX2", run.Error);
    }

    [Fact]
    public void Writes_junit()
    {
        using var folder = new ModelFolder();
        var run = CommandLineRun.Of("test", folder.Write("a.model", Models.LostUpdate), "--junit", "-");
        Assert.Equal("2", XDocument.Parse(run.Out).Root!.Attribute("tests")!.Value);
    }
}
