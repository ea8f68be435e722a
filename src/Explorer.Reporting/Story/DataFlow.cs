using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Machines.Interpretation;

namespace Explorer.Reporting.Story;

/// <summary>A step that used what an earlier one had written: a true dependence of the trace.</summary>
/// <param name="Writer">The step that last changed the part, from 1.</param>
/// <param name="Reader">The step that read it.</param>
/// <param name="Part">What was handed on, e.g. `pte[va0]`.</param>
public sealed record Handover(int Writer, int Reader, string Part);

/// <summary>What steps of a trace hand on to later ones: the dynamic data dependences (Korel and Laski 1988).</summary>
public static class DataFlow
{
    /// <summary>All of them, by reader and then by writer; empty if the trace cannot be re-enacted.</summary>
    public static ImmutableArray<Handover> Of(Trace trace)
    {
        if (trace.InitialState is null || Reenactment.Of(trace) is not { } steps)
        {
            return [];
        }

        return
        [
            .. steps.SelectMany((step, i) => Reads(step)
                .Where(e => e.SetAt is > 0 and var set && set <= i)
                .Select(e => new Handover(e.SetAt!.Value, i + 1, e.Name))
                .Distinct()
                .OrderBy(h => h.Writer)),
        ];
    }

    private static IEnumerable<Evidence> Reads(StepReenactment.Progress step) =>
        step.Reads.Concat(step.Failures.SelectMany(f => f.Reads));
}
