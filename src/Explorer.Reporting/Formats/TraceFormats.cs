using System.Collections.Immutable;
using System.Linq;
using Explorer.Reporting.Formats.Html;

namespace Explorer.Reporting.Formats;

/// <summary>All forms in which counterexamples are written. A new one is added here.</summary>
public static class TraceFormats
{
    public static ImmutableArray<ITraceFormat> All { get; } =
    [
        new TextFormat(), new JsonFormat(), new ItfFormat(), new DotFormat(), new MermaidFormat(), new SarifFormat(), new HtmlFormat(),
    ];

    /// <summary>The format of this name; null if there is none.</summary>
    public static ITraceFormat? Find(string name) => All.FirstOrDefault(f => f.Name == name);
}
