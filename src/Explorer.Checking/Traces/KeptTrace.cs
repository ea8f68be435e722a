using Explorer.Machines.Interpretation;
using Explorer.Reporting.Traces;

namespace Explorer.Checking;

/// <summary>A trace file with the model as it is now, on which it was executed again.</summary>
/// <param name="ModelPath">Where the model was found.</param>
/// <param name="Property">Index of the property that the file says it violates.</param>
public sealed record KeptTrace(TraceDocument Document, string ModelPath, Trace Trace, int Property)
{
    /// <summary>Whether it still violates the property.</summary>
    public bool IsViolated => Trace.FinalViolations.Contains(Property);
}
