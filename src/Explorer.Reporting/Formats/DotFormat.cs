using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Explorer.Reporting.Diagrams;
using Explorer.Reporting.Story;

namespace Explorer.Reporting.Formats;

/// <summary>
/// The race as a graph for Graphviz: a column for each CPU, a box for each step with what it changed. Bold lines lead from
/// step to step of a column, dashed ones from a step of another column that wrote what a step read. Drawn from top to
/// bottom in the order of the trace.
/// </summary>
public sealed class DotFormat : ITraceFormat
{
    private const int MostChanges = 6;

    public string Name => "dot";

    public string Extension => ".dot";

    public void Write(TraceExport export, Stream stream)
    {
        using var text = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        text.WriteLine("digraph counterexample {");
        text.WriteLine($"  label={Quote($"{export.Document.Model} violates {export.Document.Property}")}; labelloc=t;");
        text.WriteLine("  rankdir=TB; splines=true; nodesep=0.3; ranksep=0.2;");
        text.WriteLine("  node [shape=box, fontname=\"monospace\", fontsize=10]; edge [fontname=\"monospace\", fontsize=9];");
        WriteColumns(text, export);
        WriteOrder(text, export);
        WriteHandovers(text, export);
        text.WriteLine("}");
    }

    private static void WriteColumns(StreamWriter text, TraceExport export)
    {
        for (var column = 0; column < export.Columns.Titles.Length; column++)
        {
            text.WriteLine($"  c{column} [label={Quote(export.Columns.Titles[column])}, shape=plaintext, group=g{column}];");
        }

        for (var step = 1; step <= export.Trace.Steps.Length; step++)
        {
            var column = export.Columns.ColumnOfStep[step - 1];
            var mark = step == export.Trace.Steps.Length ? ", style=bold, peripheries=2" : "";
            text.WriteLine($"  s{step} [label=\"{string.Concat(Lines(export, step).Select(l => Escape(l) + "\\l"))}\", group=g{column}{mark}];");
        }
    }

    private static IEnumerable<string> Lines(TraceExport export, int step)
    {
        var taken = export.Trace.Steps[step - 1];
        yield return $"{step}  {taken.Action.Name}";
        var changes = taken.Changes.Where(c => c.Variable >= 0 || c.IsOwnVariable).ToList();
        foreach (var change in changes.Take(MostChanges))
        {
            yield return "  " + StepCell.Describe(change);
        }

        if (changes.Count > MostChanges)
        {
            yield return $"  … and {changes.Count - MostChanges} more";
        }

        if (step == export.Trace.Steps.Length)
        {
            yield return $"  violates {export.Document.Property}";
        }
    }

    // Every step stands below the one before it, whatever its column.
    private static void WriteOrder(StreamWriter text, TraceExport export)
    {
        var last = Enumerable.Range(0, export.Columns.Titles.Length).Select(c => $"c{c}").ToArray();
        for (var step = 1; step <= export.Trace.Steps.Length; step++)
        {
            var column = export.Columns.ColumnOfStep[step - 1];
            text.WriteLine($"  {last[column]} -> s{step} [style=bold{(last[column][0] == 'c' ? ", arrowhead=none" : "")}];");
            last[column] = $"s{step}";
            if (step > 1 && export.Columns.ColumnOfStep[step - 2] != column)
            {
                text.WriteLine($"  s{step - 1} -> s{step} [style=invis];");
            }
        }
    }

    private static void WriteHandovers(StreamWriter text, TraceExport export)
    {
        var columns = export.Columns.ColumnOfStep;
        foreach (var pair in DataFlow.Of(export.Trace).GroupBy(h => (h.Writer, h.Reader)))
        {
            if (columns[pair.Key.Writer - 1] != columns[pair.Key.Reader - 1])
            {
                var parts = string.Join("\n", pair.Select(h => h.Part));
                text.WriteLine($"  s{pair.Key.Writer} -> s{pair.Key.Reader} [style=dashed, constraint=false, label={Quote(parts)}];");
            }
        }
    }

    private static string Quote(string text) => $"\"{Escape(text)}\"";

    private static string Escape(string text) =>
        text.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\r", "").Replace("\n", "\\n");
}
