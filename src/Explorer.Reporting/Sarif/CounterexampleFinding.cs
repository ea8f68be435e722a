using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Core.Diagnostics;
using Explorer.Reporting.Formats;
using Explorer.Reporting.Traces;

namespace Explorer.Reporting.Sarif;

/// <summary>A counterexample as a finding: it is annotated at the step at fault, the one that violates.</summary>
internal static class CounterexampleFinding
{
    public static SarifFinding Of(TraceExport export)
    {
        var property = export.Trace.Model.Properties[export.Property];
        var story = string.Join(' ', export.Story.Sentences.Concat(export.Story.EntrySentences));
        var text = property.Text.Length == 0 ? property.Name : property.Text;
        return new SarifFinding(
            property.Name, property.Text, "error",
            $"{text} ({export.Trace.Steps.Length} steps). {story}".TrimEnd(),
            SarifPlace.Of(Fault(export)),
            [.. Related(export)],
            [.. Threads(export)],
            ScheduleText.Format(export.Document.ModelHash, export.Document.Schedule));
    }

    // Without a step it is the property itself; a built-in one has no place.
    private static SourceSpan Fault(TraceExport export)
    {
        if (!export.Trace.Steps.IsEmpty)
        {
            return export.Trace.Steps[^1].Action.Span;
        }

        var property = export.Trace.Model.Properties[export.Property].Span;
        return property.Source.Path.Length == 0 && !export.Trace.Model.Machines.IsEmpty ? export.Trace.Model.Machines[0].Span : property;
    }

    private static IEnumerable<SarifPlace> Related(TraceExport export)
    {
        if (export.Story.Entry is not { } entry)
        {
            yield break;
        }

        (int? Step, string Message)[] moments =
        [
            (entry.FilledAt, $"{entry.Name} is filled"),
            (entry.OutdatedAt, $"{entry.Source} changes: the entry was to be flushed"),
            .. entry.Deferrals.Select(d => ((int?)d.Step, $"the flush is put off: {d.Name}")),
            (entry.OverwrittenAt, "what is read through the entry is overtaken"),
        ];
        foreach (var (step, message) in moments.Where(m => m.Step is > 0))
        {
            yield return SarifPlace.Of(export.Trace.Steps[step!.Value - 1].Action.Span, $"step {step}: {message}");
        }
    }

    private static IEnumerable<(string Title, IReadOnlyList<SarifStep> Steps)> Threads(TraceExport export)
    {
        for (var column = 0; column < export.Columns.Titles.Length; column++)
        {
            var steps = ImmutableArray.CreateBuilder<SarifStep>();
            for (var i = 0; i < export.Trace.Steps.Length; i++)
            {
                if (export.Columns.ColumnOfStep[i] == column)
                {
                    var step = export.Trace.Steps[i];
                    steps.Add(new SarifStep(
                        i + 1, SarifPlace.Of(step.Action.Span, step.Action.Name),
                        [.. step.Changes.Select(c => (c.Name, c.After.Display))]));
                }
            }

            yield return (export.Columns.Titles[column], steps.ToImmutable());
        }
    }
}
