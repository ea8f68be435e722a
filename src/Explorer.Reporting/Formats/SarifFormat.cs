using System.IO;
using Explorer.Reporting.Sarif;

namespace Explorer.Reporting.Formats;

/// <summary>OASIS SARIF 2.1.0, for what annotates lines of code: the step at fault, and each column of the race as a thread of
/// the code flow.</summary>
public sealed class SarifFormat : ITraceFormat
{
    public string Name => "sarif";

    public string Extension => ".sarif";

    public void Write(TraceExport export, Stream stream) =>
        SarifWriter.Write(export.Document.Tool, [CounterexampleFinding.Of(export)], stream);
}
