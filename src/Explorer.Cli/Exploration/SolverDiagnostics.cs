using Explorer.Core.Diagnostics;

namespace Explorer.Cli.Exploration;

/// <summary>What can be missing for those who ask the solver.</summary>
internal static class SolverDiagnostics
{
    public static DiagnosticDescriptor NoSolver { get; } = new("EX8001", Severity.Error, "There is no solver: {0}.");
}
