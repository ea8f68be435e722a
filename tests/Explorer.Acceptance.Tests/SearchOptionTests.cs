using System;
using System.Linq;
using System.Text.Json;
using Xunit;

namespace Explorer.Acceptance.Tests;

/// <summary>The options for how a model is searched, as users see them.</summary>
public class SearchOptionTests
{
    private const string Flags = """
        type Cpu = id(3) as "CPU";
        var x: [Cpu] 0..2 = 0;
        rule step for c: Cpu on c when x[c] < 2 { x[c] += 1; }
        invariant low: !(forall c: Cpu: x[c] == 2);
        """;

    [Theory]
    [InlineData("exact", "1")]
    [InlineData("exact", "3")]
    [InlineData("compact", "2")]
    public void Stores_and_workers_change_none_of_the_numbers(string store, string workers)
    {
        // Three counters of three values: 27 states; each of 3 counters moves in 2 * 9 of them: 54 transitions.
        var check = Check(Flags, "--reduce", "none", "--store", store, "--workers", workers);
        Assert.Equal("violated", check.GetProperty("verdict").GetString());
        Assert.Equal(int.Parse(workers), check.GetProperty("workers").GetInt32());
        Assert.Equal(store, check.GetProperty("store").GetString());
        Assert.Equal("established", check.GetProperty("counterexample").GetProperty("minimal").GetString());
        Assert.Equal(6, check.GetProperty("counterexample").GetProperty("steps").GetInt32());
    }

    [Fact]
    public void Symmetry_is_used_unless_told_otherwise()
    {
        // Multisets of three values out of three: C(5, 3) = 10 orbits of the 27 states.
        var reduced = Check(Flags, "--property", "deadlock");
        Assert.Equal(10, reduced.GetProperty("states").GetInt64());
        Assert.Equal(["symmetry (Cpu)"], reduced.GetProperty("reductions").EnumerateArray().Select(r => r.GetString()));
        var full = Check(Flags, "--property", "deadlock", "--reduce", "none");
        Assert.Equal((27, 54), (full.GetProperty("states").GetInt64(), full.GetProperty("transitions").GetInt64()));
        Assert.Empty(full.GetProperty("reductions").EnumerateArray());
    }

    [Fact]
    public void The_solver_gets_no_more_time_than_it_is_given()
    {
        Assert.SkipUnless(Smt.Solving.Z3Library.IsAvailable, Smt.Solving.Z3Library.HowToInstall);
        var check = Check(Flags, "--reduce", "por", "--solver", "0.001ms");
        Assert.Equal(["por (solver)"], check.GetProperty("reductions").EnumerateArray().Select(r => r.GetString()));
        Assert.NotEqual(0, check.GetProperty("solver").GetProperty("asked").GetInt64());
        Assert.Equal(0, check.GetProperty("solver").GetProperty("cleared").GetInt64());
    }

    [Fact]
    public void A_compact_store_says_how_sure_it_is()
    {
        using var folder = new ModelFolder();
        var path = folder.Write("a.model", Models.Counter);
        var run = CommandLineRun.Of("check", path, "--store", "compact");
        Assert.Equal(0, run.ExitCode);
        // 11 states: 11 * 10 / 2^64.
        Assert.Contains(
            "unless fingerprints collide (probability of an omission at most 6.0e-18); every action fired.", OneLine(run.Out));
        var check = CommandLineRun.Of("check", path, "--store", "compact", "--json", "-").Json()[0];
        Assert.Equal(110 / Math.Pow(2, 64), check.GetProperty("omissionProbability").GetDouble(), 1e-25);
        Assert.Equal(0, Check(Models.Counter).GetProperty("omissionProbability").GetDouble());
    }

    [Fact]
    public void A_bitstate_store_is_inconclusive_where_it_finds_nothing()
    {
        using var folder = new ModelFolder();
        var run = CommandLineRun.Of("check", folder.Write("a.model", Models.Counter), "--store", "bitstate");
        Assert.Equal(3, run.ExitCode);
        Assert.Contains("inconclusive not decided: the bit-state store", OneLine(run.Out));
        Assert.Equal(2, CommandLineRun.Of("check", folder.Write("b.model", Models.LostUpdate), "--store", "bitstate").ExitCode);
    }

    [Fact]
    public void Depth_first_finds_violations_and_does_not_call_them_minimal()
    {
        using var folder = new ModelFolder();
        var path = folder.Write("a.model", Models.LostUpdate);
        var run = CommandLineRun.Of("check", path, "--search", "dfs");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("There may be traces shorter than these", OneLine(run.Out));
        Assert.Contains("longest path", run.Out);
        var check = CommandLineRun.Of("check", path, "--search", "dfs", "--json", "-").Json()[0];
        Assert.Equal("not established", check.GetProperty("counterexample").GetProperty("minimal").GetString());
        Assert.Equal("dfs", check.GetProperty("search").GetString());
        Assert.Equal(0, CommandLineRun.Of("check", path, "--search", "dfs", "--with", "locked=on").ExitCode);
    }

    [Fact]
    public void Want_of_memory_is_inconclusive_with_the_numbers_so_far()
    {
        using var folder = new ModelFolder();
        var path = folder.Write("a.model", """
            var a : 0..999 = 0;
            var b : 0..999 = 0;
            var c : 0..999 = 0;
            rule more_a when a < 999 { a += 1; }
            rule more_b when b < 999 { b += 1; }
            rule more_c when c < 999 { c += 1; }
            """);
        foreach (var search in new[] { "bfs", "dfs" })
        {
            var run = CommandLineRun.Of("check", path, "--memory", "4m", "--search", search, "--quiet");
            Assert.Equal(3, run.ExitCode);
            Assert.Contains("stopped by the bound of 4194304 bytes (--memory)", OneLine(run.Out));
            Assert.Matches("[1-9][0-9],[0-9]{3} states", run.Out);
        }
    }

    private static JsonElement Check(string text, params string[] options)
    {
        using var folder = new ModelFolder();
        return CommandLineRun.Of(["check", folder.Write("a.model", text), "--json", "-", .. options]).Json()[0];
    }

    private static string OneLine(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
