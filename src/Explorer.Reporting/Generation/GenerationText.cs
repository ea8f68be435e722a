using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Reporting.Summaries;
using Explorer.Reporting.Wrapping;

namespace Explorer.Reporting.Generation;

/// <summary>What `generate` prints.</summary>
public static class GenerationText
{
    private const int Indent = 2;

    // More are in the JSON and in the files.
    private const int MostShown = 12;

    public static ImmutableArray<string> Lines(GenerationReport report, bool isVerbose)
    {
        ArgumentNullException.ThrowIfNull(report);
        List<string> lines = [report.Model, .. WordWrap.Paragraph(Found(report), Indent), ""];
        foreach (var failure in report.Failures.Take(MostShown))
        {
            lines.AddRange(Of(failure));
        }

        if (report.Failures.Length > MostShown)
        {
            lines.AddRange(WordWrap.Paragraph($"And {Words.Of(report.Failures.Length - MostShown)} more: --json and --counterexamples have all of them.", Indent));
            lines.Add("");
        }

        if (report.Failures.MinBy(f => f.Steps) is { Trace: { } trace } shown)
        {
            var property = trace.FinalViolations.First(p => trace.Model.Properties[p].Name == shown.Property);
            lines.AddRange(WordWrap.Paragraph($"The shortest of them, {Words.Of(shown.Steps, "step")}:", Indent));
            lines.AddRange(CheckSummary.TraceLines(trace, property, isVerbose));
            lines.Add("");
        }

        lines.AddRange(WordWrap.Paragraph(Numbers(report), Indent));
        return [.. lines];
    }

    private static string Found(GenerationReport report)
    {
        var what = report.IsExhaustive
            ? $"{(report.IsCounted ? "all" : "more than")} {Words.Of(report.Drawn, "workload")} of up to {Words.Of(report.Size, "call")}{Modulo(report)}"
            : $"{Words.Of(report.Drawn, "workload")} of {Words.Of(report.Size, "call")} drawn, seed {report.Seed}";
        List<string> parts = [];
        Add(report.Repeated, "drawn again");
        Add(report.Discarded, $"discarded, as they cannot violate anything{By(report)}");
        parts.Add($"{Words.Of(report.Explored)} explored");
        if (report.Unexplored > 0)
        {
            parts.Add($"{(report.IsCounted ? "" : "more than ")}{Words.Of(report.Unexplored)} unexplored{Why(report)}");
        }

        var verdicts = $"{Words.Of(report.Holds)} hold, {Words.Of(report.Violated)} are violated, {Words.Of(report.Inconclusive)} inconclusive";
        var different = report.Different is { } n ? $"; one setting gets {Words.Of(n)} wrong and the other right" : "";
        return $"{what}: {string.Join(", ", parts)}. {verdicts}{different}.{Traces(report)}";

        void Add(long count, string text)
        {
            if (count > 0)
            {
                parts.Add($"{Words.Of(count)} {text}");
            }
        }
    }

    private static string Traces(GenerationReport report)
    {
        if (report.Traces.IsEmpty)
        {
            return "";
        }

        var (traced, all) = (report.Traces.Sum(t => t.Workloads), report.Different ?? report.Violated);
        var which = traced == all ? report.Different is null ? "The violated ones" : "They" : $"{Words.Of(traced)} of these, to which the time sufficed,";
        var atMost = report.Traces.All(t => t.IsCompared) ? "" : "at most ";
        var minimal = report.Failures.All(f => f.DistinctTrace is not null)
            ? $", the {Words.Of(report.Failures.Length, "minimal one")} {Words.Of(report.Failures.Select(f => f.DistinctTrace).Distinct().Count())}"
            : "";
        return $" {which} have {atMost}{Words.Of(report.Traces.Length, "different shortest trace")}{minimal}.";
    }

    private static string By(GenerationReport report) => report.DiscardedBySolver == 0
        ? ""
        : $" ({Words.Of(report.Discarded - report.DiscardedBySolver)} by syntax, {Words.Of(report.DiscardedBySolver)} by the solver)";

    private static string Why(GenerationReport report) =>
        report.TotalTime is { } time ? $", as the {Words.Seconds(time.TotalSeconds)} of --total-time were over" : "";

    private static string Modulo(GenerationReport report) =>
        report.Symmetry.IsEmpty ? "" : $", one of each class under renaming of {string.Join(", ", report.Symmetry)}";

    private static IEnumerable<string> Of(FailingWorkload failure)
    {
        var right = failure.Right is null ? "" : $"; right with {(failure.Right.Length == 0 ? "the defaults" : failure.Right)}";
        var settings = failure.Settings.Length == 0 ? "" : $" with {failure.Settings}";
        var minimal = failure.IsMinimal ? "" : "; time ended its shrinking, it need not be minimal";
        var width = failure.Programs.Max(p => p.Owner.Length) + 2;
        return
        [
            .. WordWrap.Paragraph($"{failure.Property}, {Words.Of(failure.Steps, "step")}{settings}{right}{minimal}", Indent),
            .. failure.Programs.SelectMany(p => WordWrap.Paragraph(p.Calls, Indent + 2 + width)
                .Select((line, i) => i == 0 ? new string(' ', Indent + 2) + p.Owner.PadRight(width) + line.TrimStart() : line)),
            .. failure.Model is null ? Array.Empty<string>() : [$"    {failure.Model}"],
            "",
        ];
    }

    private static string Numbers(GenerationReport report)
    {
        var reasons = string.Concat(report.Reasons.Select(r => $" Inconclusive: {Words.Of(r.Count)} because {r.Reason}."));
        var reductions = report.Reductions.Any(r => r.StartsWith("por", StringComparison.Ordinal))
            ? $", reductions: {string.Join(", ", report.Reductions)}"
            : "";
        var solver = report.Solver is { } s
            ? $" The solver cleared {Words.Of(s.Cleared)} of {Words.Of(s.Asked)} entries in {Words.Seconds(s.Seconds)}{(s.IsFromCache ? ", in an earlier run" : "")}."
            : "";
        return $"{Words.Of(report.States, "state")} in all, {Words.Seconds(report.Seconds)}, {Words.Of(report.Workers, "worker")}{reductions}, seed {report.Seed}.{solver}{reasons}";
    }
}
