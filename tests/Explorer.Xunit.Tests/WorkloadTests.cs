using System;
using System.IO;
using System.Linq;
using Explorer.Checking;
using Explorer.Core.Verdicts;
using Explorer.Generation;
using Explorer.Language;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Xunit;

namespace Explorer.Xunit.Tests;

/// <summary>Workloads and settings that FsCheck draws and shrinks.</summary>
public class WorkloadTests
{
    [Property(Arbitrary = [typeof(Drawn)], MaxTest = 50)]
    public bool No_workload_meets_a_foreign_page(Workload workload) => Check.That(workload).Holds();

    [Property(Arbitrary = [typeof(Drawn)], MaxTest = 100)]
    public bool Drawn_workloads_and_their_reductions_are_workloads_of_the_model(Workload workload) =>
        workload.Model.Space.Contains(workload.Calls)
        && Drawn.Workloads().Shrinker(workload).All(w => workload.Model.Space.Contains(w.Calls));

    [Property(Arbitrary = [typeof(Drawn)], MaxTest = 100)]
    public bool Drawn_settings_and_smaller_ones_are_accepted(ModelSettings settings)
    {
        var file = ModelFile.Load(TestFolders.Find(Models.PageReuse));
        return Drawn.Settings().Shrinker(settings).Prepend(settings).All(s => !file.Bind(s).HasErrors);
    }

    [Fact]
    public void A_failing_workload_shrinks_to_one_of_which_nothing_can_be_left_out()
    {
        var folder = Models.NewFolder();
        var all = Workloads.Of(Check.That(Models.PageReuse).Config("local").CounterexamplesIn(folder));
        var (last, failure) = Shrunk(all, w => Check.That(w).Holds());
        Assert.Equal(3, last.Size);
        Assert.All(all.Shrinker(last), w => Assert.Equal(VerdictKind.Holds, Check.That(w).Explore().Verdict));
        Assert.StartsWith(
            "models/generate/page-reuse.model with local running a workload of 3 calls does not hold: no_foreign_page is violated in 5 steps.",
            failure!.Message);
        Assert.Equal(Path.Combine(folder, "page-reuse-local-no_foreign_page,local.no_foreign_page.trace.json"), failure.Counterexample!.File);
        Assert.True(TraceLoader.Load(failure.Counterexample.File!).Trace!.IsViolated);
        Assert.True(Check.That(Path.Combine(folder, "page-reuse-local-no_foreign_page.model")).Config("local").IsViolated("no_foreign_page", 5) is not null);
    }

    [Fact]
    public void Failing_settings_shrink_to_the_smallest_ones()
    {
        var all = Settings.Of(Models.Increment);
        var (last, _) = Shrunk(all, s => Check.That(Models.Increment).With(s).Explore().Holds);
        Assert.Equal("the defaults", last.ToString());
        Assert.Equal(["THREADS = 1"], all.Shrinker(last).Select(s => s.ToString()));
    }

    [Fact]
    public void Settings_are_drawn_from_bounds_and_types()
    {
        var model = ModelFile.Load(TestFolders.Find(Models.PageReuse)).Bind(ModelSettings.None);
        Assert.Equal(
            ["CPUS 1 2 3", "VAS 1 2 3", "PAGES 1 2 3", "CALLS 1 2 3 4", "flushed nobody own_cpu everybody", "free_first off on"],
            model.Parameters.Concat(model.Switches).Select(s => $"{s.Name} {string.Join(' ', s.Choices)}"));
    }

    [Fact]
    public void A_workload_says_who_calls_what()
    {
        var check = Check.That(Models.PageReuse);
        var model = GenerationModel.Of(check.File(), check.Settings, null, out _)!;
        var calls = model.Space.Empty.With(0, [new(0, [0]), new(2, [1])]).With(1, [new(1, [0])]);
        Assert.Equal("cpu0: read(va0); unmap(va1);\ncpu1: map(va0);", new Workload(check, model, calls).ToString());
        Assert.Equal("(no calls)", new Workload(check, model, model.Space.Empty).ToString());
    }

    [Fact]
    public void A_workload_can_be_checked_under_other_settings_and_for_one_property()
    {
        var check = Check.That(Models.PageReuse).CounterexamplesIn(Models.NewFolder());
        var model = GenerationModel.Of(check.File(), check.Settings, null, out _)!;
        var calls = model.Space.Empty.With(0, [new(0, [0]), new(0, [0])]).With(1, [new(2, [0])]);
        var running = Check.That(new Workload(check, model, calls));
        Assert.True(running.Holds());
        Assert.Equal(5, running.Config("local").IsViolated("no_foreign_page", inSteps: 5)!.Steps);
        var failure = Assert.Throws<ModelCheckException>(() => running.With("CALLS", "1").Holds());
        Assert.StartsWith("models/generate/page-reuse.model with CALLS = 1 has no such workload:\n", failure.Message);
        failure = Assert.Throws<ModelCheckException>(() => running.IsViolated("foreign"));
        Assert.Equal("models/generate/page-reuse.model has no property 'foreign'.", failure.Message);
    }

    [Fact]
    public void A_workload_is_not_judged_by_what_it_need_not_reach()
    {
        var text = File.ReadAllText(TestFolders.Find(Models.PageReuse)) + "reachable mapped: exists v: Va: pte[v] == none;\n";
        var failure = Assert.Throws<ModelCheckException>(() => Workloads.Of(Check.That(ModelFile.FromText(text, "mapped.model"))));
        Assert.Equal("mapped.model is no file: workloads are drawn for models in files.", failure.Message);
        var folder = Models.NewFolder();
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, "mapped.model");
        File.WriteAllText(path, text);
        failure = Assert.Throws<ModelCheckException>(() => Workloads.Of(Check.That(path).Property("mapped")));
        Assert.Equal(path + ": one workload need not reach anything, so no property is left to be checked.", failure.Message);
    }

    [Fact]
    public void A_model_without_a_workload_has_none_to_draw()
    {
        var failure = Assert.Throws<ModelCheckException>(() => Workloads.Of(Models.Increment));
        Assert.Equal("models/classics/increment.model has no workload: there is nothing to draw.", failure.Message);
    }

    // FsCheck's own run: the last value that failed is the one that it ends with.
    private static (T Last, ModelCheckException? Failure) Shrunk<T>(Arbitrary<T> values, Func<T, bool> property)
    {
        var (last, failure, count) = (default(T), default(ModelCheckException), 0);
        var tested = Prop.ForAll(values, value =>
        {
            try
            {
                if (property(value))
                {
                    return true;
                }
            }
            catch (ModelCheckException e)
            {
                failure = e;
            }

            (last, count) = (value, count + 1);
            return false;
        });
        Assert.ThrowsAny<Exception>(() => global::FsCheck.Check.One(Config.QuickThrowOnFailure.WithReplay(7, 11), tested));
        Assert.True(count > 0);
        return (last!, failure);
    }

    public static class Drawn
    {
        public static Arbitrary<Workload> Workloads() => Xunit.Workloads.Of(Models.PageReuse);

        public static Arbitrary<ModelSettings> Settings() => Xunit.Settings.Of(Models.PageReuse);
    }
}
