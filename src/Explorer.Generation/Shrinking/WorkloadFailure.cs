using Explorer.Language;

namespace Explorer.Generation;

/// <summary>A workload that violates a property, with the settings under which it does.</summary>
/// <param name="Steps">Steps of the shortest violation.</param>
public sealed record WorkloadFailure(Workload Workload, string Property, int Steps, ModelSettings Settings)
{
    /// <summary>False: time ended its shrinking, and something may still be left out.</summary>
    public bool IsMinimal { get; init; } = true;
}
