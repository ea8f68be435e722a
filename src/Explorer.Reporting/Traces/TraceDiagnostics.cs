using Explorer.Core.Diagnostics;

namespace Explorer.Reporting.Traces;

/// <summary>What can be wrong with a trace file.</summary>
public static class TraceDiagnostics
{
    public static DiagnosticDescriptor NotJson { get; } =
        new("EX1801", Severity.Error, "This is no trace file: {0}");

    public static DiagnosticDescriptor WrongForm { get; } =
        new("EX1802", Severity.Error, "The trace file has no readable '{0}': expected {1}.");
}
