using System;
using System.Collections.Generic;
using System.Linq;

namespace Explorer.Generation;

/// <summary>Which workloads a run looks at.</summary>
/// <param name="IsExhaustive">Every workload up to the size, one of each class; else `Tests` of them are drawn.</param>
/// <param name="Size">Calls in a workload: exactly so many if drawn, up to so many if enumerated; null: as many as the
/// model's bounds allow.</param>
/// <param name="Seed">Of the draws; the same seed draws the same workloads.</param>
public sealed record WorkloadSource(bool IsExhaustive, int? Size, int Tests, ulong Seed)
{
    /// <summary>The workloads, each a representative of its class. Drawn ones may occur several times.</summary>
    public IEnumerable<Workload> Of(WorkloadSpace space)
    {
        ArgumentNullException.ThrowIfNull(space);
        var size = Math.Min(Size ?? space.LargestSize, space.LargestSize);
        return IsExhaustive
            ? WorkloadEnumeration.All(space, size)
            : WorkloadGenerator.Draw(space, size, Tests, Seed).Select(space.Symmetry.Representative);
    }
}
