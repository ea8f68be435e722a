using System.Linq;
using Explorer.Core.Verdicts;
using Explorer.Language;
using FsCheck;
using FsCheck.Xunit;
using Xunit;

namespace Explorer.Generation.Tests;

public class WorkloadTracesTests
{
    private static readonly WorkloadSource All = new(true, null, 0, 0);

    private static readonly GenerationModel Counter = SmallModels.Load(SmallModels.Counter, ("CPUS", "3"));

    private static System.Threading.CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Twelve workloads fail with five steps and, if the CPU that unmaps does something before, with one more: each of
    /// the five things that it can do.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void The_shortest_traces_of_failing_workloads_are_counted(int workers)
    {
        var result = Run("models/generate/page-reuse.model", new ModelSettings(["local"], []), workers);
        Assert.Equal(12, result.Violated);
        Assert.Equal([(5, 7), (6, 1), (6, 1), (6, 1), (6, 1), (6, 1)], result.Traces.Select(t => (t.Steps, (int)t.Workloads)));
        Assert.All(result.Traces, t => Assert.Equal([0], t.Failures));
        Assert.All(result.Traces, t => Assert.True(t.Form.IsLeast));
        var failure = Assert.Single(result.Failures);
        // Nothing is left out of the trace by shrinking, only of the workload; names of addresses are others.
        Assert.Equal(result.Traces[0].Form, failure.Form);
    }

    [Fact]
    public void The_failing_workloads_of_a_mapped_file_have_a_trace_each()
    {
        var result = Run("models/luf/workload.model", new ModelSettings(["bare"], [("CPUS", "3"), ("CALLS", "1")]), 1);
        Assert.Equal(31, result.Explored);
        Assert.Equal(4, result.Violated);
        Assert.Equal([1, 1, 1, 1], result.Traces.Select(t => (int)t.Workloads));
        Assert.Equal(4, result.Failures.Select(f => f.Form).Distinct().Count());
        Assert.Equal([0, 1, 2, 3], result.Traces.SelectMany(t => t.Failures).Order());
    }

    [Property(MaxTest = 60)]
    public void The_trace_of_a_workload_violates_what_its_verdict_says(PositiveInt seed)
    {
        var model = Counter;
        foreach (var workload in WorkloadGenerator.Draw(model.Space, 3, 3, (ulong)seed.Get))
        {
            var verdict = WorkloadExplorer.ExploreWithSchedule(model, workload, new WorkloadBudget(), Stop);
            Assert.Equal(verdict.Kind == VerdictKind.Violated, verdict.Schedule is not null);
            if (verdict.Kind == VerdictKind.Violated)
            {
                var trace = WorkloadTraces.Of(model, workload, verdict);
                Assert.Equal(verdict.Steps, trace.Steps.Length);
                Assert.Equal(verdict.Steps, WorkloadTraces.FormOf(model, workload, verdict)!.Entries.Length);
                Assert.Contains(model.PropertyIndex(verdict.Property!), trace.FinalViolations);
            }
        }
    }

    [Fact]
    public void Reductions_change_no_trace()
    {
        var model = SmallModels.Load(SmallModels.Counter);
        var reduced = model.ReducedBy(WorkloadDependence.Of(model, null, Stop));
        var violated = WorkloadEnumeration.All(model.Space, 3)
            .Where(w => WorkloadExplorer.Explore(model, w, new WorkloadBudget(), Stop).Kind == VerdictKind.Violated).ToList();
        Assert.NotEmpty(violated);
        Assert.All(violated, w => Assert.Equal(Form(model, w), Form(reduced, w)));

        static Machines.Traces.TraceForm? Form(GenerationModel model, Workload workload) => WorkloadTraces.FormOf(
            model, workload, WorkloadExplorer.ExploreWithSchedule(model, workload, new WorkloadBudget(), Stop));
    }

    [Fact]
    public void A_comparison_counts_the_traces_of_what_is_different()
    {
        var file = SmallModels.Read("models/generate/page-reuse.model");
        var (local, everybody) = (SmallModels.Load(file, new ModelSettings(["local"], [])), SmallModels.Load(file, ModelSettings.None));
        var result = ComparisonRun.Run(local, everybody, new ModelVariants(file, null), new GenerationOptions { Source = All });
        Assert.Equal(12, result.Different);
        Assert.Equal([7, 1, 1, 1, 1, 1], result.Traces.Select(t => (int)t.Workloads));
        Assert.Equal(result.Traces[0].Form, Assert.Single(result.Differences).Failure.Form);
    }

    private static GenerationResult Run(string path, ModelSettings settings, int workers)
    {
        var file = SmallModels.Read(path);
        return GenerationRun.Run(
            SmallModels.Load(file, settings), new ModelVariants(file, null), new GenerationOptions { Source = All, Workers = workers });
    }
}
