using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Text;
using Explorer.Reporting.Diagrams;
using Explorer.Reporting.Story;

namespace Explorer.Reporting.Formats;

/// <summary>
/// The race as a sequence diagram of Mermaid, which many forges draw in issues and reviews: a participant for each column; a
/// step is an arrow from the column that wrote last what the step reads, if that is another one, else from its own; a note
/// says what it changed.
/// </summary>
public sealed class MermaidFormat : ITraceFormat
{
    private const int MostChanges = 6;

    public string Name => "mermaid";

    public string Extension => ".mmd";

    public void Write(TraceExport export, Stream stream)
    {
        using var text = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        text.WriteLine("sequenceDiagram");
        text.WriteLine($"  %% {OneLine(export.Document.Model)} violates {OneLine(export.Document.Property)}");
        for (var column = 0; column < export.Columns.Titles.Length; column++)
        {
            text.WriteLine($"  participant c{column} as {Escape(export.Columns.Titles[column])}");
        }

        var flow = DataFlow.Of(export.Trace);
        for (var step = 1; step <= export.Trace.Steps.Length; step++)
        {
            WriteStep(text, export, flow, step);
        }

        if (!export.Trace.Steps.IsEmpty)
        {
            text.WriteLine($"  Note over c{export.Columns.ColumnOfStep[^1]}: violates {Escape(export.Document.Property)}");
        }
    }

    private static void WriteStep(StreamWriter text, TraceExport export, ImmutableArray<Handover> flow, int step)
    {
        var columns = export.Columns.ColumnOfStep;
        var column = columns[step - 1];
        var from = flow.Where(h => h.Reader == step).OrderBy(h => h.Writer).LastOrDefault();
        var taken = export.Trace.Steps[step - 1];
        if (from is not null && columns[from.Writer - 1] is var other && other != column)
        {
            text.WriteLine($"  c{other}-->>c{column}: {Escape($"{from.Part}, set at step {from.Writer}")}");
        }

        text.WriteLine($"  c{column}->>c{column}: {Escape($"{step} {EvidenceWords.NameOf(export.Trace, step)}")}");
        var changes = taken.Changes.Where(c => c.Variable >= 0 || c.IsOwnVariable).ToList();
        if (changes.Count != 0)
        {
            var more = changes.Count > MostChanges ? $"<br/>… and {changes.Count - MostChanges} more" : "";
            var lines = changes.Take(MostChanges).Select(c => Escape(StepCell.Describe(c)));
            text.WriteLine($"  Note over c{column}: {string.Join("<br/>", lines)}{more}");
        }
    }

    // Mermaid ends a statement at a semicolon, begins an entity with a number sign, takes angle brackets for HTML, and two
    // percent signs for a comment.
    private static string Escape(string text) => string.Concat(OneLine(text).Select(c => c switch
    {
        '#' or ';' or '<' or '>' or '"' or '%' => $"#{(int)c};",
        _ => c.ToString(),
    }));

    private static string OneLine(string text) => string.Join(' ', text.Split(['\n', '\r', '\t'], System.StringSplitOptions.RemoveEmptyEntries));
}
