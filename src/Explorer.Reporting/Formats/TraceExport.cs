using System.Collections.Immutable;
using Explorer.Machines.Interpretation;
using Explorer.Reporting.Diagrams;
using Explorer.Reporting.Story;
using Explorer.Reporting.Traces;

namespace Explorer.Reporting.Formats;

/// <summary>A counterexample with everything that a format may show of it.</summary>
/// <param name="Document">What is in its trace file.</param>
/// <param name="Trace">The schedule as the interpreter executed it, with the model: source texts are behind its spans.</param>
/// <param name="Property">Index of the violated property in the model.</param>
/// <param name="Columns">Who has which column, as in the race diagram.</param>
/// <param name="Established">Sentences about what is known of its minimality.</param>
public sealed record TraceExport(
    TraceDocument Document, Trace Trace, int Property, DiagramColumns Columns, TraceStory Story, ImmutableArray<string> Established)
{
    /// <summary>The trace file, as a command would name it; null if that is not known.</summary>
    public string? File { get; init; }

    /// <param name="property">Index of the violated property in the model.</param>
    public static TraceExport Of(TraceDocument document, Trace trace, int property, ImmutableArray<string> established)
    {
        var columns = DiagramColumns.Of(trace);
        return new TraceExport(document, trace, property, columns, TraceStory.Of(trace, columns, property), established);
    }
}
