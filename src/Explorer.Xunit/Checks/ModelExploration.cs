using System.Linq;
using Explorer.Checking;
using Explorer.Core.Verdicts;
using Explorer.Reporting.Summaries;
using Explorer.Search;

namespace Explorer.Xunit;

/// <summary>Explores a model as a <see cref="ModelCheck"/> says.</summary>
internal static class ModelExploration
{
    public static CheckResult Of(ModelCheck check)
    {
        var model = CompiledModel.Of(check.File(), check.Settings, check.Properties, out var diagnostics);
        if (model is null)
        {
            throw Failures.WrongModel(check.Path, diagnostics);
        }

        return ResultOf(check, ExploredModel.Of(model, OptionsOf(check.Bounds), check.Choices));
    }

    public static SearchOptions OptionsOf(ExplorationBounds bounds) => new()
    {
        MaxStates = bounds.MaxStates,
        MaxDepth = bounds.MaxDepth,
        Time = bounds.Time,
        MemoryBytes = bounds.MemoryBytes,
        Cancellation = TestRun.Cancellation,
    };

    public static CheckResult ResultOf(ModelCheck check, ExploredModel explored)
    {
        var report = ReportOf(check, explored);
        return new CheckResult(
            check, report.Verdict, report.Violated?.Property.Name, report.Violated?.Steps, explored.Result.Statistics.States, Found(report))
        {
            Reason = report.Reason,
            Counterexample = explored.Counterexamples.FirstOrDefault(c => c.PropertyName == report.Violated?.Property.Name),
            Explored = explored,
        };
    }

    private static CheckReport ReportOf(ModelCheck check, ExploredModel explored) => new(
        check.Path,
        explored.Model.Machines,
        explored.Result,
        [.. explored.Model.Loaded.Parameters.Select(p => (p.Name, p.Value))],
        [.. explored.Model.Loaded.Switches.Select(s => (s.Name, s.Value))],
        explored.Counterexamples,
        new RunCost(0, 0, explored.Result.Workers, explored.Reductions, check.Choices.Store.ToString().ToLowerInvariant()));

    private static string Found(CheckReport report) => report.Verdict switch
    {
        VerdictKind.Holds => $"it holds in all {Words.Of(report.Result.Statistics.States, "state")}",
        VerdictKind.Violated when report.Violated!.Steps is { } steps =>
            $"{report.Violated.Property.Name} is violated in {Words.Of(steps, "step")}",
        VerdictKind.Violated =>
            $"{report.Violated!.Property.Name} is reached in none of the {Words.Of(report.Result.Statistics.States, "state")}",
        _ => $"inconclusive, {report.Reason}. {Quotable.SoFar(report).TrimEnd('.')}",
    };
}
