using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Cli.Exploration;
using Explorer.Core.Diagnostics;
using Explorer.Core.Verdicts;
using Explorer.Language;
using Explorer.Language.Syntax;
using Explorer.Reporting.Expectations;
using Explorer.Reporting.Summaries;
using Explorer.Search;

namespace Explorer.Cli.Testing;

/// <summary>What became of a model's expectations.</summary>
/// <param name="Diagnostics">Why expectations are invalid, and warnings.</param>
internal sealed record ModelTestResult(
    string Path, ImmutableArray<ExpectationReport> Expectations, ImmutableArray<Diagnostic> Diagnostics);

/// <summary>
/// Judges every expectation of one model on its own. `violated p` and `holds p` explore with p alone, which stores fewer
/// ghosts and stops as soon as p is decided; `holds` and the counts of one setting share an exploration with all
/// properties, which goes through to the end only for counts. States and transitions are those without reductions;
/// orbits are the states of the search modulo renaming; everything else is judged with the reductions asked for.
/// </summary>
internal sealed class ModelTest(
    string path, string? library, ExplorationBounds bounds, SearchChoices choices, Surroundings surroundings)
{
    private static readonly SearchStatistics NoStatistics = new(0, 0, 0, 0, 0, []);

    private const long MostComparedStates = 200_000;

    private readonly Dictionary<string, (SearchResult Result, double Seconds)?> _explored = [];
    private readonly List<Diagnostic> _diagnostics = [];

    /// <summary>Where the counterexamples of met `violated` lines go; null: nowhere.</summary>
    public string? Counterexamples { get; init; }

    /// <summary>Judges no more than so many lines, evenly spread over the model; null: all.</summary>
    public int? Sample { get; init; }

    public ModelTestResult Run()
    {
        var file = ModelFile.Load(path, library);
        _diagnostics.AddRange(file.SyntaxDiagnostics);
        if (_diagnostics.Any(d => d.IsError))
        {
            return Result([Invalid(file)]);
        }

        var counted = file.Expectations.Where(IsCount).Select(KeyOf).ToHashSet();
        var reports = new List<ExpectationReport>();
        foreach (var expectation in Sampled(file.Expectations))
        {
            if (!surroundings.Interruption.IsCancellationRequested)
            {
                reports.Add(Judge(file, expectation, counted.Contains(KeyOf(expectation))));
            }
        }

        return Result([.. reports]);
    }

    private IEnumerable<Expectation> Sampled(ImmutableArray<Expectation> all) =>
        Sample is { } most && all.Length > most ? Enumerable.Range(0, most).Select(i => all[i * all.Length / most]) : all;

    private ModelTestResult Result(ImmutableArray<ExpectationReport> reports) =>
        new(path, reports, [.. _diagnostics.Distinct()]);

    private ExpectationReport Judge(ModelFile file, Expectation expectation, bool isCounted)
    {
        var key = KeyOf(expectation);
        var seconds = 0.0;
        if (!_explored.TryGetValue(key, out var explored))
        {
            explored = Explore(file, expectation, isCounted);
            _explored.Add(key, explored);
            seconds = explored?.Seconds ?? 0;
        }

        if (explored is not var (result, _))
        {
            return Report(expectation, ExpectationStatus.Invalid, null, 0, "the model or the settings are wrong");
        }

        var (status, found) = ExpectationJudge.Judge(expectation, result);
        return Report(expectation, status, result, seconds, found);
    }

    private (SearchResult, double)? Explore(ModelFile file, Expectation expectation, bool isCounted)
    {
        var start = TimeProvider.System.GetTimestamp();
        ImmutableArray<string>? selection = expectation.Property is { } property ? [property] : null;
        var model = CompiledModel.Of(file, expectation.Settings, selection, out var diagnostics);
        _diagnostics.AddRange(diagnostics);
        if (model is null)
        {
            return null;
        }

        if (expectation.Kind == ExpectationKind.Orbits && model.HasRenamings && model.Canonicalizer is null)
        {
            return (new(Completeness.BoundReached, "the model is too large for renaming", NoStatistics, []), 0);
        }

        var explored = ExploredModel.Of(model, Options(isCounted), choices with
        {
            Workers = 1,
            UsesSymmetry = expectation.Kind == ExpectationKind.Orbits || (choices.UsesSymmetry && !isCounted),
            PartialOrder = isCounted || choices.PartialOrder != PartialOrderUse.Always
                ? PartialOrderUse.Never
                : PartialOrderUse.Always,
        });
        if (Counterexamples is not null && expectation.Kind == ExpectationKind.Violated)
        {
            CounterexampleFiles.Write(Counterexamples, path, explored, []);
        }

        return (explored.Result, TimeProvider.System.GetElapsedTime(start).TotalSeconds);
    }

    private SearchOptions Options(bool isCounted) => new()
    {
        StopWhen = isCounted ? StopWhen.Never : StopWhen.FirstViolation,
        ComparedStates = Counterexamples is null ? 0 : MostComparedStates,
        MaxStates = bounds.MaxStates,
        MaxDepth = bounds.MaxDepth,
        Time = bounds.Time,
        MemoryBytes = bounds.MemoryBytes,
        Cancellation = surroundings.Interruption,
    };

    private ExpectationReport Report(
        Expectation expectation, ExpectationStatus status, SearchResult? result, double seconds, string found)
    {
        var property = CheckReport.Shortest(result?.Properties ?? []);
        return new ExpectationReport(
            path,
            expectation.Span.Source.Position(expectation.Span.Start).Line,
            expectation.Text,
            status,
            result is null ? "" : Words.Of(VerdictOf(result)),
            result?.Statistics.States,
            property?.Steps,
            seconds,
            found)
        {
            Property = expectation.Property,
            Config = expectation.Settings.Configs.IsEmpty ? null : expectation.Settings.Configs[0],
            Settings = string.Join(
                ", ",
                [
                    .. expectation.Settings.Configs.Skip(1),
                    .. expectation.Settings.Values.Select(v => $"{v.Name} = {v.Value}"),
                ]),
        };
    }

    private static VerdictKind VerdictOf(SearchResult result) =>
        result.Properties.Any(p => p.Verdict == VerdictKind.Violated) ? VerdictKind.Violated
        : result.Properties.All(p => p.Verdict == VerdictKind.Holds) ? VerdictKind.Holds
        : VerdictKind.Inconclusive;

    private ExpectationReport Invalid(ModelFile file) => new(
        path, 1, file.Expectations.IsEmpty ? "(the model)" : $"({file.Expectations.Length} expectations)",
        ExpectationStatus.Invalid, "", null, null, 0, "the model is wrong");

    private static bool IsCount(Expectation e) =>
        e.Kind is ExpectationKind.States or ExpectationKind.Transitions or ExpectationKind.Orbits;

    private static string KeyOf(Expectation e) => string.Join(
        '\n', [e.Property ?? "", e.Kind == ExpectationKind.Orbits ? "orbits" : "", .. e.Settings.Configs, "", .. e.Settings.Values.Select(v => $"{v.Name}={v.Value}")]);
}
