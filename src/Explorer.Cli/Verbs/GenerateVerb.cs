using System;
using System.Collections.Immutable;
using System.Linq;
using System.Security.Cryptography;
using Explorer.Checking;
using Explorer.Cli.Exploration;
using Explorer.Cli.Output;
using Explorer.Core.Diagnostics;
using Explorer.Generation;
using Explorer.Language;
using Explorer.Language.Diagnostics;
using Explorer.Reporting.Generation;
using Explorer.Reporting.Summaries;
using Explorer.Smt.Solving;

namespace Explorer.Cli.Verbs;

/// <summary>What `generate` was asked for.</summary>
internal sealed record GenerateRequest(string Path, ModelRequest Model, ExplorationBounds Bounds, SearchChoices Choices)
{
    /// <summary>All workloads up to the size; else they are drawn.</summary>
    public bool IsExhaustive { get; init; }

    public int Tests { get; init; }

    /// <summary>Null: a fresh one.</summary>
    public ulong? Seed { get; init; }

    /// <summary>Null: as large as the model allows.</summary>
    public int? Size { get; init; }

    /// <summary>Two named settings to be compared.</summary>
    public (string First, string Second)? Compared { get; init; }

    public bool ExploresAll { get; init; }

    /// <summary>Longest time for all workloads together, from the start of the program; null: no bound.</summary>
    public TimeSpan? TotalTime { get; init; }

    public string? CounterexampleFolder { get; init; }

    public string? Json { get; init; }

    public bool IsVerbose { get; init; }

    public bool IsQuiet { get; init; }

    /// <summary>The words of the command line, for those who want to run it again.</summary>
    public string Words { get; init; } = "";
}

/// <summary>`generate`: draws or enumerates workloads, explores each, shrinks those that fail, and writes them out.</summary>
internal sealed class GenerateVerb(GenerateRequest request, Surroundings surroundings)
{
    private readonly ulong _seed = request.Seed ?? BitConverter.ToUInt32(RandomNumberGenerator.GetBytes(4));

    public ExitCode Run()
    {
        var file = ModelFile.Load(request.Path, request.Model.Library);
        if (file.SyntaxDiagnostics.Any(d => d.IsError))
        {
            surroundings.Error.Write(DiagnosticRenderer.Render(file.SyntaxDiagnostics));
            return ExitCode.WrongInput;
        }

        return request.Compared is var (first, second) ? Compare(file, first, second) : Generate(file);
    }

    private ExitCode Generate(ModelFile file)
    {
        if (Compile(file, request.Model.Settings) is not { } model)
        {
            return ExitCode.WrongInput;
        }

        var dependence = Dependence(model);
        var reduced = Reduced(model, dependence);
        using var progress = Progress();
        var result = GenerationRun.Run(
            reduced, new ModelVariants(file, request.Model.Properties), Options(progress) with { Dependence = dependence });
        var failures = result.IsInterrupted
            ? [] : Writer(file).Write([.. result.Failures.Select(f => (f, (ModelSettings?)null))], Workers);
        var report = Report(model, result, failures) with
        {
            Reductions = Reductions(model, dependence),
            Solver = Work(dependence),
            Traces = Traces(model, result.Traces),
        };
        return Print(report, result.IsInterrupted, result.Violated);
    }

    private ExitCode Compare(ModelFile file, string first, string second)
    {
        var models = new[] { first, second }
            .Select(c => Compile(file, request.Model.Settings.Then(new ModelSettings([c], [])))).ToList();
        if (models is not [{ } one, { } other])
        {
            return ExitCode.WrongInput;
        }

        var (ofOne, ofOther) = (Dependence(one), Dependence(other));
        using var progress = Progress();
        var result = ComparisonRun.Run(
            Reduced(one, ofOne), Reduced(other, ofOther), new ModelVariants(file, request.Model.Properties), Options(progress),
            ofOne is null || ofOther is null ? null : (ofOne, ofOther));
        var failures = result.IsInterrupted
            ? [] : Writer(file).Write([.. result.Differences.Select(d => (d.Failure, (ModelSettings?)d.Right))], Workers);
        var all = new GenerationResult(
            result.Drawn, result.Repeated, result.Discarded, result.Explored, result.Holds, result.Violated, result.Inconclusive, [], [],
            result.States)
        {
            Unexplored = result.Unexplored,
            IsCounted = result.IsCounted,
            DiscardedBySolver = result.DiscardedBySolver,
        };
        var report = Report(one, all, failures) with
        {
            Different = result.Different,
            Reductions = Reductions(one, ofOne),
            Solver = Work(ofOne),
            Traces = Traces(one, result.Traces),
        };
        return Print(report, result.IsInterrupted, result.Different);
    }

    // Null: nobody asks what the steps have to do with each other.
    private WorkloadDependence? Dependence(GenerationModel model)
    {
        var solver = request.Choices.SolverBudget is { } budget
            ? new SolverUse(TimeLeft() is { } left && left < budget ? left : budget, ModelDependence.CacheFolder)
            : null;
        if (solver is not null && !Z3Library.IsAvailable)
        {
            surroundings.Error.WriteLine($"reduction and discarding by what syntax tells only: {Z3Library.HowToInstall}");
        }

        return UsesPartialOrder || solver is not null ? WorkloadDependence.Of(model, solver, surroundings.Interruption) : null;
    }

    private static SolverWork? Work(WorkloadDependence? dependence) =>
        dependence?.Solver is { } s ? new(s.Asked, s.Cleared, s.Seconds, s.IsFromCache) : null;

    private GenerationModel Reduced(GenerationModel model, WorkloadDependence? dependence) =>
        UsesPartialOrder ? model.ReducedBy(dependence!) : model;

    private bool UsesPartialOrder => request.Choices.PartialOrder == PartialOrderUse.Always;

    private TimeSpan? TimeLeft() => request.TotalTime is { } total
        ? TimeSpan.FromSeconds(Math.Max(0, total.TotalSeconds - surroundings.Seconds()))
        : null;

    private ImmutableArray<string> Reductions(GenerationModel model, WorkloadDependence? dependence)
    {
        ImmutableArray<string> symmetry = request.Choices.UsesSymmetry && model.SymmetryOfStates is { } canonicalizer
            ? [$"symmetry ({string.Join(", ", canonicalizer.Types)})"]
            : [];
        return UsesPartialOrder ? symmetry.Add($"por ({dependence!.Source})") : symmetry;
    }

    private GenerationModel? Compile(ModelFile file, ModelSettings settings)
    {
        var loaded = file.Bind(settings);
        var diagnostics = loaded.Diagnostics;
        if (!loaded.HasErrors)
        {
            diagnostics = diagnostics.AddRange(Missing(loaded));
        }

        surroundings.Error.Write(DiagnosticRenderer.Render(diagnostics));
        return diagnostics.Any(d => d.IsError) ? null : GenerationModel.Of(file, settings, request.Model.Properties, out _);
    }

    private ImmutableArray<Diagnostic> Missing(LoadedModel loaded)
    {
        var bag = new DiagnosticBag();
        ReadyModel.ReportUnknown(request.Model.Properties, loaded, bag);
        if (loaded.Workload is null)
        {
            bag.Report(RequestDiagnostics.NoWorkload, new SourceSpan(loaded.File.Source, 0, 0));
        }

        return bag.Sorted();
    }

    private GenerationOptions Options(GenerationProgress progress) => new()
    {
        Source = new WorkloadSource(request.IsExhaustive, request.Size, request.Tests, _seed),
        Budget = Budget(),
        Workers = Workers,
        Discards = !request.ExploresAll,
        TotalTime = TimeLeft(),
        Progress = request.IsQuiet ? null : progress.Report,
        Cancellation = surroundings.Interruption,
    };

    private int Workers => request.Choices.Workers ?? Environment.ProcessorCount;

    private WorkloadBudget Budget()
    {
        var usual = new WorkloadBudget();
        return usual with
        {
            MaxStates = request.Bounds.MaxStates ?? usual.MaxStates,
            MaxDepth = request.Bounds.MaxDepth,
            Time = request.Bounds.Time,
            MemoryBytes = (request.Bounds.MemoryBytes ?? GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 10 * 9) / Workers,
            UsesSymmetry = request.Choices.UsesSymmetry,
        };
    }

    private GenerationProgress Progress() => new(surroundings.Error, surroundings.ErrorTerminalWidth, request.Path);

    private WorkloadWriter Writer(ModelFile file) =>
        new(file, request, request.Seed is null && !request.IsExhaustive ? $"{request.Words} --seed {_seed}" : request.Words);

    private GenerationReport Report(GenerationModel model, GenerationResult result, ImmutableArray<FailingWorkload> failures) => new(
        request.Path, _seed, result.Drawn, result.Repeated, result.Discarded, result.Explored, result.Holds, result.Violated,
        result.Inconclusive, result.Reasons, failures, result.States, surroundings.Seconds())
    {
        IsExhaustive = request.IsExhaustive,
        Size = Math.Min(request.Size ?? model.Space.LargestSize, model.Space.LargestSize),
        Symmetry = model.Space.Symmetry.Types,
        Workers = Workers,
        Unexplored = result.Unexplored,
        IsCounted = result.IsCounted,
        DiscardedBySolver = result.DiscardedBySolver,
        TotalTime = request.TotalTime,
    };

    // Both settings have the workloads: the calls are the same by either.
    private static ImmutableArray<WorkloadTrace> Traces(GenerationModel model, ImmutableArray<DistinctTrace> traces) =>
    [
        .. traces.Select(t => new WorkloadTrace(
            t.Form.Property, t.Steps, t.Workloads, [.. new WorkloadText(model, t.Example).Lines()], t.Failures)
        {
            IsCompared = t.Form.IsLeast,
        }),
    ];

    private ExitCode Print(GenerationReport report, bool isInterrupted, long failing)
    {
        JsonTarget.Write(request.Json, surroundings, stream => GenerationJson.Write(report, stream));
        if (!JsonTarget.TakesOutput(request.Json))
        {
            foreach (var line in GenerationText.Lines(report, request.IsVerbose))
            {
                surroundings.Out.WriteLine(line);
            }
        }

        return isInterrupted ? ExitCode.Interrupted
            : failing > 0 ? ExitCode.Violated
            : report.Inconclusive > 0 || report.Unexplored > 0 || !report.IsCounted ? ExitCode.Inconclusive
            : ExitCode.Success;
    }
}
