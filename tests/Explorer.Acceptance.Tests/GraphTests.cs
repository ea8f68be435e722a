using System.IO;
using System.Linq;
using System.Threading;
using Xunit;

namespace Explorer.Acceptance.Tests;

public class GraphTests
{
    [Fact]
    public void Draws_a_violated_model_with_exit_code_0()
    {
        using var folder = new ModelFolder();
        var path = folder.Write("a.model", Models.LostUpdate);
        var run = CommandLineRun.Of("graph", path);
        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith($"digraph \"{path}\" {{\n", run.Out);
        Assert.EndsWith("}\n", run.Out);
        Assert.Contains("violates none_lost", run.Out);

        // Read, read, write, write, each time of either thread.
        Assert.Contains("none_lost: violated after 4 steps, by 4 shortest paths", run.Error);
        Assert.Contains("  all need the actions adder[CPU0]: read; adder[CPU1]: read; adder[CPU0]: write; adder[CPU1]: write", run.Error);
    }

    [Fact]
    public void Json_has_the_states_and_steps_that_check_counts()
    {
        using var folder = new ModelFolder();
        var path = folder.Write("a.model", Models.LostUpdate);
        var checks = CommandLineRun.Of("check", path, "--reduce", "none", "--json", "-").Json()[0];
        var graph = CommandLineRun.Of("graph", path, "--format", "json").Json();
        Assert.Equal("explorer-graph-1", graph.GetProperty("format").GetString());
        Assert.Equal("off", graph.GetProperty("settings").GetProperty("locked").GetString());
        var violated = graph.GetProperty("properties").EnumerateArray().Single(p => p.GetProperty("name").GetString() == "none_lost");
        Assert.Equal(checks.GetProperty("depth").GetInt32(), violated.GetProperty("paths").GetProperty("length").GetInt32());
        Assert.Equal(checks.GetProperty("states").GetInt32(), graph.GetProperty("states").GetArrayLength());
        Assert.Equal(checks.GetProperty("transitions").GetInt32(), graph.GetProperty("steps").GetArrayLength());
    }

    [Fact]
    public void Symmetry_merges_states_if_asked()
    {
        using var folder = new ModelFolder();
        var path = folder.Write("a.model", Models.LostUpdate);
        var all = CommandLineRun.Of("graph", path, "--format", "json").Json();
        var merged = CommandLineRun.Of("graph", path, "--format", "json", "--reduce", "symmetry").Json();
        var searched = CommandLineRun.Of("check", path, "--reduce", "symmetry", "--json", "-").Json()[0];
        Assert.Equal(searched.GetProperty("states").GetInt32(), merged.GetProperty("states").GetArrayLength());
        Assert.True(merged.GetProperty("states").GetArrayLength() < all.GetProperty("states").GetArrayLength());
        Assert.Equal("Cpu", Assert.Single(merged.GetProperty("symmetry").EnumerateArray()).GetString());
        var counter = CommandLineRun.Of("graph", folder.Write("b.model", Models.Counter), "--reduce", "symmetry");
        Assert.Equal(0, counter.ExitCode);
        Assert.Contains("no states to merge: nothing in the model can be renamed", counter.Error);
    }

    [Fact]
    public void Settings_and_properties_choose_the_model()
    {
        using var folder = new ModelFolder();
        var path = folder.Write("a.model", Models.LostUpdate);
        Assert.DoesNotContain("violates", CommandLineRun.Of("graph", path, "--with", "locked=on").Out);
        Assert.DoesNotContain("violates", CommandLineRun.Of("graph", path, "--property", "range").Out);
        Assert.Equal(1, CommandLineRun.Of("graph", path, "--property", "none_lots").ExitCode);
        Assert.Equal(1, CommandLineRun.Of("graph", folder.Write("b.model", Models.Wrong)).ExitCode);
    }

    [Fact]
    public void A_model_that_is_too_large_is_not_drawn_and_ends_with_3()
    {
        using var folder = new ModelFolder();
        var path = folder.Write("a.model", Models.Counter);
        Assert.Equal(0, CommandLineRun.Of("graph", path, "--max-states", "11").ExitCode);
        var file = Path.Combine(folder.Root, "out.dot");
        var run = CommandLineRun.Of("graph", path, "--max-states", "10", "--output", file, "--quiet");
        Assert.Equal(3, run.ExitCode);
        Assert.Empty(run.Out);
        Assert.False(File.Exists(file));
        Assert.Contains("a.model has more than 10 states: nothing was drawn.", run.Error);
        Assert.Contains("--param, for END = 10.", run.Error);
        Assert.DoesNotContain("--reduce symmetry", run.Error);
        var symmetric = CommandLineRun.Of("graph", folder.Write("b.model", Models.LostUpdate), "--max-states", "3");
        Assert.Contains("--reduce symmetry, over Cpu", symmetric.Error);
    }

    [Fact]
    public void An_interrupted_graph_is_not_drawn()
    {
        using var folder = new ModelFolder();
        using var interruption = new CancellationTokenSource();
        interruption.Cancel();
        var run = CommandLineRun.Of(interruption.Token, "graph", folder.Write("a.model", Models.Counter));
        Assert.Equal(130, run.ExitCode);
        Assert.Empty(run.Out);
    }

    [Fact]
    public void Output_names_a_file_and_quiet_says_nothing()
    {
        using var folder = new ModelFolder();
        var path = folder.Write("a.model", Models.LostUpdate);
        var file = Path.Combine(folder.Root, "out.dot");
        var run = CommandLineRun.Of("graph", path, "--output", file, "--quiet");
        Assert.Equal((0, "", ""), (run.ExitCode, run.Out, run.Error));
        var printed = CommandLineRun.Of("graph", path, "--output", "-");
        Assert.Equal(File.ReadAllText(file), printed.Out);
        Assert.Equal(1, CommandLineRun.Of("graph", path, "--output", Path.Combine(folder.Root, "none", "out.dot")).ExitCode);
    }

    [Fact]
    public void Threads_are_drawn_instead_of_states()
    {
        using var folder = new ModelFolder();
        var path = folder.Write("a.model", Models.LostUpdate);
        Assert.Contains("thread adder[CPU0], adder[CPU1] on c", CommandLineRun.Of("graph", path, "--threads").Out);
        var json = CommandLineRun.Of("graph", path, "--threads", "--format", "json").Json();
        var thread = Assert.Single(json.GetProperty("threads").EnumerateArray());
        Assert.Equal(["read", "write"], thread.GetProperty("steps").EnumerateArray().Select(s => s.GetProperty("name").GetString()));
        Assert.Equal("threads", json.GetProperty("kind").GetString());
        Assert.Contains("no threads and no handlers", CommandLineRun.Of("graph", folder.Write("b.model", Models.Counter), "--threads").Error);
    }
}
