using System;
using System.IO;
using System.Linq;
using Explorer.Core.Systems.Dependence;
using Explorer.Language;
using Explorer.Machines;
using Explorer.Machines.Dependence;
using Explorer.Smt.Sharpening;
using Explorer.TestKit;
using Explorer.Smt.Solving;
using Xunit;

namespace Explorer.Smt.Tests;

public class MatrixSharpenerTests
{
    public MatrixSharpenerTests() => Assert.SkipUnless(Z3Library.IsAvailable, Z3Library.HowToInstall);

    private static readonly SharpeningOptions Options = new() { Workers = 1, Samples = 20, FactSamples = 200 };

    // Few samples, so that the solver is asked where a larger sample would have answered.
    [Theory]
    [InlineData(0, 120)]
    public void What_is_cleared_is_independent_in_every_reachable_state_of_generated_models(int first, int count)
    {
        var (checkedModels, cleared) = (0, 0L);
        for (var seed = first; seed < first + count; seed++)
        {
            var model = MachineModelGenerator.Generate(seed);
            var guards = GuardTable.Of(model);
            if (FullGraph.Of(model, guards, limit: 150) is { } graph)
            {
                var result = MatrixSharpener.Sharpen(model, guards, NaiveMatrices.Of(model, guards), Options, TestContext.Current.CancellationToken);
                Assert.True(graph.Wrong(result.Matrices).FirstOrDefault() is var wrong && wrong is null, $"seed {seed}: {wrong}");
                checkedModels++;
                cleared += result.Statistics.Cleared;
            }
        }

        Assert.True(checkedModels >= count / 2, $"only {checkedModels} of {count} models are small");
        Assert.True(cleared > 10 * checkedModels, $"only {cleared} entries were cleared in {checkedModels} models");
    }

    [Theory]
    [MemberData(nameof(RepositoryModels.Paths), MemberType = typeof(RepositoryModels))]
    public void What_is_cleared_is_independent_in_every_reachable_state_of_small_models(string path)
    {
        var model = ModelFile.Load(path).Bind(ModelSettings.None).Build();
        var guards = GuardTable.Of(model);
        if (FullGraph.Of(model, guards, limit: 1_500) is { } graph)
        {
            var result = MatrixSharpener.Sharpen(model, guards, NaiveMatrices.Of(model, guards), Options, TestContext.Current.CancellationToken);
            Assert.Empty(graph.Wrong(result.Matrices));
        }
    }

    [Fact]
    public void A_wrongly_cleared_entry_would_be_noticed()
    {
        // Every entry that depends in the sample of all states, cleared one by one.
        var model = Load("classics/peterson-two.model");
        var guards = GuardTable.Of(model);
        var graph = FullGraph.Of(model, guards, limit: 1_500)!;
        var matrices = MatrixSharpener.Sharpen(
            model, guards, NaiveMatrices.Of(model, guards), Options with { Samples = 2000 }, TestContext.Current.CancellationToken).Matrices;
        Assert.Empty(graph.Wrong(matrices));
        var (wrong, all) = (0, 0);
        for (var t = 0; t < matrices.ActionCount; t++)
        {
            for (var u = 0; u < t; u++)
            {
                if (matrices.DoNotAccord[t, u])
                {
                    all++;
                    wrong += graph.Wrong(matrices with { DoNotAccord = matrices.DoNotAccord.WithEntry(t, u, false) }).Any() ? 1 : 0;
                }
            }
        }

        Assert.NotEqual(0, all);
        Assert.Equal(all, wrong);
    }

    [Fact]
    public void Different_elements_of_an_array_are_independent()
    {
        const string Source = """
            type Cpu = id(2) as "CPU";
            var seen : [Cpu] 0..3 = 0;
            thread t for c: Cpu { atomic seen[c] += 1; atomic seen[c] += 1; }
            reachable both: forall c: Cpu: seen[c] == 2;
            """;
        var (before, after, _) = Sharpened(Source);
        Assert.Equal(4 * 4, before.DoNotAccord.Count());

        // The two steps of one thread are never possible together: only an action and itself are left.
        Assert.Equal(4, after.DoNotAccord.Count());
        Assert.Equal(DependenceSource.Solver, after.DoNotAccord.SourceOf(0, 2));
    }

    [Fact]
    public void Additions_commute_unless_one_of_them_may_leave_the_range()
    {
        const string Source = "var n : RANGE = 0;\nthread a { atomic n += 1; }\nthread b { atomic n += 1; }\nreachable two: n == 0;";
        Assert.Equal(2, Sharpened(Source.Replace("RANGE", "0..3 wraps")).After.DoNotAccord.Count());
        Assert.Equal(4, Sharpened(Source.Replace("RANGE", "0..1")).After.DoNotAccord.Count());
    }

    [Fact]
    public void A_step_beyond_the_limit_depends_on_everything()
    {
        const string Source = "var x : 0..9 = 0;\nvar y : 0..9 = 0;\nrule a when x < 9 { x += 1; }\nrule b when y < 9 { y += 1; }\nLIMITinvariant p: x <= 9;";
        Assert.False(Sharpened(Source.Replace("LIMIT", "")).After.DoNotAccord[0, 1]);

        // The step to x == 3 leads where b is not looked at any more.
        var (before, after, _) = Sharpened(Source.Replace("LIMIT", "limit x < 3;\n"));
        Assert.True(before.DoNotAccord[0, 1]);
        Assert.True(after.DoNotAccord[0, 1]);
    }

    [Fact]
    public void A_lock_excludes_two_critical_sections_by_a_fact_that_was_proved()
    {
        const string Source = """
            var locked : bool = false;
            var x : 0..3 = 0;
            thread a { await !xchg(locked, true); x = 1; x = 2; locked = false; }
            thread b { await !xchg(locked, true); x = 3; x = 0; locked = false; }
            reachable end: x == 0 && !locked;
            """;
        var (_, after, statistics) = Sharpened(Source);
        var (_, without, _) = Sharpened(Source, Options with { UsesFacts = false });
        Assert.NotEqual(0, statistics.Facts);

        // The writes are never possible together; both locks are, and do not accord.
        Assert.False(after.DoNotAccord[1, 5]);
        Assert.True(without.DoNotAccord[1, 5]);
        Assert.True(after.DoNotAccord[0, 4]);
    }

    [Fact]
    public void Without_time_everything_stays_dependent()
    {
        var model = Load("machinery/ipi-shootdown.model");
        var guards = GuardTable.Of(model);
        var before = NaiveMatrices.Of(model, guards);
        var result = MatrixSharpener.Sharpen(model, guards, before, Options with { Budget = TimeSpan.Zero }, TestContext.Current.CancellationToken);
        Assert.Equal(before.DoNotAccord.Count(), result.Matrices.DoNotAccord.Count());
        Assert.Equal(0, result.Statistics.Cleared);
        Assert.NotEqual(0, result.Statistics.Unknown);
    }

    [Fact]
    public void Answers_are_kept_and_damaged_ones_are_asked_for_again()
    {
        var folder = Directory.CreateTempSubdirectory("explorer-matrices").FullName;
        try
        {
            var options = Options with { CacheFolder = folder };
            var model = Load("machinery/ipi-shootdown.model");
            var first = Sharpen(model, options);
            var second = Sharpen(model, options);
            Assert.False(first.Statistics.IsFromCache);
            Assert.True(second.Statistics.IsFromCache);
            Assert.Equal(first.Statistics.Cleared, second.Statistics.Cleared);
            Assert.Equal(first.Matrices.DoNotAccord.CountBySolver(), second.Matrices.DoNotAccord.CountBySolver());

            var file = Assert.Single(Directory.GetFiles(folder));
            File.WriteAllText(file, File.ReadAllText(file).Replace("\"Findings\":\"d", "\"Findings\":\"i").Replace("dd", "di"));
            Assert.False(Sharpen(model, options).Statistics.IsFromCache);
            File.WriteAllText(file, "nonsense");
            Assert.False(Sharpen(model, options).Statistics.IsFromCache);
            Assert.True(Sharpen(model, options).Statistics.IsFromCache);

            // Another model has other answers.
            Assert.False(Sharpen(Load("classics/peterson-two.model"), options).Statistics.IsFromCache);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static SharpenedMatrices Sharpen(MachineModel model, SharpeningOptions options)
    {
        var guards = GuardTable.Of(model);
        return MatrixSharpener.Sharpen(model, guards, NaiveMatrices.Of(model, guards), options, TestContext.Current.CancellationToken);
    }

    private static (DependenceMatrices Before, DependenceMatrices After, SharpeningStatistics Statistics) Sharpened(
        string source, SharpeningOptions? options = null)
    {
        var loaded = ModelFile.FromText(source).Bind(ModelSettings.None);
        Assert.Empty(loaded.Diagnostics);
        var model = loaded.Build();
        var guards = GuardTable.Of(model);
        var before = NaiveMatrices.Of(model, guards);
        var after = MatrixSharpener.Sharpen(model, guards, before, options ?? Options, TestContext.Current.CancellationToken);
        Assert.Empty(FullGraph.Of(model, guards, limit: 1_500)!.Wrong(after.Matrices));
        return (before, after.Matrices, after.Statistics);
    }

    private static MachineModel Load(string path) =>
        ModelFile.Load(Path.Combine(RepositoryModels.Root, "models", path)).Bind(ModelSettings.None).Build();
}
