using System;
using System.Collections.Immutable;
using Explorer.Machines.Interpretation;
using Explorer.Reporting.Summaries;

namespace Explorer.Reporting.Generation;

/// <summary>A workload that fails, and in which nothing can be left out.</summary>
/// <param name="Programs">For each CPU that does something its name and its calls.</param>
/// <param name="Settings">What is set, as behind `with`; empty where nothing is.</param>
/// <param name="Steps">Steps of the shortest violation.</param>
public sealed record FailingWorkload(
    string Property, int Calls, ImmutableArray<(string Owner, string Calls)> Programs, string Settings, int Steps)
{
    /// <summary>False: time ended its shrinking, and something may still be left out.</summary>
    public bool IsMinimal { get; init; } = true;

    /// <summary>Number of its shortest trace, from 0: failures that are one trace but for names and the order of independent steps
    /// have one number. Null if the time was over before it was made.</summary>
    public int? DistinctTrace { get; init; }

    /// <summary>The settings that get the workload right; null unless two were compared.</summary>
    public string? Right { get; init; }

    /// <summary>The workload as a model of its own, as text.</summary>
    public string? Text { get; init; }

    /// <summary>The model's file; null if none was written.</summary>
    public string? Model { get; init; }

    /// <summary>The file of the trace; null if none was written.</summary>
    public string? Counterexample { get; init; }

    /// <summary>The shortest violation, replayed on the interpreter; null where it was not asked for.</summary>
    public Trace? Trace { get; init; }
}

/// <summary>A shortest trace of failing workloads before these are shrunk: one for all that differ only in names and in the order
/// of independent steps.</summary>
/// <param name="Steps">Its steps, in the model with all workloads.</param>
/// <param name="Workloads">How many workloads have it.</param>
/// <param name="Example">The programs of the first of these.</param>
/// <param name="Failures">What they shrink to, as indices of the failures.</param>
public sealed record WorkloadTrace(
    string Property, int Steps, long Workloads, ImmutableArray<(string Owner, string Calls)> Example, ImmutableArray<int> Failures)
{
    /// <summary>False: there were too many names to be compared, and an equal trace may be another one here.</summary>
    public bool IsCompared { get; init; } = true;
}

/// <summary>What `generate` found.</summary>
/// <param name="Drawn">Workloads drawn or enumerated.</param>
/// <param name="Repeated">Drawn ones that are the same as an earlier one but for names.</param>
/// <param name="Discarded">Not explored, as they cannot violate anything.</param>
public sealed record GenerationReport(
    string Model, ulong Seed, long Drawn, long Repeated, long Discarded, long Explored, long Holds, long Violated, long Inconclusive,
    ImmutableArray<(string Reason, long Count)> Reasons, ImmutableArray<FailingWorkload> Failures, long States, double Seconds)
{
    /// <summary>All workloads up to `Size` calls; else so many were drawn, of `Size` calls each.</summary>
    public bool IsExhaustive { get; init; }

    /// <summary>Calls in a workload.</summary>
    public int Size { get; init; }

    /// <summary>The types whose identities are renamed to find those that are the same; empty if there are none.</summary>
    public ImmutableArray<string> Symmetry { get; init; } = [];

    /// <summary>Workloads that one of two settings gets wrong and the other right; null unless two were compared.</summary>
    public long? Different { get; init; }

    /// <summary>The shortest traces of the failing workloads, each once; of two settings that were compared those of the workloads
    /// that only one gets wrong.</summary>
    public ImmutableArray<WorkloadTrace> Traces { get; init; } = [];

    /// <summary>Neither repeated, discarded nor explored: the time was over, or it was interrupted.</summary>
    public long Unexplored { get; init; }

    /// <summary>False: there are more than could be counted; the numbers drawn and unexplored say less than there is.</summary>
    public bool IsCounted { get; init; } = true;

    /// <summary>Of those discarded, for how many syntax did not suffice.</summary>
    public long DiscardedBySolver { get; init; }

    /// <summary>The bound on the time of the run; null without one.</summary>
    public TimeSpan? TotalTime { get; init; }

    /// <summary>The reductions of each search, in words.</summary>
    public ImmutableArray<string> Reductions { get; init; } = [];

    /// <summary>What the solver did; null if it was not asked.</summary>
    public SolverWork? Solver { get; init; }

    public int Workers { get; init; } = 1;
}
