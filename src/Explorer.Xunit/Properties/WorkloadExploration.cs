using System.Collections.Generic;
using System.IO;
using System.Linq;
using Explorer.Checking;
using Explorer.Core;
using Explorer.Core.Verdicts;
using Explorer.Generation;
using Explorer.Language;
using Explorer.Reporting.Summaries;

namespace Explorer.Xunit;

/// <summary>
/// Explores a model that runs one workload. All workloads of a model share its compiled code. For one that violates
/// something a model of its own is written, which anybody can check, and its counterexample is that of the workload.
/// </summary>
internal static class WorkloadExploration
{
    public static CheckResult Of(ModelCheck check, Workload workload)
    {
        var model = workload.ModelFor(check);
        var verdict = WorkloadExplorer.Explore(model, workload.Calls, BudgetOf(check), TestRun.Cancellation);
        var result = new CheckResult(check, verdict.Kind, verdict.Property, verdict.Steps, verdict.States, Found(verdict))
        {
            Reason = verdict.Reason,
        };
        return verdict.Kind == VerdictKind.Violated ? WithCounterexample(result, model, workload) : result;
    }

    private static WorkloadBudget BudgetOf(ModelCheck check) => new()
    {
        MaxStates = check.Bounds.MaxStates,
        MaxDepth = check.Bounds.MaxDepth,
        Time = check.Bounds.Time,
        MemoryBytes = check.Bounds.MemoryBytes,
        UsesSymmetry = check.Choices.UsesSymmetry,
    };

    private static CheckResult WithCounterexample(CheckResult result, GenerationModel model, Workload workload)
    {
        var check = result.Check;
        var (path, text) = (PathOf(check, result.Property!), TextOf(check, new WorkloadText(model, workload.Calls), result));
        var file = ModelFile.FromText(text, path, check.LibraryFolder);
        var compiled = CompiledModel.Of(file, check.Settings, [result.Property!], out var diagnostics)
            ?? throw new InternalErrorException(
                $"the model of a workload is refused: {diagnostics.First(d => d.IsError).Message}\n{text}");
        var explored = ExploredModel.Of(
            compiled, ModelExploration.OptionsOf(check.Bounds), check.Choices with { PartialOrder = PartialOrderUse.Never });
        var found = explored.Counterexamples.FirstOrDefault();
        return found?.Steps == result.Steps
            ? result with { Counterexample = found, Explored = explored, Written = (path, text) }
            : throw new InternalErrorException(
                $"the model of a workload does not violate {result.Property} in {result.Steps} steps as the workload does:\n{text}");
    }

    private static string PathOf(ModelCheck check, string property)
    {
        IEnumerable<string> parts =
        [
            Path.GetFileNameWithoutExtension(check.Path), .. check.Settings.Configs,
            .. check.Settings.Values.Select(v => $"{v.Name}={v.Value}"), property,
        ];
        var name = string.Concat(string.Join('-', parts).Select(c => char.IsAsciiLetterOrDigit(c) || "=_-".Contains(c) ? c : '_'));
        return Path.Combine(check.CounterexampleFolder ?? TestRun.CounterexampleFolder, name + ".model");
    }

    private static string TextOf(ModelCheck check, WorkloadText workload, CheckResult result)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(PathOf(check, result.Property!)))!;
        var use = Path.GetRelativePath(folder, Path.GetFullPath(check.ResolvedPath)).Replace('\\', '/');
        return $"""
            // A workload that violates {result.Property}, written by a test.
            {workload.Declarations(use)}
            expect violated {result.Property} in {result.Steps} steps{WorkloadText.WithClause(check.Settings)};

            """;
    }

    private static string Found(WorkloadVerdict verdict) => verdict.Kind switch
    {
        VerdictKind.Holds => $"it holds in all {Words.Of(verdict.States, "state")}",
        VerdictKind.Violated => $"{verdict.Property} is violated in {Words.Of(verdict.Steps ?? 0, "step")}",
        _ => $"inconclusive, {verdict.Reason}. No violation in the {Words.Of(verdict.States, "state")} so far",
    };
}
