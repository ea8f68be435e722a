using System.IO;
using System.Text;
using Explorer.Reporting.Summaries;
using Explorer.Reporting.Wrapping;

namespace Explorer.Reporting.Formats;

/// <summary>The race diagram with its story, 75 columns wide: to be pasted into a mail or a commit message.</summary>
public sealed class TextFormat : ITraceFormat
{
    private const int Indent = 2;

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

        foreach (var line in CheckSummary.TraceLines(export, isVerbose: false))
        {
            text.WriteLine(line);
        }

        foreach (var line in WordWrap.Paragraph(string.Join(' ', export.Established), Indent))
        {
            text.WriteLine(line);
        }
    }
}
