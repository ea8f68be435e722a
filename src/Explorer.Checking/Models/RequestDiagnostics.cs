using System.Collections.Generic;
using Explorer.Core.Diagnostics;
using Explorer.Language.Diagnostics;

namespace Explorer.Checking;

/// <summary>What can be wrong with a name on the command line that only the model knows.</summary>
public static class RequestDiagnostics
{
    public static DiagnosticDescriptor UnknownProperty { get; } =
        new("EX2901", Severity.Error, "The model has no property '{0}'.");

    public static DiagnosticDescriptor NoWorkload { get; } =
        new("EX2902", Severity.Error, "The model has no workload: there is nothing to draw.");

    public static DiagnosticDescriptor TooManyWorkloads { get; } =
        new("EX2903", Severity.Error, "The model has up to {0} workloads, too many to explore together.");

    /// <summary>The place of a word of the command line.</summary>
    public static SourceSpan Place(string word) => new(new SourceText("command line", word), 0, word.Length);

    /// <summary>The hint with the name that was probably meant; null without one.</summary>
    public static string? Suggestion(string name, IEnumerable<string> candidates) =>
        Spelling.Nearest(name, candidates) is { } near ? $"did you mean '{near}'?" : null;
}
