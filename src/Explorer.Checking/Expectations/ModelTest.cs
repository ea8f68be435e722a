using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Explorer.Core.Diagnostics;
using Explorer.Core.Verdicts;
using Explorer.Language;
using Explorer.Language.Syntax;
using Explorer.Reporting.Expectations;
using Explorer.Reporting.Summaries;

namespace Explorer.Checking;

/// <summary>
/// Judges every expectation of one model on its own, each explored as <see cref="ExpectationExplorer"/> says; `holds` and the
/// counts of one setting share an exploration with all properties.
/// </summary>
public sealed class ModelTest(
    string path, string? library, ExplorationBounds bounds, SearchChoices choices, CancellationToken stop)
{
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

        var counted = file.Expectations.Where(ExpectationExplorer.IsCount).Select(KeyOf).ToHashSet();
        var reports = new List<ExpectationReport>();
        foreach (var expectation in Sampled(file.Expectations))
        {
            if (!stop.IsCancellationRequested)
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
        var explored = Explorer().Explore(file, expectation, isCounted, out var diagnostics);
        _diagnostics.AddRange(diagnostics);
        if (explored is null)
        {
            return null;
        }

        if (Counterexamples is not null && expectation.Kind == ExpectationKind.Violated)
        {
            CounterexampleFiles.Write(Counterexamples, path, explored, []);
        }

        return (explored.Result, TimeProvider.System.GetElapsedTime(start).TotalSeconds);
    }

    // Models are explored beside each other, each by one thread.
    private ExpectationExplorer Explorer()
    {
        var order = choices.PartialOrder == PartialOrderUse.Always ? PartialOrderUse.Always : PartialOrderUse.Never;
        return new ExpectationExplorer(bounds, choices with { Workers = 1, PartialOrder = order }, stop)
        {
            ComparesSchedules = Counterexamples is not null,
        };
    }

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

    private static string KeyOf(Expectation e) => string.Join(
        '\n', [e.Property ?? "", e.Kind == ExpectationKind.Orbits ? "orbits" : "", .. e.Settings.Configs, "", .. e.Settings.Values.Select(v => $"{v.Name}={v.Value}")]);
}
