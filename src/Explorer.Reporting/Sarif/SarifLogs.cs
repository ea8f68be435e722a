using System.Collections.Generic;
using System.IO;
using System.Linq;
using Explorer.Core.Verdicts;
using Explorer.Reporting.Expectations;
using Explorer.Reporting.Formats;
using Explorer.Reporting.Summaries;

namespace Explorer.Reporting.Sarif;

/// <summary>The logs that verbs write with `--sarif`.</summary>
public static class SarifLogs
{
    private const string ExpectationRule = "expectation";
    private const string ExpectationText = "An expectation of a model is met.";

    /// <summary>Of `check`: every counterexample at the step at fault; what is violated without one, or was not decided, at the
    /// property.</summary>
    /// <param name="version">Version of the tool.</param>
    /// <param name="reports">Each with its counterexamples.</param>
    public static void Write(
        string version, IEnumerable<(CheckReport Report, IReadOnlyList<TraceExport> Exports)> reports, Stream stream) =>
        SarifWriter.Write(version, [.. reports.SelectMany(r => Findings(r.Report, r.Exports))], stream);

    /// <summary>Of `test`: every expectation that is not met, or could not be judged because the model is wrong.</summary>
    /// <param name="version">Version of the tool.</param>
    public static void Write(string version, IEnumerable<ExpectationReport> reports, Stream stream) =>
        SarifWriter.Write(
            version,
            [
                .. reports.Where(r => r.Status is ExpectationStatus.NotMet or ExpectationStatus.Invalid).Select(r => new SarifFinding(
                    ExpectationRule, ExpectationText, "error", $"{r.Expectation}: {r.Found}",
                    new SarifPlace(r.Model, r.Line, null, ""), [], [], $"{r.Model}: {r.Expectation}")),
            ],
            stream);

    private static IEnumerable<SarifFinding> Findings(CheckReport report, IReadOnlyList<TraceExport> exports)
    {
        foreach (var export in exports)
        {
            yield return CounterexampleFinding.Of(export);
        }

        foreach (var result in report.Result.Properties)
        {
            var isShown = exports.Any(e => e.Document.Property == result.Property.Name);
            var isOpen = result.Verdict == VerdictKind.Inconclusive && report.Verdict == VerdictKind.Inconclusive;
            if (!isShown && (result.Verdict == VerdictKind.Violated || isOpen))
            {
                yield return WithoutTrace(report, result);
            }
        }
    }

    private static SarifFinding WithoutTrace(CheckReport report, PropertyResult result)
    {
        var isViolated = result.Verdict == VerdictKind.Violated;
        var (property, span) = (result.Property, result.Property.Span);
        var states = Words.Of(report.Result.Statistics.States, "state");
        var what = isViolated ? $"is violated: nothing in the {states} shows otherwise" : $"was not decided in {states}";
        return new SarifFinding(
            property.Name, property.Text, isViolated ? "error" : "warning", $"{property.Name} {what}.",
            span.Source.Path.Length == 0 ? new SarifPlace(report.Path, 1, null, "") : SarifPlace.Of(span), [], [],
            $"{report.Path}: {property.Name} {result.Verdict}");
    }
}
