using System;
using System.Collections.Generic;
using System.IO;
using Explorer.Language;
using Explorer.Machines;
using Explorer.Machines.Dependence;
using Explorer.Smt.Execution;
using Explorer.Smt.Facts;
using Explorer.Smt.Sampling;
using Explorer.Smt.Sharpening;
using Explorer.Smt.Solving;
using Xunit;

namespace Explorer.Smt.Tests;

/// <summary>The solver's budget binds all that is done for its sake. Time is that of a clock which each look at it moves.</summary>
public class DeadlineTests
{
    // After the end every loop looks once more, at most.
    private const int MostLooksAfterwards = 16;

    private static readonly MachineModel Model =
        ModelFile.Load(Path.Combine(RepositoryModels.Root, "models", "machinery/ipi-shootdown.model")).Bind(ModelSettings.None).Build();

    private static readonly GuardTable Guards = GuardTable.Of(Model);

    public DeadlineTests() => Assert.SkipUnless(Z3Library.IsAvailable, Z3Library.HowToInstall);

    [Fact]
    public void Nothing_goes_on_after_the_end_wherever_it_comes()
    {
        var all = Sharpened(TimeSpan.FromDays(1));
        Assert.Equal(0, all.Statistics.Unknown);
        Assert.NotEqual(0, all.Statistics.Cleared);
        Assert.NotEqual(0, all.Statistics.Facts);
        var graph = FullGraph.Of(Model, Guards, limit: 20_000);
        var before = NaiveMatrices.Of(Model, Guards);
        var unknown = new List<long>();
        for (var looks = 1L; looks < all.Looks; looks = (looks * 3 / 2) + 1)
        {
            var cut = Sharpened(TimeSpan.FromMilliseconds(looks));
            Assert.True(cut.Looks <= looks + MostLooksAfterwards, $"{cut.Looks} looks at the clock instead of {looks}");
            Assert.Equal(all.Statistics.Asked, cut.Statistics.Asked);
            unknown.Add(cut.Statistics.Unknown);
            Assert.Empty(graph?.Wrong(cut.Matrices) ?? []);
        }

        // First nothing is decided, then more and more.
        Assert.Equal(all.Statistics.Asked, unknown[0]);
        Assert.True(unknown[^1] < unknown[0]);
        Assert.Equal(before.DoNotAccord.Count(), Sharpened(TimeSpan.Zero).Matrices.DoNotAccord.Count());
    }

    // Each part looks at the clock at least as often as it has pieces of work that are more than a few microseconds long.
    [Fact]
    public void Every_part_of_the_work_looks_at_the_clock()
    {
        var terms = default(TransitionTerms)!;
        Assert.True(Looks(deadline => terms = new TransitionTerms(Model, deadline)) >= Model.Actions.Length);
        var matrices = NaiveMatrices.Of(Model, Guards);
        var labels = default(LabelTerms)!;
        Assert.True(Looks(deadline => labels = new LabelTerms(terms, Guards, matrices, deadline)) >= Guards.Guards.Length);
        var sample = default(StateSample)!;
        Assert.True(Looks(deadline => sample = new StateSample(terms, 200, null, deadline)) >= 200);
        Assert.True(Looks(deadline => _ = new SampleRefutation(terms, labels, sample, deadline)) >= 200);
        Assert.True(Looks(deadline => sample.Walk(300, deadline)) >= 300);
        var facts = default(IReadOnlyList<Fact>)!;
        Assert.True(Looks(deadline => facts = FactProposals.Of(terms, sample, deadline)) >= sample.States.Count);
        Assert.NotEmpty(facts);
        Assert.True(Looks(deadline => Proved(terms, sample, facts, deadline)) >= facts.Count);
    }

    [Fact]
    public void A_deadline_that_is_over_leaves_everything_undone()
    {
        var over = new Deadline(TimeSpan.Zero, new TickingClock());
        Assert.Throws<OperationCanceledException>(() => new TransitionTerms(Model, over));
        var terms = new TransitionTerms(Model);
        var sample = new StateSample(terms, 200, null, over);
        Assert.Empty(sample.Steps);
        Assert.False(sample.IsInitialComplete);
        Assert.False(sample.IsExhausted);
        var whole = new StateSample(terms, 200);
        Assert.Throws<OperationCanceledException>(() => FactProposals.Of(terms, whole, over));
        var facts = FactProposals.Of(terms, whole, Deadline.Never);
        Assert.Equal((0, false), (Proved(terms, whole, facts, over).Facts.Count, Proved(terms, whole, facts, over).IsComplete));
    }

    [Fact]
    public void Answers_that_the_budget_cut_short_serve_the_same_budget_and_no_longer_one()
    {
        var folder = Directory.CreateTempSubdirectory("explorer-matrices").FullName;
        try
        {
            // So much longer than it takes to find kept answers that some questions can be asked, but not all.
            Assert.False(Sharpened(TimeSpan.FromDays(1), folder).Statistics.IsFromCache);
            var found = Sharpened(TimeSpan.FromDays(1), folder);
            Assert.True(found.Statistics.IsFromCache);
            Directory.Delete(folder, recursive: true);
            var budget = TimeSpan.FromMilliseconds(found.Looks + 300);
            var first = Sharpened(budget, folder);
            Assert.False(first.Statistics.IsFromCache);
            Assert.NotEqual(0, first.Statistics.Unknown);
            Assert.True(Sharpened(budget, folder).Statistics.IsFromCache);
            var shorter = Sharpened(budget - TimeSpan.FromMilliseconds(200), folder);
            Assert.True(shorter.Statistics.IsFromCache);
            Assert.Equal(first.Statistics.Unknown, shorter.Statistics.Unknown);
            Assert.False(Sharpened(budget * 10, folder).Statistics.IsFromCache);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void A_model_with_very_many_initial_states_does_not_hold_up_the_end()
    {
        // 121^3 workloads of three CPUs: to list them all takes gigabytes.
        var settings = new ModelSettings([], [new("CPUS", "3"), new("VAS", "1"), new("PAGES", "1"), new("CALLS", "4")]);
        var model = ModelFile.Load(Path.Combine(RepositoryModels.Root, "models", "generate/page-reuse.model")).Bind(settings).Build();
        var terms = new TransitionTerms(model);
        var clock = new TickingClock();
        var before = GC.GetAllocatedBytesForCurrentThread();
        var sample = new StateSample(terms, 10, null, new Deadline(TimeSpan.FromMilliseconds(100), clock));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000_000);
        Assert.InRange(sample.InitialCount, 1, 100);
        Assert.False(sample.IsInitialComplete);
        Assert.True(clock.Readings <= 100 + MostLooksAfterwards);
    }

    private static InductiveFacts.Result Proved(TransitionTerms terms, StateSample sample, IReadOnlyList<Fact> facts, Deadline deadline) =>
        InductiveFacts.Among(terms, sample, facts, terms.States.WellFormed, new FactOptions(deadline, TimeSpan.FromSeconds(2), 1));

    private static long Looks(Action<Deadline> work)
    {
        var clock = new TickingClock();
        work(new Deadline(TimeSpan.FromDays(1), clock));
        return clock.Readings;
    }

    private static (Core.Systems.Dependence.DependenceMatrices Matrices, SharpeningStatistics Statistics, long Looks) Sharpened(
        TimeSpan budget, string? folder = null)
    {
        var clock = new TickingClock();
        var options = new SharpeningOptions
        {
            Budget = budget,
            Clock = clock,
            Workers = 1,
            Samples = 200,
            FactSamples = 500,
            CacheFolder = folder,
        };
        var result = MatrixSharpener.Sharpen(
            Model, Guards, NaiveMatrices.Of(Model, Guards), options, TestContext.Current.CancellationToken);
        return (result.Matrices, result.Statistics, clock.Readings);
    }
}
