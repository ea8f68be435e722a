using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Core.Verdicts;
using Explorer.Machines;
using Explorer.Machines.Interpretation;
using Explorer.Reporting.Traces;

namespace Explorer.Reporting.Summaries;

/// <summary>A violation as it was replayed on the interpreter.</summary>
/// <param name="Property">Index of the property in the model.</param>
/// <param name="Minimum">In what it is minimal.</param>
public sealed record Counterexample(int Property, Trace Trace, Minimum Minimum)
{
    /// <summary>Where it was written; null if it was not.</summary>
    public string? File { get; init; }

    /// <summary>1 for the best one of its property; further ones, which differ from it in what happens, count on.</summary>
    public int Number { get; init; } = 1;

    public int Steps => Trace.Steps.Length;

    public string PropertyName => Trace.Model.Properties[Property].Name;

    /// <summary>True if no trace to a violation of the property is shorter.</summary>
    public bool IsMinimal => Minimum.Established != Minimality.NotEstablished;
}

/// <summary>What a run used beside the model.</summary>
/// <param name="Seconds">From the start of the process.</param>
/// <param name="PeakBytes">The operating system's peak resident size.</param>
/// <param name="Reductions">Those in force, in words; empty for none.</param>
/// <param name="Store">How states were remembered: `exact`, `compact`, `bitstate`.</param>
public sealed record RunCost(double Seconds, long PeakBytes, int Workers, ImmutableArray<string> Reductions, string Store)
{
    /// <summary>Depth first: `depth` is then the length of the longest path, not of the longest shortest one.</summary>
    public bool IsDepthFirst { get; init; }
}

/// <summary>A check of what a partial-order reduction relies on, which has found nothing wrong.</summary>
/// <param name="States">States of the full system that it has met.</param>
/// <param name="IsComplete">Whether these are all, and each was looked at; else nothing was checked.</param>
public sealed record CheckedReduction(long States, bool IsComplete)
{
    /// <summary>States that the reduction leaves; null if nothing was checked.</summary>
    public long? Reduced { get; init; }

    /// <summary>States that it would leave if everything were known that is true in all reachable states; null if nothing was
    /// checked.</summary>
    public long? Least { get; init; }
}

/// <summary>What the solver did for a partial-order reduction.</summary>
/// <param name="Asked">Entries of the matrices that syntax calls dependent.</param>
/// <param name="Cleared">Of these, entries that were shown to be independent.</param>
/// <param name="IsFromCache">The answers are those of an earlier run.</param>
public sealed record SolverWork(long Asked, long Cleared, double Seconds, bool IsFromCache);

/// <summary>Everything that is reported about the check of one model.</summary>
/// <param name="Path">The model as it was named.</param>
/// <param name="Parameters">Names and values in force.</param>
/// <param name="Switches">Names and values in force.</param>
/// <param name="Counterexamples">Of the violated properties that have one, the one to show first.</param>
public sealed record CheckReport(
    string Path,
    MachineModel Model,
    SearchResult Result,
    ImmutableArray<(string Name, string Value)> Parameters,
    ImmutableArray<(string Name, string Value)> Switches,
    ImmutableArray<Counterexample> Counterexamples,
    RunCost Cost)
{
    /// <summary>What a check of the reduction has looked at; null if none was asked for.</summary>
    public CheckedReduction? ReductionCheck { get; init; }

    /// <summary>What is to be said of further counterexamples that were asked for: how many there are, or what kept more from
    /// being looked for. One sentence for each violated property.</summary>
    public ImmutableArray<string> Alternatives { get; init; } = [];

    /// <summary>What the solver did for the reduction; null if it was not asked.</summary>
    public SolverWork? Solver { get; init; }

    /// <summary>Violated if some property is; else inconclusive if some is, or if the search did not see everything.</summary>
    public VerdictKind Verdict =>
        Result.Properties.Any(p => p.Verdict == VerdictKind.Violated) ? VerdictKind.Violated
        : Result.Completeness != Completeness.Exhausted ? VerdictKind.Inconclusive
        : Result.Properties.Any(p => p.Verdict == VerdictKind.Inconclusive) ? VerdictKind.Inconclusive
        : VerdictKind.Holds;

    /// <summary>The violated property to name first: the one with the fewest steps; null if none is violated.</summary>
    public PropertyResult? Violated => Shortest(Result.Properties);

    /// <summary>What stopped an inconclusive check, null for any other.</summary>
    public string? Reason => Verdict == VerdictKind.Inconclusive
        ? Result.Reason ?? "some property could not be decided"
        : null;

    public Counterexample? Counterexample => Counterexamples.IsEmpty ? null : Counterexamples[0];

    /// <summary>Bytes of states, table and frontier for each state, at the search's peak.</summary>
    public double BytesPerState => Result.Statistics.States == 0
        ? 0
        : (double)Result.PeakStoreBytes / Result.Statistics.States;

    /// <summary>Of several violated properties the one with the fewest steps; a reachable that is not reached comes last.
    /// Of equals the first in the model.</summary>
    public static PropertyResult? Shortest(IEnumerable<PropertyResult> results) =>
        results.Where(p => p.Verdict == VerdictKind.Violated).OrderBy(p => p.Steps ?? int.MaxValue).FirstOrDefault();
}
