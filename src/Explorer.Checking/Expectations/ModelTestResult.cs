using System.Collections.Immutable;
using Explorer.Core.Diagnostics;
using Explorer.Reporting.Expectations;

namespace Explorer.Checking;

/// <summary>What became of a model's expectations.</summary>
/// <param name="Diagnostics">Why expectations are invalid, and warnings.</param>
public sealed record ModelTestResult(
    string Path, ImmutableArray<ExpectationReport> Expectations, ImmutableArray<Diagnostic> Diagnostics);
