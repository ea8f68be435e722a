using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Checking;
using Explorer.Cli.Exploration;
using Explorer.Cli.Output;
using Explorer.Core.Verdicts;
using Explorer.Language.Diagnostics;
using Explorer.Reporting.Formats;
using Explorer.Reporting.Json;
using Explorer.Reporting.Sarif;
using Explorer.Reporting.Summaries;
using Explorer.Search;
using Explorer.Smt.Solving;

namespace Explorer.Cli.Verbs;

/// <summary>What `check` was asked for.</summary>
/// <param name="CounterexampleFolder">Where traces are written; null: nowhere.</param>
/// <param name="Json">A file, `-`, or null.</param>
internal sealed record CheckRequest(
    ImmutableArray<string> Models, ModelRequest Model, ExplorationBounds Bounds, SearchChoices Choices, string? CounterexampleFolder, string? Json)
{
    public bool IsQuiet { get; init; }

    public bool IsVerbose { get; init; }

    public bool AllTraces { get; init; }

    /// <summary>How many counterexamples are looked for to each violated property.</summary>
    public int MostTraces { get; init; } = 1;

    public bool NoColor { get; init; }

    /// <summary>Written beside the trace files.</summary>
    public ImmutableArray<ITraceFormat> Formats { get; init; } = [];

    /// <summary>Where the SARIF log goes: a file, `-`, or null.</summary>
    public string? Sarif { get; init; }

    /// <summary>Whether standard output is for scripts.</summary>
    public bool TakesOutput => JsonTarget.TakesOutput(Json) || JsonTarget.TakesOutput(Sarif);
}

/// <summary>`check`: explores each model, one after the other, and reports each as soon as it is done.</summary>
internal sealed class CheckVerb(CheckRequest request, Surroundings surroundings)
{
    private readonly List<CheckReport> _reports = [];
    private readonly List<(CheckReport, IReadOnlyList<TraceExport>)> _findings = [];

    public ExitCode Run()
    {
        var codes = new List<ExitCode>();
        foreach (var path in request.Models)
        {
            codes.Add(Check(path));
            if (surroundings.Interruption.IsCancellationRequested)
            {
                codes.Add(ExitCode.Interrupted);
                break;
            }
        }

        JsonTarget.Write(request.Json, surroundings, stream => CheckJson.Write(_reports, stream));
        JsonTarget.Write(request.Sarif, surroundings, stream => SarifLogs.Write(ToolVersion.Text, _findings, stream));
        return ExitCodes.Gravest(codes);
    }

    private ExitCode Check(string path)
    {
        var model = CompiledModel.Of(path, request.Model, out var diagnostics);
        surroundings.Error.Write(DiagnosticRenderer.Render(diagnostics));
        if (model is null)
        {
            return ExitCode.WrongInput;
        }

        if (request.Choices is { PartialOrder: PartialOrderUse.Always, SolverBudget: not null } && !Z3Library.IsAvailable)
        {
            surroundings.Error.WriteLine($"reduction by what syntax tells only: {Z3Library.HowToInstall}");
        }

        var explored = Explore(path, model);
        var sentences = ImmutableArray<string>.Empty;
        if (request.MostTraces > 1)
        {
            explored = new DifferentTraces(model, OptionsOf(null), request.Choices, request.MostTraces).AddTo(explored, out sentences);
        }

        var report = Report(path, explored) with
        {
            Alternatives = sentences,
            ReductionCheck = request.Choices.ChecksReduction
                ? ReductionChecker.Check(model, explored.Dependence!, request.Bounds.MaxStates, surroundings.Interruption)
                : null,
            Solver = explored.Dependence?.Solver is { } s ? new SolverWork(s.Asked, s.Cleared, s.Seconds, s.IsFromCache) : null,
        };
        _reports.Add(report);
        if (request.Sarif is not null)
        {
            _findings.Add((report, [.. report.Counterexamples.Select(c => CounterexampleFiles.ExportOf(path, model, c))]));
        }

        if (!request.TakesOutput)
        {
            Print(report);
        }

        return report.Verdict switch
        {
            VerdictKind.Holds => ExitCode.Success,
            VerdictKind.Violated => ExitCode.Violated,
            _ => ExitCode.Inconclusive,
        };
    }

    private ExploredModel Explore(string path, CompiledModel model)
    {
        using var progress = new ProgressLine(surroundings.Error, surroundings.ErrorTerminalWidth, path);
        return ExploredModel.Of(model, OptionsOf(request.IsQuiet ? null : progress), request.Choices);
    }

    private SearchOptions OptionsOf(IProgress<SearchProgress>? progress) => new()
    {
        MaxStates = request.Bounds.MaxStates,
        MaxDepth = request.Bounds.MaxDepth,
        Time = request.Bounds.Time,
        MemoryBytes = request.Bounds.MemoryBytes,
        Progress = progress,
        Cancellation = surroundings.Interruption,
    };

    private CheckReport Report(string path, ExploredModel explored)
    {
        var loaded = explored.Model.Loaded;
        var files = request.CounterexampleFolder is { } folder
            ? CounterexampleFiles.Write(folder, path, explored, request.Formats)
            : explored.Counterexamples;
        return new CheckReport(
            path,
            explored.Model.Machines,
            explored.Result,
            [.. loaded.Parameters.Select(p => (p.Name, p.Value))],
            [.. loaded.Switches.Select(s => (s.Name, s.Value))],
            files,
            new RunCost(
                surroundings.Seconds(),
                surroundings.PeakBytes(),
                request.Choices.Workers ?? explored.Result.Workers,
                explored.Reductions,
                request.Choices.Store.ToString().ToLowerInvariant())
            {
                IsDepthFirst = request.Choices.IsDepthFirst,
            });
    }

    private void Print(CheckReport report)
    {
        var writesFiles = request.CounterexampleFolder is not null;
        var lines = CheckSummary.Lines(report, new SummaryOptions(request.IsVerbose, request.AllTraces, writesFiles));
        var verdict = lines.IndexOf(lines.First(line => line.StartsWith("  ", System.StringComparison.Ordinal)));
        var colors = surroundings.OutTerminalWidth is not null && !request.NoColor;
        for (var i = 0; i < lines.Length; i++)
        {
            surroundings.Out.WriteLine(colors && i == verdict ? VerdictColor.Paint(lines[i], report.Verdict) : lines[i]);
        }

        surroundings.Out.WriteLine();
        surroundings.Out.Flush();
    }
}
