using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Core.Properties;
using Explorer.Core.Verdicts;
using Explorer.Machines.Interpretation;
using Explorer.Reporting.Diagrams;
using Explorer.Reporting.Formats;
using Explorer.Reporting.Story;
using Explorer.Reporting.Wrapping;

namespace Explorer.Reporting.Summaries;

/// <summary>What of a check is printed beyond the verdict.</summary>
/// <param name="IsVerbose">Locals, ghosts and places in the diagrams, and a line for every property.</param>
/// <param name="AllTraces">The counterexample of every violated property, not only of the first.</param>
/// <param name="IsWriting">Counterexamples are being written to files.</param>
public sealed record SummaryOptions(bool IsVerbose, bool AllTraces, bool IsWriting);

/// <summary>The report of a check as people read it: the verdict, for a violation the race, and the numbers.</summary>
public static class CheckSummary
{
    private const int Indent = 2;

    /// <summary>The lines of the report, without trailing spaces.</summary>
    public static ImmutableArray<string> Lines(CheckReport report, SummaryOptions options)
    {
        var lines = new List<string> { report.Path };
        lines.AddRange(VerdictLines(report));
        foreach (var counterexample in Shown(report, options))
        {
            if (counterexample != report.Counterexample)
            {
                lines.Add("");
                lines.AddRange(ViolationLines(report.Model.Properties[counterexample.Property]));
            }

            lines.AddRange(TraceLines(counterexample.Trace, counterexample.Property, options.IsVerbose));
            lines.AddRange(WordWrap.Paragraph(Quotable.Length(counterexample), Indent));
        }

        foreach (var sentence in report.Alternatives)
        {
            lines.Add("");
            lines.AddRange(WordWrap.Paragraph(sentence, Indent));
        }

        lines.AddRange(OtherProperties(report));
        if (options.IsVerbose)
        {
            lines.Add("");
            lines.AddRange(PropertyTable(report));
        }

        lines.Add("");
        lines.AddRange(WordWrap.Paragraph(Numbers(report, options), Indent));
        return [.. lines];
    }

    private static IEnumerable<Counterexample> Shown(CheckReport report, SummaryOptions options) => options.AllTraces
        ? report.Counterexamples
        : report.Counterexamples.Where(c => c.Property == report.Counterexample!.Property);

    private static IEnumerable<string> VerdictLines(CheckReport report) => report.Verdict switch
    {
        VerdictKind.Violated => Hanging("violated", ViolatedText(report)),
        VerdictKind.Inconclusive => Hanging("inconclusive", InconclusiveText(report)),
        _ => Hanging("holds", Quotable.Holds(report)),
    };

    private static string ViolatedText(CheckReport report)
    {
        var property = report.Violated!.Property;
        return property.Kind != PropertyKind.Reachable
            ? Titled(property)
            : $"{Titled(property)}: reached in none of the {Words.Of(report.Result.Statistics.States, "state")}";
    }

    private static string InconclusiveText(CheckReport report) => report.Result.Completeness switch
    {
        Completeness.Interrupted =>
            $"interrupted. {Quotable.SoFar(report)}",
        Completeness.Exhausted => $"not decided: {report.Reason}. {Quotable.SoFar(report)}",
        _ => $"stopped by {report.Reason}. {Quotable.SoFar(report)}",
    };

    /// <summary>The race and its story.</summary>
    /// <param name="property">Index of the property that the trace violates.</param>
    public static ImmutableArray<string> TraceLines(Trace trace, int property, bool isVerbose) =>
        TraceLines(trace, TraceStory.Of(trace, DiagramColumns.Of(trace), property), isVerbose);

    /// <summary>The race and its story.</summary>
    public static ImmutableArray<string> TraceLines(TraceExport export, bool isVerbose) =>
        TraceLines(export.Trace, export.Story, isVerbose);

    /// <summary>Which property is violated, and what it says.</summary>
    public static IEnumerable<string> ViolationLines(PropertyInfo property) => Hanging("violated", Titled(property));

    private static ImmutableArray<string> TraceLines(Trace trace, TraceStory story, bool isVerbose)
    {
        var options = new DiagramOptions { IsVerbose = isVerbose, Essential = story.Parts };
        return
        [
            "",
            .. RaceDiagram.Draw(trace, options),
            "",
            .. Paragraph(story.Sentences),
            .. Paragraph(story.EntrySentences),
        ];
    }

    private static ImmutableArray<string> Paragraph(ImmutableArray<string> sentences) =>
        sentences.IsEmpty ? [] : WordWrap.Paragraph(string.Join(' ', sentences), Indent);

    private static IEnumerable<string> OtherProperties(CheckReport report)
    {
        var others = report.Result.Properties
            .Where(p => p.Verdict == VerdictKind.Violated && p.Property != report.Violated!.Property).ToList();
        if (others.Count == 0)
        {
            return [];
        }

        var names = others.Select(p => p.Steps is { } steps ? $"{p.Property.Name} ({Words.Of(steps, "step")})" : p.Property.Name);
        return ["", .. WordWrap.Paragraph($"Also violated: {string.Join(", ", names)}. --all-traces shows them.", Indent)];
    }

    private static IEnumerable<string> PropertyTable(CheckReport report)
    {
        var width = report.Result.Properties.Select(p => p.Property.Name.Length).DefaultIfEmpty(0).Max();
        foreach (var p in report.Result.Properties)
        {
            var steps = (p.Steps, p.Property.Kind) switch
            {
                (null, _) => "",
                (_, PropertyKind.Reachable) => $"  witness in {Words.Of(p.Steps.Value, "step")}",
                _ => $"  {Words.Of(p.Steps.Value, "step")}",
            };
            yield return $"  {p.Property.Name.PadRight(width)}  {Words.Of(p.Verdict)}{steps}";
        }
    }

    private static string Numbers(CheckReport report, SummaryOptions options)
    {
        var statistics = report.Result.Statistics;
        var cost = report.Cost;
        var limit = statistics.CutStates == 0 ? "" : $"{Words.Of(statistics.CutStates)} of them beyond the limit, ";
        var reductions = cost.Reductions.IsEmpty ? "none" : string.Join(", ", cost.Reductions);
        var hint = report.Counterexample is null || options.IsWriting ? "" : " --counterexamples DIR writes the trace.";
        var written = report.Counterexample?.File is { } file ? $" The trace is in {file}." : "";
        return $"{Words.Of(statistics.States, "state")}, {limit}{Words.Of(statistics.Transitions, "transition")}, "
            + $"{(cost.IsDepthFirst ? "longest path" : "depth")} {statistics.Depth}, {Words.Seconds(cost.Seconds)}, {Words.Of(cost.Workers, "worker")}, "
            + $"{cost.Store} store{Omissions(report)}, reductions: {reductions}.{Checked(report)}{hint}{written}";
    }

    private static string Checked(CheckReport report) => report.ReductionCheck switch
    {
        null => "",
        { IsComplete: true } check => $" What partial-order reduction relies on was checked in all {Words.Of(check.States, "state")} "
            + $"of the full system. It leaves {Words.Of(check.Reduced ?? 0, "state")}, and would leave {Words.Of(check.Least ?? 0, "state")} "
            + "if everything were known that is true of all reachable states.",
        var check => $" Partial-order reduction was not checked: the full system has more than {Words.Of(check.States - 1, "state")}.",
    };

    private static string Omissions(CheckReport report) => report.Result.OmissionProbability == 0
        ? ""
        : $" ({Quotable.Omissions(report)})";

    private static string Titled(PropertyInfo property) =>
        property.Text.Length == 0 ? property.Name : $"{property.Name}: {property.Text}";

    // `  violated  text`, with the text's further lines below its first one.
    private static IEnumerable<string> Hanging(string verdict, string text)
    {
        var lead = $"  {verdict}  ";
        var isFirst = true;
        foreach (var line in WordWrap.Lines(text, WordWrap.PageWidth - lead.Length))
        {
            yield return (isFirst ? lead : new string(' ', lead.Length)) + line;
            isFirst = false;
        }
    }
}
