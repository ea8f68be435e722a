using System.IO;
using System.Linq;
using System.Text.Json;
using Xunit;

namespace Explorer.Acceptance.Tests;

public class GenerateTests
{
    private const string Slots =
        """
        type Cpu = id(CPUS) as "CPU";
        param CPUS = 3 in 1..4;
        switch careful "look again" = off;
        config checked { careful = on; }
        var owner : Cpu? = none;
        var owners : 0..9 = 0;
        proc claim() {
            "look" let seen = owner;
            if (seen == none) { "take" atomic { if (!careful || owner == none) { owner = me; owners += 1; } } }
        }
        proc give_back() { "give back" atomic { if (owner == me) { owner = none; owners -= 1; } } }
        invariant one_owner "at most one owner": owners <= 1;
        workload for c: Cpu on c, 2 each { claim(); give_back(); }
        """;

    private static readonly string[] Keys =
        ["model", "seed", "drawn", "discarded", "explored", "holds", "violated", "inconclusive", "failures", "distinctTraces", "seconds"];

    [Theory]
    [InlineData("--seed is about draws", "--all", "--seed", "1")]
    [InlineData("--tests is about draws", "--all", "--tests", "5")]
    [InlineData("'soon' is no value for --total-time", "--total-time", "soon")]
    [InlineData("--reduce dpor does not exist", "--reduce", "dpor")]
    [InlineData("--store", "--store", "compact")]
    public void Refuses_options_that_say_nothing_together(string message, params string[] words)
    {
        using var folder = new ModelFolder();
        var run = CommandLineRun.Of(["generate", folder.Write("a.model", Slots), .. words]);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains(message, run.Error);
    }

    [Fact]
    public void A_failing_workload_is_shrunk_written_and_replayed()
    {
        using var folder = new ModelFolder();
        var model = folder.Write("models/slots.model", Slots);
        var found = Path.Combine(folder.Root, "found");
        var run = CommandLineRun.Of("generate", model, "--tests", "30", "--seed", "5", "--counterexamples", found, "--json", "-", "--quiet");
        Assert.Empty(run.Error);
        Assert.Equal(2, run.ExitCode);
        var json = run.Json();
        Assert.All(Keys, k => Assert.True(json.TryGetProperty(k, out _), k));
        Assert.Equal(30, json.GetProperty("drawn").GetInt32());
        Assert.Equal(5, json.GetProperty("seed").GetInt32());
        // Two CPUs look, and both take.
        var failure = Assert.Single(json.GetProperty("failures").EnumerateArray());
        Assert.Equal(4, failure.GetProperty("steps").GetInt32());
        Assert.Equal(["claim();", "claim();"], failure.GetProperty("programs").EnumerateObject().Select(p => p.Value.GetString()));
        Assert.Equal(0, failure.GetProperty("distinctTrace").GetInt32());
        var traces = json.GetProperty("distinctTraces").EnumerateArray().ToList();
        Assert.Equal(json.GetProperty("violated").GetInt32(), traces.Sum(t => t.GetProperty("workloads").GetInt32()));
        Assert.Equal("one_owner", traces[0].GetProperty("property").GetString());
        Assert.Equal(4, traces[0].GetProperty("steps").GetInt32());
        Assert.Equal(0, Assert.Single(traces[0].GetProperty("failures").EnumerateArray()).GetInt32());
        Assert.NotEmpty(traces[0].GetProperty("example").EnumerateObject());
        Assert.All(traces, t => Assert.True(t.GetProperty("compared").GetBoolean()));
        var written = failure.GetProperty("model").GetString()!;
        Assert.Contains("use \"../models/slots.model\";", File.ReadAllText(written));
        Assert.Contains("--seed 5", File.ReadAllText(written));
        Assert.Contains("expect violated one_owner in 4 steps with CPUS = 2;", File.ReadAllText(written));
        Assert.Equal(0, CommandLineRun.Of("test", written).ExitCode);
        var replayed = CommandLineRun.Of("replay", failure.GetProperty("counterexample").GetString()!);
        Assert.Empty(replayed.Error);
        Assert.Equal(2, replayed.ExitCode);
    }

    [Fact]
    public void The_report_says_how_many_traces_are_different()
    {
        using var folder = new ModelFolder();
        // Two of three CPUs claim: the trace is the same whoever they are, and whatever the third does, or they do later. One may
        // have to give back before.
        var path = folder.Write("a.model", Slots);
        var run = CommandLineRun.Of("generate", path, "--all", "--size", "3");
        Assert.Contains("The violated ones have 2 different shortest traces, the 1 minimal one 1.", Unwrapped(run.Out));
        var compared = CommandLineRun.Of(
            "generate", folder.Write("b.model", Slots + "\nconfig plain { careful = off; }"), "--all", "--size", "3", "--compare", "checked", "plain");
        Assert.Contains("They have 2 different shortest traces, the 1 minimal one 1.", Unwrapped(compared.Out));
        Assert.DoesNotContain("shortest traces", Unwrapped(CommandLineRun.Of("generate", path, "--all", "--size", "2", "--config", "checked").Out));
    }

    private static string Unwrapped(string text) => string.Join(' ', text.Split((char[])['\n', ' '], System.StringSplitOptions.RemoveEmptyEntries));

    [Fact]
    public void All_workloads_of_a_model_hold()
    {
        using var folder = new ModelFolder();
        var run = CommandLineRun.Of("generate", folder.Write("a.model", Slots), "--all", "--size", "3", "--config", "checked");
        Assert.Equal(0, run.ExitCode);
        // Programs modulo renaming of CPUs. One call: 2. Two: 4 in one program, 3 in two. Three: 4 * 2 and, one each, 4.
        Assert.Contains("all 21 workloads of up to 3 calls", run.Out);
        Assert.Contains("0 are violated", run.Out);
    }

    [Fact]
    public void The_seed_is_printed_and_gives_the_same_workloads_again()
    {
        using var folder = new ModelFolder();
        var model = folder.Write("a.model", Slots);
        var first = CommandLineRun.Of("generate", model, "--tests", "10", "--json", "-", "--quiet").Json();
        var seed = first.GetProperty("seed").GetUInt64().ToString(System.Globalization.CultureInfo.InvariantCulture);
        var second = CommandLineRun.Of("generate", model, "--tests", "10", "--json", "-", "--quiet", "--seed", seed, "--workers", "1").Json();
        foreach (var key in Keys.Append("states").Where(k => k != "seconds"))
        {
            Assert.Equal(first.GetProperty(key).GetRawText(), second.GetProperty(key).GetRawText());
        }

        Assert.Contains($"seed {seed}", CommandLineRun.Of("generate", model, "--tests", "10", "--seed", seed).Out);
    }

    [Fact]
    public void A_bound_makes_workloads_inconclusive()
    {
        using var folder = new ModelFolder();
        var run = CommandLineRun.Of(
            "generate", folder.Write("a.model", Slots), "--all", "--size", "2", "--max-states", "4", "--config", "checked", "--json", "-", "--quiet");
        Assert.Equal(3, run.ExitCode);
        var json = run.Json();
        Assert.True(json.GetProperty("inconclusive").GetInt32() > 0);
        Assert.Equal(
            json.GetProperty("inconclusive").GetInt32(), json.GetProperty("reasons").EnumerateObject().Sum(r => r.Value.GetInt32()));
    }

    [Fact]
    public void What_the_time_leaves_out_is_unexplored_and_nothing_holds_by_it()
    {
        using var folder = new ModelFolder();
        var path = folder.Write("a.model", Slots);
        var run = CommandLineRun.Of(
            "generate", path, "--all", "--size", "3", "--total-time", "1ms", "--config", "checked", "--json", "-", "--quiet");
        Assert.Equal(3, run.ExitCode);
        var json = run.Json();
        Assert.Equal(21, json.GetProperty("unexplored").GetInt32() + json.GetProperty("explored").GetInt32());
        Assert.True(json.GetProperty("unexplored").GetInt32() > 0);
        Assert.Equal(json.GetProperty("explored").GetInt32(), json.GetProperty("holds").GetInt32());
        Assert.Contains("unexplored, as the", CommandLineRun.Of("generate", path, "--all", "--total-time", "1ms").Out);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("por")]
    [InlineData("por,symmetry")]
    public void Reductions_change_no_verdict(string reductions)
    {
        using var folder = new ModelFolder();
        var path = folder.Write("a.model", Slots);
        var run = CommandLineRun.Of("generate", path, "--all", "--size", "3", "--reduce", reductions, "--json", "-", "--quiet").Json();
        var usual = CommandLineRun.Of("generate", path, "--all", "--size", "3", "--json", "-", "--quiet").Json();
        Assert.Equal(usual.GetProperty("violated").GetInt32(), run.GetProperty("violated").GetInt32());
        Assert.Equal(usual.GetProperty("failures").GetRawText(), run.GetProperty("failures").GetRawText());
        Assert.Equal(usual.GetProperty("distinctTraces").GetRawText(), run.GetProperty("distinctTraces").GetRawText());
        Assert.Equal(reductions.Contains("por"), run.GetProperty("reductions").GetRawText().Contains("por (syntax)"));
    }

    [Fact]
    public void Two_settings_are_compared()
    {
        using var folder = new ModelFolder();
        var model = folder.Write("a.model", Slots.Replace("config checked", "config plain { careful = off; }\nconfig checked"));
        var run = CommandLineRun.Of(
            "generate", model, "--all", "--size", "2", "--compare", "checked", "plain", "--json", "-", "--quiet", "--counterexamples", folder.Root);
        Assert.Equal(2, run.ExitCode);
        var failure = Assert.Single(run.Json().GetProperty("failures").EnumerateArray());
        // Three CPUs are one too many for both.
        Assert.Equal("plain, CPUS = 2", failure.GetProperty("settings").GetString());
        Assert.Equal("checked, CPUS = 2", failure.GetProperty("right").GetString());
        Assert.Equal(1, run.Json().GetProperty("different").GetInt32());
        Assert.Equal(0, CommandLineRun.Of("test", failure.GetProperty("model").GetString()!).ExitCode);
        Assert.Equal(JsonValueKind.String, failure.GetProperty("counterexample").ValueKind);
    }

    [Fact]
    public void Many_workloads_are_not_explored_together()
    {
        using var folder = new ModelFolder();
        // 6 calls at most of 2 operations: 127 programs, of 3 CPUs 2,048,383 workloads.
        var run = CommandLineRun.Of("check", folder.Write("a.model", Slots.Replace("2 each", "6 each")));
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("EX2903", run.Error);
        Assert.Contains("2048383", run.Error);
    }

    [Fact]
    public void A_model_without_a_workload_is_refused()
    {
        using var folder = new ModelFolder();
        folder.Write("base.model", Slots);
        var run = CommandLineRun.Of("generate", folder.Write("a.model", "use \"base.model\"; thread t { skip; }"));
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("EX2902", run.Error);
    }
}
