using System;
using System.Diagnostics;
using System.Linq;
using Explorer.Language.Tests.Binding;
using Xunit;

namespace Explorer.Language.Tests.Diagnostics;

/// <summary>Models that a program may write: too large ones are refused, and neither takes long.</summary>
public class LargeModelTests
{
    private const string Shared = "var x : 0..3 = 0;\nthread other { x = 1; }\n";

    [Fact]
    public void Procedures_that_double_are_refused()
    {
        var text = Shared + Lines(30, i => $"proc p{i}() {{ p{i + 1}(); p{i + 1}(); }}") + "proc p30() { x = 1; }\nthread t { p0(); }\n";
        Check(text, "EX5005");
    }

    [Fact]
    public void Ghost_procedures_that_double_are_refused()
    {
        var text = Shared + Lines(30, i => $"proc p{i}() {{ p{i + 1}(); p{i + 1}(); }}")
            + "ghost var g : bool = false;\nproc p30() { g = true; }\nthread t { x = 1; p0(); }\ninvariant i: !g;\n";
        Check(text, "EX5005");
    }

    [Fact]
    public void Structs_that_double_are_refused() =>
        Check(Lines(40, i => $"type T{i} = struct {{ a: T{i + 1}; b: T{i + 1}; }};") + "type T40 = bool;\nvar y : T0;\n" + Shared, "EX5002");

    [Fact]
    public void Long_chains_of_types_are_refused() =>
        Check(Lines(3000, i => $"type T{i} = struct {{ a: T{i + 1}?; }};") + "type T3000 = bool;\nvar y : T0;\n" + Shared, "EX5005");

    [Fact]
    public void Long_chains_of_parameters_are_refused() =>
        Check(Lines(3000, i => $"param N{i} = N{i + 1};") + "param N3000 = 1;\n" + Shared, "EX5005");

    [Fact]
    public void Long_chains_of_functions_are_refused() =>
        Check(Lines(5000, i => $"fun f{i}(): bool = !f{i + 1}();") + "fun f5000(): bool = x == 0;\ninvariant i: f0();\n" + Shared, "EX5005");

    [Fact]
    public void Long_chains_of_procedures_are_refused() =>
        Check(Lines(20_000, i => $"proc p{i}() {{ p{i + 1}(); }}") + "proc p20000() { x = 1; }\nthread t { p0(); }\n" + Shared, "EX5005");

    [Fact]
    public void Draws_that_are_made_on_some_ways_only_are_refused_when_the_ways_are_too_many()
    {
        var text = Shared + "thread t {\n" + Lines(20, i => $"choose v{i} in 0..3;") + Lines(20, i => $"if (x == {i % 4}) {{ x = v{i}; }}")
            + $"x = {string.Join(" + ", Enumerable.Range(0, 20).Select(i => $"v{i}"))};\n}}\n";
        Check(text, "EX5005");
    }

    [Fact]
    public void The_same_within_one_step_is_refused()
    {
        var text = Shared + "rule t {\n" + Lines(20, i => $"choose v{i} in 0..3;") + Lines(20, i => $"if (x == {i % 4}) {{ x = v{i}; }}")
            + $"x = {string.Join(" + ", Enumerable.Range(0, 20).Select(i => $"v{i}"))};\n}}\n";
        Check(text, "EX5005");
    }

    [Fact]
    public void A_question_about_more_instances_than_there_may_be_is_refused() =>
        Check("thread t for a: 0..65535, b: 0..65535 { here: skip; }\ninvariant i: forall a: 0..65535, b: 0..65535: t[a][b] at here;", "EX5004");

    [Fact]
    public void Long_code_is_built() =>
        Check(
            Shared + "proc p(a: 0..3) { let b = a; let c = x; x = b; x = c; loop { let d = x; if (d == 0) break; } }\nthread t {\n"
            + Lines(1500, _ => "p(x);") + "}\n");

    [Fact]
    public void Deeply_nested_loops_over_sets_are_built()
    {
        var loops = string.Concat(Enumerable.Range(0, 60).Select(i => $"foreach i{i} in s {{ "));
        Check(Shared + $"thread t {{ let s = all 0..1; {loops} x = 2; {new string('}', 60)} }}\n");
    }

    [Fact]
    public void Local_loops_one_behind_the_other_are_checked() =>
        Check(Shared + "thread t { let n = 0; " + Lines(3000, _ => "for i in 0..2 { n = i; }") + " x = n; }\n");

    private static string Lines(int count, Func<int, string> line) => string.Concat(Enumerable.Range(0, count).Select(i => line(i) + "\n"));

    private static void Check(string text, params string[] codes)
    {
        var watch = Stopwatch.StartNew();
        var loaded = Bound.Model(text);
        Assert.Equal(codes, loaded.Diagnostics.Select(d => d.Code).Distinct());
        if (codes.Length == 0)
        {
            loaded.Build();
        }

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(60), $"it takes {watch.Elapsed}");
    }
}
