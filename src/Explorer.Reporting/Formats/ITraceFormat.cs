using System.IO;

namespace Explorer.Reporting.Formats;

/// <summary>A form in which counterexamples are written.</summary>
public interface ITraceFormat
{
    /// <summary>What it is called on the command line, e.g. `html`.</summary>
    string Name { get; }

    /// <summary>How its files end, e.g. `.html`.</summary>
    string Extension { get; }

    /// <summary>Writes the counterexample as a whole file, in UTF-8 without a byte order mark, ending with a line break.
    /// Equal counterexamples give equal bytes.</summary>
    void Write(TraceExport export, Stream stream);
}
