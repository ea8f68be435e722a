using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Explorer.Cli.Verbs;
using Explorer.Core;
using Explorer.Generation;
using Explorer.Language;
using Explorer.Reporting.Generation;
using Explorer.Search;

namespace Explorer.Cli.Exploration;

/// <summary>
/// Writes failing workloads as models of their own, explores these as anybody would, and replays what is found. A workload
/// that does not violate the same property in as many steps then is an error of ours, not a report.
/// </summary>
internal sealed class WorkloadWriter(ModelFile file, GenerateRequest request, string command)
{
    private readonly ModelVariants _variants = new(file, request.Model.Properties);
    private readonly Dictionary<string, int> _written = [];

    /// <param name="right">Settings that get it right, if two were compared.</param>
    /// <param name="isShown">Whether the trace is wanted even if nothing is written.</param>
    public FailingWorkload Write(WorkloadFailure failure, ModelSettings? right, bool isShown)
    {
        var model = _variants.Of(failure.Settings) ?? throw new InternalErrorException("the settings of a failure are wrong");
        var text = new WorkloadText(model, failure.Workload);
        var report = new FailingWorkload(
            failure.Property, failure.Workload.Size, [.. text.Lines()], Settings(failure.Settings), failure.Steps)
        {
            Right = right is null ? null : Settings(right),
        };
        if (request.CounterexampleFolder is null && !isShown)
        {
            return report;
        }

        var path = NewPath(failure);
        var content = Text(path, text, failure, right);
        var explored = Explore(path, content, failure);
        var counterexample = explored.Counterexamples.Single();
        report = report with { Text = content, Trace = counterexample.Trace };
        if (request.CounterexampleFolder is not { } folder)
        {
            return report;
        }

        Directory.CreateDirectory(folder);
        File.WriteAllText(path, content);
        return report with { Model = path, Counterexample = CounterexampleFiles.Write(folder, path, explored).Single().File };
    }

    private static string Settings(ModelSettings settings) => WorkloadText.WithClause(settings).Replace(" with ", "", StringComparison.Ordinal);

    private string NewPath(WorkloadFailure failure)
    {
        var name = $"{Path.GetFileNameWithoutExtension(request.Path)}-{failure.Property}";
        var number = _written[name] = _written.GetValueOrDefault(name) + 1;
        var folder = request.CounterexampleFolder ?? Path.GetDirectoryName(request.Path) ?? "";
        return Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{name}-{number}.model"));
    }

    private string Text(string path, WorkloadText text, WorkloadFailure failure, ModelSettings? right)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path)) ?? "";
        var use = Path.GetRelativePath(folder, Path.GetFullPath(request.Path)).Replace('\\', '/');
        var steps = failure.Steps == 1 ? "1 steps" : $"{failure.Steps} steps";
        List<string> lines =
        [
            $"// {path.Replace('\\', '/')}",
            $"// Written by: explorer {command}",
            right is null
                ? $"// A workload that violates {failure.Property}. Without any of its calls, or with anything simpler, it does not."
                : $"// A workload that one setting gets wrong and another right. Without any of its calls that is not so.",
            text.Declarations(use),
            $"expect violated {failure.Property} in {steps}{WorkloadText.WithClause(failure.Settings)};",
        ];
        if (right is not null)
        {
            lines.Add($"expect holds {failure.Property}{WorkloadText.WithClause(right)};");
        }

        return string.Join('\n', lines) + "\n";
    }

    private ExploredModel Explore(string path, string content, WorkloadFailure failure)
    {
        var written = ModelFile.FromText(content, path, request.Model.Library);
        var compiled = CompiledModel.Of(written, failure.Settings, request.Model.Properties, out var diagnostics)
            ?? throw new InternalErrorException($"the model of a workload is refused: {diagnostics.First(d => d.IsError).Message}\n{content}");
        var property = compiled.Machines.Properties.ToList().FindIndex(p => p.Name == failure.Property && p.Kind != Core.Properties.PropertyKind.Reachable);
        var explored = ExploredModel.Of(
            compiled, new SearchOptions { Properties = 1UL << property }, request.Choices with { PartialOrder = PartialOrderUse.Never });
        return explored.Counterexamples is [{ } found] && found.Steps == failure.Steps
            ? explored
            : throw new InternalErrorException(
                $"the model of a workload does not violate {failure.Property} in {failure.Steps} steps as the workload does:\n{content}");
    }
}
