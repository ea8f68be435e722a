using System.IO;
using System.Linq;
using Xunit;

namespace Explorer.Acceptance.Tests;

public class ReplayTests
{
    [Fact]
    public void Says_when_a_changed_model_no_longer_violates()
    {
        using var folder = new ModelFolder();
        var trace = TraceOf(folder);
        folder.Write("a.model", Models.LostUpdate.Replace("done == 2 => total == 2", "done == 2 => total <= 2"));
        var run = CommandLineRun.Of("replay", trace);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("none_lost is no longer violated: all 4 steps are possible", run.Out);
        Assert.Contains("has changed since the trace was written", run.Error);
    }

    [Fact]
    public void Says_at_which_step_a_changed_model_departs()
    {
        using var folder = new ModelFolder();
        var trace = TraceOf(folder);
        folder.Write("a.model", Models.LostUpdate.Replace("\"read\" let copy = total;", "\"look\" let copy = total;"));
        var run = CommandLineRun.Of("replay", trace);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("at step 1 ('read' of adder[CPU0], ", run.Error);
        Assert.Contains("): adder[CPU0] has no step 'read'; its next step is 'look' (", run.Error);
    }

    [Fact]
    public void Says_which_step_is_no_longer_possible()
    {
        using var folder = new ModelFolder();
        var trace = TraceOf(folder);
        folder.Write("a.model", Models.LostUpdate.Replace("\"read\" let copy = total;", "\"read\" atomic { await total != 0; let copy = total; }"));
        var run = CommandLineRun.Of("replay", trace);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("at step 1 ('read' of adder[CPU0], ", run.Error);
        Assert.Contains("): it is not possible here: it waits for `total != 0`: total = 0, unchanged since the start.", run.Error);
    }

    [Fact]
    public void A_trace_outlives_what_gives_its_steps_other_numbers()
    {
        using var folder = new ModelFolder();
        var trace = TraceOf(folder);
        folder.Write("a.model", "var more : 0..1 = 0;\nthread first { more = 1; }\n" + Models.LostUpdate);
        var run = CommandLineRun.Of("replay", trace);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("violated  none_lost, after 4 steps", run.Out);
    }

    [Fact]
    public void Says_when_the_model_is_gone()
    {
        using var folder = new ModelFolder();
        var trace = TraceOf(folder);
        File.Delete(Path.Combine(folder.Root, "a.model"));
        var run = CommandLineRun.Of("replay", trace);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("neither beside the trace nor below the current folder", run.Error);
    }

    [Fact]
    public void Refuses_what_is_no_trace()
    {
        using var folder = new ModelFolder();
        var run = CommandLineRun.Of("replay", folder.Write("a.json", "{}"));
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("error EX1802", run.Error);
    }

    private static string TraceOf(ModelFolder folder)
    {
        var model = folder.Write("a.model", Models.LostUpdate);
        CommandLineRun.Of("check", model, "--counterexamples", folder.Root);
        return folder.Files(".").Single(f => f.EndsWith(".trace.json", System.StringComparison.Ordinal));
    }
}
