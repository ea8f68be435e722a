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
        var dot = new DotText("counterexample");
        dot.Defaults("graph", ("label", DotText.Quote($"{export.Document.Model} violates {export.Document.Property}")), ("labelloc", "t"));
        dot.Defaults("graph", ("rankdir", "TB"), ("nodesep", "0.3"), ("ranksep", "0.2"));
        dot.Defaults("node", ("shape", "box"), ("fontname", "monospace"), ("fontsize", "10"));
        dot.Defaults("edge", ("fontname", "monospace"), ("fontsize", "9"));
        DrawColumns(dot, export);
        DrawOrder(dot, export);
        DrawHandovers(dot, export);
        stream.Write(Encoding.UTF8.GetBytes(dot.End()));
    }

    private static void DrawColumns(DotText dot, TraceExport export)
    {
        for (var column = 0; column < export.Columns.Titles.Length; column++)
        {
            dot.Node($"c{column}", ("label", DotText.Quote(export.Columns.Titles[column])), ("shape", "plaintext"), ("group", $"g{column}"));
        }

        for (var step = 1; step <= export.Trace.Steps.Length; step++)
        {
            var isLast = step == export.Trace.Steps.Length;
            dot.Node(
                $"s{step}", ("label", DotText.Label(Lines(export, step))), ("group", $"g{export.Columns.ColumnOfStep[step - 1]}"),
                ("style", isLast ? "bold" : ""), ("peripheries", isLast ? "2" : ""));
        }
    }

    private static IEnumerable<string> Lines(TraceExport export, int step)
    {
        var taken = export.Trace.Steps[step - 1];
        yield return $"{step}  {EvidenceWords.NameOf(export.Trace, step)}";
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
    private static void DrawOrder(DotText dot, TraceExport export)
    {
        var last = Enumerable.Range(0, export.Columns.Titles.Length).Select(c => $"c{c}").ToArray();
        for (var step = 1; step <= export.Trace.Steps.Length; step++)
        {
            var column = export.Columns.ColumnOfStep[step - 1];
            dot.Edge(last[column], $"s{step}", ("style", "bold"), ("arrowhead", last[column][0] == 'c' ? "none" : ""));
            last[column] = $"s{step}";
            if (step > 1 && export.Columns.ColumnOfStep[step - 2] != column)
            {
                dot.Edge($"s{step - 1}", $"s{step}", ("style", "invis"));
            }
        }
    }

    private static void DrawHandovers(DotText dot, TraceExport export)
    {
        var columns = export.Columns.ColumnOfStep;
        foreach (var pair in DataFlow.Of(export.Trace).GroupBy(h => (h.Writer, h.Reader)))
        {
            if (columns[pair.Key.Writer - 1] != columns[pair.Key.Reader - 1])
            {
                dot.Edge(
                    $"s{pair.Key.Writer}", $"s{pair.Key.Reader}", ("style", "dashed"), ("constraint", "false"),
                    ("label", DotText.EdgeLabel(pair.Select(h => h.Part))));
            }
        }
    }
}
