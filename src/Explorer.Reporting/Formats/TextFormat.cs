using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Explorer.Reporting.Summaries;
using Explorer.Reporting.Wrapping;

namespace Explorer.Reporting.Formats;

/// <summary>The race diagram with its story, 75 columns wide: to be pasted into a mail or a commit message.</summary>
public sealed class TextFormat : ITraceFormat
{
    private const int Indent = 2;

    /// <summary>Also changes of locals and ghosts, and where each step stands in the model.</summary>
    public bool IsVerbose { get; init; }

    public string Name => "text";

    public string Extension => ".txt";

    public void Write(TraceExport export, Stream stream)
    {
        using var text = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        text.WriteLine(export.Document.Model);
        foreach (var line in CheckSummary.ViolationLines(export.Trace.Model.Properties[export.Property]))
        {
            text.WriteLine(line);
        }

        foreach (var line in CheckSummary.TraceLines(export, IsVerbose))
        {
            text.WriteLine(line);
        }

        foreach (var line in WordWrap.Paragraph(string.Join(' ', export.Established), Indent))
        {
            text.WriteLine(line);
        }

        text.WriteLine();
        text.WriteLine(Again(export));
    }

    // As a shell reads it: continued lines end in a backslash.
    private static string Again(TraceExport export)
    {
        var document = export.Document;
        IEnumerable<string> words =
        [
            "  explorer check", document.Model,
            .. document.Settings.Configs.Select(c => $"--config {c}"),
            .. document.Settings.Values.Select(v => $"--with {v.Name}={v.Value}"),
            $"--property {document.Property}",
        ];
        var lines = new List<string> { "" };
        foreach (var word in words)
        {
            if (lines[^1].Length + word.Length + 3 > WordWrap.PageWidth && lines[^1].Length != 0)
            {
                lines[^1] += " \\";
                lines.Add("    " + word);
            }
            else
            {
                lines[^1] += lines[^1].Length == 0 ? word : " " + word;
            }
        }

        return string.Join('\n', lines);
    }
}
