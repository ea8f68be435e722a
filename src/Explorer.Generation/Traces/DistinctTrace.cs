using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Machines.Traces;

namespace Explorer.Generation;

/// <summary>The shortest traces of workloads that are one trace but for names and the order of independent steps.</summary>
/// <param name="Workloads">How many workloads have it.</param>
/// <param name="Example">The first of them.</param>
/// <param name="Failures">What they shrink to, as indices of the failures of the run, in ascending order.</param>
public sealed record DistinctTrace(TraceForm Form, long Workloads, Workload Example, ImmutableArray<int> Failures)
{
    /// <summary>Steps of the trace.</summary>
    public int Steps => Form.Entries.Length;

    /// <summary>Puts workloads with equal traces together. Those with fewer steps come first, and then the one whose example does.
    /// </summary>
    /// <param name="traces">For each violated workload its trace and what it shrinks to, in the order of the run; those without a
    /// trace, as the time was over, are in none.</param>
    internal static ImmutableArray<DistinctTrace> Of(IEnumerable<(Workload Workload, TraceForm? Form, int Failure)> traces) =>
        [.. traces.Where(t => t.Form is not null).GroupBy(t => t.Form!)
            .Select(g => new DistinctTrace(g.Key, g.Count(), g.First().Workload, [.. g.Select(t => t.Failure).Distinct().Order()]))
            .OrderBy(t => t.Steps)];
}
