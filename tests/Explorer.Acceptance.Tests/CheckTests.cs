using System;
using System.IO;
using System.Linq;
using Xunit;

namespace Explorer.Acceptance.Tests;

public class CheckTests
{
    [Fact]
    public void Prints_the_race_its_story_and_the_numbers()
    {
        using var folder = new ModelFolder();
        var path = folder.Write("lost.model", Models.LostUpdate);
        var run = CommandLineRun.Of("check", path);
        var expected = $"""
            {path}
              violated  none_lost: both updates arrive

                  CPU0                               CPU1
                  ----                               ----
               1  read
               2                                     read
               3                                     write
                                                       total: 0 -> 1
                                                       done: 0 -> 1
               4  write                              <- violates none_lost
                    done: 1 -> 2

              After step 4, `total == 2` is false. done = 2, set at step 4 (write,
              CPU0). total = 1, set at step 3 (write, CPU1).
              No trace is shorter than 4 steps; none of 4 steps has fewer context
              switches (2); of these none has fewer threads and identities (4), and
              this is the first in the model's order.

            """;
        Assert.StartsWith(expected, run.Out);
        Assert.Empty(run.Error);
    }

    [Fact]
    public void Says_who_waits_for_what_in_a_deadlock()
    {
        using var folder = new ModelFolder();
        var run = CommandLineRun.Of("check", folder.Write("a.model", Models.LockOrder));
        var text = OneLine(run.Out);
        Assert.Contains(
            "a.model:6 for `!right`: right = true, set at step 2 (take the right, b). "
            + "b waits at", text);
        Assert.Contains("for `!left`: left = true, set at step 1 (take the left, a).", text);
    }

    [Fact]
    public void Shows_a_violation_of_the_start()
    {
        using var folder = new ModelFolder();
        var run = CommandLineRun.Of("check", folder.Write("a.model", Models.Counter + "\ninvariant positive: n > 0;"));
        Assert.Contains("   0  <- violates positive", run.Out);
        Assert.Contains("At the start, `n > 0` is false. n = 0, unchanged since the start.", run.Out);
    }

    [Fact]
    public void Shows_a_fault_with_its_place()
    {
        using var folder = new ModelFolder();
        var run = CommandLineRun.Of("check", folder.Write("a.model", Models.Counter.Replace("when n < END", "")));
        Assert.Contains("fault: 11 is outside 0..10", run.Out);
        Assert.Contains("a.model:5: 11 is outside 0..10.", OneLine(run.Out));
    }

    [Fact]
    public void Says_what_holds_in_a_sentence_to_quote()
    {
        using var folder = new ModelFolder();
        var run = CommandLineRun.Of("check", folder.Write("a.model", Models.Counter));
        var text = OneLine(run.Out);
        Assert.Contains(
            "holds full (reached), range, overflow, index, deadlock in all 11 states, for END = 10, without reductions; "
            + "every action fired. 11 states, 10 transitions, depth 10, 0.25 s, 1 worker, exact store, reductions: none.",
            text);
    }

    [Fact]
    public void Writes_json_to_standard_output_and_nothing_else()
    {
        using var folder = new ModelFolder();
        var path = folder.Write("a.model", Models.LostUpdate);
        var check = CommandLineRun.Of("check", path, "--json", "-", "--with", "locked=on", "--reduce", "none").Json()[0];
        Assert.Equal(path, check.GetProperty("model").GetString());
        Assert.Equal("holds", check.GetProperty("verdict").GetString());
        Assert.Equal("on", check.GetProperty("switches").GetProperty("locked").GetString());
        Assert.Equal(4, check.GetProperty("states").GetInt64());
        Assert.Equal(4, check.GetProperty("transitions").GetInt64());
        Assert.Equal(2, check.GetProperty("depth").GetInt32());
    }

    [Fact]
    public void Checks_only_the_properties_asked_for()
    {
        using var folder = new ModelFolder();
        var path = folder.Write("a.model", Models.LostUpdate);
        var check = CommandLineRun.Of("check", path, "--json", "-", "--property", "deadlock").Json()[0];
        Assert.Equal("holds", check.GetProperty("verdict").GetString());
        Assert.Equal(["deadlock"], check.GetProperty("properties").EnumerateArray().Select(p => p.GetProperty("name").GetString()));
    }

    [Fact]
    public void Writes_counterexamples_that_replay()
    {
        using var folder = new ModelFolder();
        var path = folder.Write("models/a.model", Models.LostUpdate);
        var check = CommandLineRun.Of(
            "check", path, "--json", "-", "--counterexamples", Path.Combine(folder.Root, "traces")).Json()[0];
        var file = check.GetProperty("counterexample").GetProperty("file").GetString()!;
        Assert.Equal([file], folder.Files("traces"));
        Assert.Equal("a.none_lost.trace.json", Path.GetFileName(file));

        var replay = CommandLineRun.Of("replay", file);
        Assert.Equal(2, replay.ExitCode);
        Assert.Contains("violated  none_lost, after 4 steps on the reference interpreter", replay.Out);
    }

    private static string OneLine(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
