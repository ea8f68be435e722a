using System.IO;
using Explorer.Reporting.Traces;

namespace Explorer.Reporting.Formats;

/// <summary>The trace file itself, in the form of `docs/trace-format.md`.</summary>
public sealed class JsonFormat : ITraceFormat
{
    public string Name => "json";

    public string Extension => ".json";

    public void Write(TraceExport export, Stream stream) => TraceWriter.Write(export.Document, stream);
}
