using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Core.Verdicts;
using Explorer.Language;
using Xunit;

namespace Explorer.Generation.Tests;

public class GenerationRunTests
{
    private static readonly WorkloadSource All = new(true, null, 0, 0);

    public static TheoryData<string, string> Models => SmallModels.All;

    private static System.Threading.CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Whatever is discarded holds, looked at one by one.</summary>
    [Theory]
    [MemberData(nameof(Models))]
    public void What_is_discarded_violates_nothing(string name, string text) =>
        AssertDiscards(SmallModels.Load(text), name == nameof(SmallModels.Numbers) ? 0 : 1);

    [Theory]
    [InlineData("local")]
    [InlineData("lazy")]
    public void What_is_discarded_of_a_model_violates_nothing(string config) =>
        AssertDiscards(SmallModels.Load(SmallModels.Read("models/generate/page-reuse.model"), new ModelSettings([config], [("CALLS", "1")])), 1);

    private static void AssertDiscards(GenerationModel model, int least)
    {
        var discarder = new WorkloadDiscarder(model, new WorkloadBudget(), null, Stop);
        var discarded = WorkloadEnumeration.All(model.Space, model.Space.LargestSize).Where(w => discarder.Discards(w) is not null).ToList();
        Assert.All(discarded, w => Assert.Equal(VerdictKind.Holds, WorkloadExplorer.Explore(model, w, new WorkloadBudget(), Stop).Kind));
        Assert.True(discarded.Count >= least, $"{discarded.Count} discarded");
    }

    [Fact]
    public void Programs_that_share_nothing_are_discarded_together()
    {
        // `own` is per CPU, and who only reads `shared_word` is in nobody's way; one who writes it may be.
        var model = SmallModels.Load(SmallModels.Words);
        var discarder = new WorkloadDiscarder(model, new WorkloadBudget(), null, Stop);
        Assert.Equal(DiscardedBy.Syntax, discarder.Discards(new Workload([[new(0, [1])], [new(0, [0]), new(0, [1])]])));
        Assert.Equal(DiscardedBy.Syntax, discarder.Discards(new Workload([[new(0, [1])], [new(2, [0]), new(2, [0])]])));
        Assert.Null(discarder.Discards(new Workload([[new(1, [1])], [new(2, [1])]])));
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Discarding_changes_no_failure(string name, string text)
    {
        var (file, model) = (ModelFile.FromText(text, "small.model"), SmallModels.Load(text));
        var with = GenerationRun.Run(model, new ModelVariants(file, null), new GenerationOptions { Source = All });
        var without = GenerationRun.Run(model, new ModelVariants(file, null), new GenerationOptions { Source = All, Discards = false });
        Assert.True(Describe(model, with.Failures).SequenceEqual(Describe(model, without.Failures)), name);
        Assert.Equal(without.Violated, with.Violated);
        Assert.Equal(without.Holds, with.Holds + with.Discarded);
        Assert.Equal(0, without.Discarded);
    }

    /// <summary>Of a shrunk failure nothing can be left out: every single reduction, explored anew, violates it no more.</summary>
    [Theory]
    [MemberData(nameof(Models))]
    public void Failures_are_minimal(string name, string text)
    {
        var file = ModelFile.FromText(text, "small.model");
        var variants = new ModelVariants(file, null);
        var result = GenerationRun.Run(SmallModels.Load(text), variants, new GenerationOptions { Source = new WorkloadSource(false, 4, 40, 7) });
        Assert.True(result.Violated > 0, name);
        Assert.NotEmpty(result.Failures);
        foreach (var failure in result.Failures)
        {
            var model = variants.Of(failure.Settings)!;
            Assert.Equal(failure.Steps, WorkloadExplorer.Explore(model, failure.Workload, failure.Property, new WorkloadBudget(), Stop).Steps);
            Assert.All(WorkloadReductions.Of(failure.Workload), w => AssertNotViolated(model, w, failure.Property));
            Assert.Null(WorkloadShrinker.ByExploration(new ModelVariants(file, null), new WorkloadBudget(), Stop).Reduced(failure));
        }
    }

    [Fact]
    public void A_lost_update_needs_two_cpus_with_an_addition_each()
    {
        var file = ModelFile.FromText(SmallModels.Counter, "small.model");
        var model = SmallModels.Load(SmallModels.Counter, ("CPUS", "3"));
        var shrinker = WorkloadShrinker.ByExploration(new ModelVariants(file, null), new WorkloadBudget(), Stop);
        var add = new WorkloadCall(0, []);
        var failure = shrinker.Shrink(model, new Workload([[new(2, []), add], [new(2, [])], [add, add]]), "lost");
        Assert.Equal(new Workload([[add], [add]]), failure.Workload);
        Assert.Equal([("CPUS", "2")], failure.Settings.Values);
        // Each reads, each writes, each counts.
        Assert.Equal(6, failure.Steps);
    }

    /// <summary>Without them the workload fails too, but maybe for another reason: they are what was asked about.</summary>
    [Fact]
    public void Named_settings_and_switches_stay()
    {
        var file = ModelFile.FromText(
            SmallModels.Counter + "\nswitch wait \"\" = off;\nswitch skip_look \"\" = off;\nconfig waiting { wait = on; }", "small.model");
        var model = SmallModels.Load(file, new ModelSettings(["waiting"], [("skip_look", "on"), ("CPUS", "3")]));
        var shrinker = WorkloadShrinker.ByExploration(new ModelVariants(file, null), new WorkloadBudget(), Stop);
        var add = new WorkloadCall(0, []);
        var failure = shrinker.Shrink(model, new Workload([[add], [add], []]), "lost");
        Assert.Equal(["waiting"], failure.Settings.Configs);
        Assert.Equal([("skip_look", "on"), ("CPUS", "2")], failure.Settings.Values);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void The_same_seed_finds_the_same(int workers)
    {
        var (first, second) = (Drawn(1), Drawn(workers));
        Assert.Equal(first.Item1, second.Item1);
        Assert.Equal(first.Item2, second.Item2);
        Assert.NotEmpty(first.Item2);
    }

    [Fact]
    public void Draws_have_the_size_asked_for_and_other_seeds_other_workloads()
    {
        var space = SmallModels.Load(SmallModels.Words).Space;
        var drawn = WorkloadGenerator.Draw(space, 3, 50, 1);
        Assert.Equal(50, drawn.Count);
        Assert.All(drawn, w => Assert.True(w.Size == 3 && space.Contains(w)));
        Assert.Equal(drawn, WorkloadGenerator.Draw(space, 3, 50, 1));
        Assert.NotEqual(drawn, WorkloadGenerator.Draw(space, 3, 50, 2));
    }

    [Fact]
    public void A_workload_that_is_cut_short_is_inconclusive()
    {
        var (file, model) = (ModelFile.FromText(SmallModels.Words, "small.model"), SmallModels.Load(SmallModels.Words));
        var result = GenerationRun.Run(model, new ModelVariants(file, null), new GenerationOptions
        {
            Source = All with { Size = 2 },
            Budget = new WorkloadBudget { MaxStates = 8 },
            Discards = false,
        });
        Assert.True(result.Inconclusive > 0);
        Assert.Equal(result.Inconclusive, result.Reasons.Sum(r => r.Count));
        Assert.Equal(result.Explored, result.Holds + result.Violated + result.Inconclusive);
        Assert.Equal(result.Drawn, result.Repeated + result.Discarded + result.Explored);
    }

    [Theory]
    [InlineData(10, "quiet=off")]
    [InlineData(20_000, "")]
    public void Settings_that_let_far_more_happen_are_no_simpler(int ticks, string values)
    {
        var file = ModelFile.FromText(
            $$"""
            type Cpu = id(2) as "CPU";
            switch quiet = off;
            switch bad = off;
            config wrong { quiet = on; bad = on; }
            config right { quiet = on; }
            var x : bool = false;
            var tick : 0..{{ticks - 1}} = 0;
            rule goes_on when !quiet { tick = tick == {{ticks - 1}} ? 0 : tick + 1; }
            proc spoil() { if (bad) { x = true; } }
            invariant never: !x;
            workload for c: Cpu on c, 1 each { spoil(); }
            """,
            "small.model");
        var (first, second) = (SmallModels.Load(file, new ModelSettings(["wrong"], [])), SmallModels.Load(file, new ModelSettings(["right"], [])));
        var result = ComparisonRun.Run(first, second, new ModelVariants(file, null), new GenerationOptions { Source = All with { Size = 1 } });
        var difference = Assert.Single(result.Differences);
        // What fails, fails at once; that the other does not must be seen in all of its states.
        Assert.Equal(values, string.Join(',', difference.Failure.Settings.Values.Select(v => $"{v.Name}={v.Value}")));
        Assert.Equal(values, string.Join(',', difference.Right.Values.Select(v => $"{v.Name}={v.Value}")));
    }

    [Fact]
    public void A_comparison_finds_what_tells_two_settings_apart()
    {
        var file = SmallModels.Read("models/generate/page-reuse.model");
        var (local, everybody) = (SmallModels.Load(file, new ModelSettings(["local"], [])), SmallModels.Load(file, ModelSettings.None));
        var result = ComparisonRun.Run(local, everybody, new ModelVariants(file, null), new GenerationOptions { Source = All with { Size = 3 } });
        var difference = Assert.Single(result.Differences);
        var (read, unmap) = (new WorkloadCall(0, [0]), new WorkloadCall(2, [0]));
        Assert.Equal(new Workload([[read, read], [unmap]]), difference.Failure.Workload);
        Assert.Equal(["local"], difference.Failure.Settings.Configs);
        Assert.Empty(difference.Right.Configs);
        // One address and one page suffice for both.
        Assert.Equal([("VAS", "1"), ("PAGES", "1")], difference.Failure.Settings.Values);
        Assert.Equal([("VAS", "1"), ("PAGES", "1")], difference.Right.Values);
        Assert.Null(new ComparisonShrinker(new ModelVariants(file, null), new WorkloadBudget(), Stop).Reduced(difference, new WorkloadBudget()));
        Assert.Equal(result.Explored, result.Holds + result.Violated + result.Inconclusive);
        Assert.True(result.Different >= 1);
    }

    [Fact]
    public void Switches_that_both_settings_have_go_back_to_their_defaults()
    {
        const string Text =
            """
            param CPUS = 2 in 1..2;
            type Cpu = id(CPUS) as "CPU";
            switch fenced = on;
            switch noisy = off;
            switch loud = off;
            config one { fenced = off; noisy = on; }
            config other { noisy = on; loud = on; }
            var a : 0..1 = 0;
            proc run() { if (!fenced) { a = 1; } else { skip; } }
            invariant never_set: a == 0;
            workload for c: Cpu on c, 2 each { run(); }
            """;
        var file = ModelFile.FromText(Text, "small.model");
        var result = ComparisonRun.Run(
            SmallModels.Load(file, new ModelSettings(["one"], [])), SmallModels.Load(file, new ModelSettings(["other"], [])),
            new ModelVariants(file, null), new GenerationOptions { Source = All });
        var difference = Assert.Single(result.Differences);
        Assert.Equal("one, CPUS = 1, noisy = off", difference.Failure.Settings.ToString());
        // Only one is loud: that is part of the question.
        Assert.Equal("other, CPUS = 1, noisy = off", difference.Right.ToString());
        Assert.Equal(1, difference.Failure.Workload.Size);
    }

    [Fact]
    public void When_the_time_is_over_the_rest_is_unexplored()
    {
        var (file, model) = (ModelFile.FromText(SmallModels.Words, "small.model"), SmallModels.Load(SmallModels.Words));
        var options = new GenerationOptions { Source = All, TotalTime = System.TimeSpan.Zero };
        var result = GenerationRun.Run(model, new ModelVariants(file, null), options);
        Assert.Equal(WorkloadEnumeration.All(model.Space, model.Space.LargestSize).Count(), result.Drawn);
        Assert.Equal(result.Drawn, result.Unexplored);
        Assert.Equal((0, 0, 0), (result.Explored, result.Holds, result.Discarded));
        Assert.True(result.IsCounted);
        Assert.False(result.IsInterrupted);
    }

    private static (string, string) Drawn(int workers)
    {
        var (file, model) = (ModelFile.FromText(SmallModels.Words, "small.model"), SmallModels.Load(SmallModels.Words));
        var result = GenerationRun.Run(model, new ModelVariants(file, null), new GenerationOptions
        {
            Source = new WorkloadSource(false, 3, 60, 42),
            Workers = workers,
        });
        return ($"{result.Drawn} {result.Repeated} {result.Discarded} {result.Holds} {result.Violated} {result.States}",
            string.Join('\n', Describe(model, result.Failures)));
    }

    private static IEnumerable<string> Describe(GenerationModel model, ImmutableArray<WorkloadFailure> failures) => failures.Select(f =>
        $"{f.Property} {f.Steps} {WorkloadText.WithClause(f.Settings)}: "
        + string.Join(" | ", f.Workload.Programs.Select(p => string.Join(' ', p.Select(c => $"{c.Operation}({string.Join(',', c.Arguments)})")))));

    private static void AssertNotViolated(GenerationModel model, Workload workload, string property) =>
        Assert.NotEqual(VerdictKind.Violated, WorkloadExplorer.Explore(model, workload, property, new WorkloadBudget(), Stop).Kind);
}
