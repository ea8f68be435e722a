using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Text.RegularExpressions;
using Explorer.Smt.Solving;
using Xunit;

namespace Explorer.Acceptance.Tests;

public partial class ProveTests
{
    private const string Lock = """
        var locked : bool = false;
        var inside : 0..2 = 0;
        thread a { await !xchg(locked, true); atomic inside += 1; atomic inside -= 1; locked = false; }
        thread b { await !xchg(locked, true); atomic inside += 1; atomic inside -= 1; locked = false; }
        invariant alone: inside <= 1;
        """;

    public ProveTests() => Assert.SkipUnless(Z3Library.IsAvailable, Z3Library.HowToInstall);

    public static TheoryData<int> Examples() => [.. Enumerable.Range(0, Blocks().Count)];

    [Theory]
    [MemberData(nameof(Examples))]
    public void The_page_on_proving_tells_what_happens(int example)
    {
        var (words, source) = Blocks()[example];
        using var folder = new ModelFolder();
        var run = CommandLineRun.Of("prove", folder.Write("page.model", source), "--k", "3", "--json", "-", "--quiet");
        var proofs = run.Json().EnumerateArray().ToDictionary(p => p.GetProperty("property").GetString()!);
        JsonElement? last = null;
        foreach (var (key, value) in words)
        {
            switch (key)
            {
                case "proved" or "refuted":
                    last = proofs[value];
                    Assert.Equal(key, last.Value.GetProperty("outcome").GetString());
                    break;
                case "k":
                    Assert.Equal(int.Parse(value), last!.Value.GetProperty("k").GetInt32());
                    break;
                case "reachable":
                    Assert.Equal(value, last!.Value.GetProperty("broken").GetProperty("reachable").GetString());
                    break;
                default:
                    Assert.Equal("lemmas", key);
                    Assert.Equal([value], last!.Value.GetProperty("lemmas").EnumerateArray().Select(l => l.GetString()));
                    break;
            }
        }

        Assert.Equal(words.Any(w => w.Key == "refuted") ? 2 : 0, run.ExitCode);
    }

    [Fact]
    public void The_page_has_examples() => Assert.True(Blocks().Count >= 4);

    [Fact]
    public void The_state_that_breaks_an_induction_is_shown()
    {
        using var folder = new ModelFolder();
        var path = folder.Write("a.model", "var x : 0..20 = 0;\nrule up when x < 19 { x += 2; }\ninvariant p: x != 7;");
        var run = CommandLineRun.Of("prove", path, "--property", "p", "--k", "1");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("  refuted  p\n", run.Out);
        Assert.Contains("Is the state reachable? No: all reachable states were explored", run.Out);
        Assert.Contains("      x = 5\n", run.Out);
        Assert.Contains("      x: 5 -> 7\n", run.Out);
        Assert.DoesNotContain("range", run.Out);
    }

    [Fact]
    public void A_reachable_bad_state_is_told_from_one_that_only_breaks_an_induction()
    {
        using var folder = new ModelFolder();
        var path = folder.Write("a.model", "var x : 0..20 = 0;\nrule up when x < 19 { x += 2; }\ninvariant p: x != 8;");
        var proof = CommandLineRun.Of("prove", path, "--property", "p", "--json", "-").Json()[0];
        Assert.Equal("refuted", proof.GetProperty("outcome").GetString());
        Assert.Equal("yes", proof.GetProperty("broken").GetProperty("reachable").GetString());
        Assert.Equal(JsonValueKind.Null, proof.GetProperty("broken").GetProperty("action").ValueKind);
        Assert.Equal(["x = 8"], proof.GetProperty("broken").GetProperty("state").EnumerateArray().Select(l => l.GetString()));
    }

    [Fact]
    public void Faults_and_assertions_are_proved_and_refuted_too()
    {
        using var folder = new ModelFolder();
        var path = folder.Write(
            "a.model", "var x : 0..40 = 0;\nrule up when x < 40 { assert small: x < 39; x += 1; }\nrule back when x == 40 { x = 0; }");
        var outcomes = CommandLineRun.Of("prove", path, "--json", "-").Json().EnumerateArray()
            .ToDictionary(p => p.GetProperty("property").GetString()!, p => p.GetProperty("outcome").GetString());
        Assert.Equal("proved", outcomes["range"]);
        Assert.Equal("refuted", outcomes["small"]);
    }

    [Fact]
    public void Time_that_is_over_proves_nothing()
    {
        using var folder = new ModelFolder();
        var run = CommandLineRun.Of("prove", folder.Write("a.model", Lock), "--timeout", "1ms", "--json", "-");
        Assert.Equal(3, run.ExitCode);
        var proof = run.Json().EnumerateArray().Single(p => p.GetProperty("property").GetString() == "alone");
        Assert.Equal("unknown", proof.GetProperty("outcome").GetString());
        Assert.Equal("the time was over", proof.GetProperty("reason").GetString());
    }

    [Fact]
    public void The_sizes_are_reported()
    {
        using var folder = new ModelFolder();
        var path = folder.Write(
            "a.model", "param N = 3 in 1..9;\ntype Cpu = id(2) as \"CPU\";\nvar x : [Cpu] 0..N = 0;\nrule r for c: Cpu when x[c] < N { x[c] += 1; }\ninvariant p: forall c: Cpu: x[c] <= N;");
        var run = CommandLineRun.Of("prove", path, "--param", "N=4", "--property", "p");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("For N = 4, Cpu 2; of other sizes this says nothing.", run.Out);
        var sizes = CommandLineRun.Of("prove", path, "--property", "p", "--json", "-").Json()[0].GetProperty("sizes");
        Assert.Equal("3", sizes.GetProperty("N").GetString());
        Assert.Equal("2", sizes.GetProperty("Cpu").GetString());
    }

    [Theory]
    [InlineData("--k", "0")]
    [InlineData("--k", "21")]
    [InlineData("--timeout", "soon")]
    [InlineData("--property", "alon")]
    public void Wrong_options_are_refused(string option, string value)
    {
        using var folder = new ModelFolder();
        Assert.Equal(1, CommandLineRun.Of("prove", folder.Write("a.model", Lock), option, value).ExitCode);
    }

    private static List<(List<KeyValuePair<string, string>> Words, string Source)> Blocks() =>
        [.. Block().Matches(File.ReadAllText(Repository.PathOf("docs/proving.md")).ReplaceLineEndings("\n")).Select(m => (
            m.Groups[1].Value.Split(' ', System.StringSplitOptions.RemoveEmptyEntries)
                .Select(w => KeyValuePair.Create(w.Split('=')[0], w.Split('=')[1])).ToList(),
            m.Groups[2].Value))];

    [GeneratedRegex("```model ([^\n]*)\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();
}
