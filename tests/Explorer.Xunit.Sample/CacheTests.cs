using System;
using Explorer.Language;
using Explorer.Xunit;
using FsCheck.Xunit;
using Xunit;

namespace Sample;

public class CacheTests
{
    private const string Cache = "models/cache.model";

    // Each `expect` line of each model is a test.
    [ModelTheory("models/**/*.model", Seconds = 60)]
    public void Is_met(ModelExpectation expectation) => expectation.Judge();

    [Fact]
    public void Nobody_reads_stale() => Check.That(Cache).Within(TimeSpan.FromMinutes(1)).Holds();

    [Fact]
    public void Without_invalidation_a_read_is_stale()
    {
        var counterexample = Check.That(Cache).With("invalidates", "off").IsViolated("no_stale_read", inSteps: 3);
        Assert.Equal(2, counterexample!.Minimum.ContextSwitches);
    }

    [Fact]
    public void A_failure_carries_its_counterexample()
    {
        var failure = Assert.Throws<ModelCheckException>(() => Check.That(Cache).Config("careless").Holds());
        Assert.Equal("no_stale_read", failure.Counterexample!.PropertyName);
        Assert.Equal(3, failure.Counterexample.Steps);
        Assert.Contains("CPU0                               CPU1", failure.Message);
        Assert.True(System.IO.File.Exists(failure.Counterexample.File));
    }

    // FsCheck draws who calls what, and shrinks what fails.
    [Property(Arbitrary = [typeof(Drawn)], MaxTest = 30)]
    public bool No_workload_reads_stale(Workload w) => Check.That(w).Holds();

    [Property(Arbitrary = [typeof(Drawn)], MaxTest = 20)]
    public bool Only_careless_caches_are_stale(ModelSettings settings)
    {
        var result = Check.That(Cache).With(settings).Explore();
        return result.Holds || settings.Values.Contains(("invalidates", "off"));
    }

    public static class Drawn
    {
        public static FsCheck.Arbitrary<Workload> OfCache() => Workloads.Of(Cache);

        public static FsCheck.Arbitrary<ModelSettings> SettingsOfCache() => Settings.Of(Cache);
    }
}
