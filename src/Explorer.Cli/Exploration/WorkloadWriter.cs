using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.IO;
using System.Linq;
using Explorer.Checking;
using Explorer.Cli.Verbs;
using Explorer.Core;
using Explorer.Generation;
using Explorer.Language;
using Explorer.Machines.Traces;
using Explorer.Reporting.Generation;
using Explorer.Reporting.Summaries;
using Explorer.Search;

namespace Explorer.Cli.Exploration;

/// <summary>
/// Writes failing workloads as models of their own, explores these as anybody would, and replays what is found. A workload
/// that does not violate the same property then is an error of ours, not a report. It may do so in fewer steps: what only
/// one thread of the new model touches is local to it, and local work is no step.
/// </summary>
internal sealed class WorkloadWriter(ModelFile file, GenerateRequest request, string command)
{
    private readonly ModelVariants _variants = new(file, request.Model.Properties);

    /// <summary>Every failure with its model, its trace and, if a folder is given, the files. Several are made at a time.
    /// </summary>
    /// <param name="failures">With each the settings that get it right, if two were compared.</param>
    public ImmutableArray<FailingWorkload> Write(IReadOnlyList<(WorkloadFailure Failure, ModelSettings? Right)> failures, int workers)
    {
        if (request.CounterexampleFolder is { } folder && failures.Count > 0)
        {
            Directory.CreateDirectory(folder);
        }

        var paths = Paths(failures.Select(f => f.Failure));
        var traces = failures.Select(f => f.Failure.Form).OfType<TraceForm>().Distinct().ToList();
        return [.. failures.Zip(paths).AsParallel().AsOrdered().WithDegreeOfParallelism(Math.Min(workers, 64))
            .Select(f => Write(f.First.Failure, f.First.Right, f.Second) with
            {
                DistinctTrace = f.First.Failure.Form is { } form ? traces.IndexOf(form) : null,
            })];
    }

    private FailingWorkload Write(WorkloadFailure failure, ModelSettings? right, string path)
    {
        var model = _variants.Of(failure.Settings) ?? throw new InternalErrorException("the settings of a failure are wrong");
        var text = new WorkloadText(model, failure.Workload);
        var explored = Explore(path, Text(path, text, failure, right, null), failure);
        var counterexample = explored.Counterexamples.Single();
        var content = Text(path, text, failure, right, counterexample.Steps);
        var report = new FailingWorkload(
            failure.Property, failure.Workload.Size, [.. text.Lines()], Settings(failure.Settings), counterexample.Steps)
        {
            Right = right is null ? null : Settings(right),
            IsMinimal = failure.IsMinimal,
            Text = content,
            Trace = counterexample.Trace,
        };
        if (request.CounterexampleFolder is not { } folder)
        {
            return report;
        }

        File.WriteAllText(path, content);
        // The trace names the text that it belongs to.
        explored = Explore(path, content, failure);
        return report with { Model = path, Counterexample = CounterexampleFiles.Write(folder, path, explored, []).Single().File };
    }

    private static string Settings(ModelSettings settings) => WorkloadText.WithClause(settings).Replace(" with ", "", StringComparison.Ordinal);

    private IEnumerable<string> Paths(IEnumerable<WorkloadFailure> failures)
    {
        var folder = request.CounterexampleFolder ?? Path.GetDirectoryName(request.Path) ?? "";
        var written = new Dictionary<string, int>();
        foreach (var failure in failures)
        {
            var name = $"{Path.GetFileNameWithoutExtension(request.Path)}-{failure.Property}";
            var number = written[name] = written.GetValueOrDefault(name) + 1;
            yield return Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{name}-{number}.model"));
        }
    }

    // Without the number of steps as long as it is not known.
    private string Text(string path, WorkloadText text, WorkloadFailure failure, ModelSettings? right, int? steps)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path)) ?? "";
        var use = Path.GetRelativePath(folder, Path.GetFullPath(request.Path)).Replace('\\', '/');
        var length = steps is null ? "" : $" in {Words.Of(steps.Value, "step")}";
        List<string> lines =
        [
            $"// {path.Replace('\\', '/')}",
            $"// Written by: explorer {command}",
            (right, failure.IsMinimal) switch
            {
                (null, true) => $"// A workload that violates {failure.Property}. Without any of its calls, or with anything simpler, it does not.",
                (null, false) => $"// A workload that violates {failure.Property}. Time ended its shrinking: it need not be minimal.",
                (_, true) => "// A workload that one setting gets wrong and another right. With anything simpler that is not so.",
                (_, false) => "// A workload that one setting gets wrong and another right. Time ended its shrinking: it need not be minimal.",
            },
            text.Declarations(use),
            $"expect violated {failure.Property}{length}{WorkloadText.WithClause(failure.Settings)};",
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
            compiled, new SearchOptions { Properties = 1UL << property }, request.Choices with { PartialOrder = PartialOrderUse.Never, Workers = 1 });
        return explored.Counterexamples.Length == 1
            ? explored
            : throw new InternalErrorException($"the model of a workload does not violate {failure.Property} as the workload does:\n{content}");
    }
}
