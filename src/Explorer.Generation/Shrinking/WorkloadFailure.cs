using Explorer.Language;
using Explorer.Machines.Traces;

namespace Explorer.Generation;

/// <summary>A workload that violates a property, with the settings under which it does.</summary>
/// <param name="Steps">Steps of the shortest violation.</param>
public sealed record WorkloadFailure(Workload Workload, string Property, int Steps, ModelSettings Settings)
{
    /// <summary>False: time ended its shrinking, and something may still be left out.</summary>
    public bool IsMinimal { get; init; } = true;

    /// <summary>The canonical form of its shortest trace; null as long as that was not asked for, and if the time was over.</summary>
    public TraceForm? Form { get; init; }
}
