using System;
using Explorer.Core.Systems.Dependence;
using Explorer.Machines.Workloads;

namespace Explorer.Smt.Sharpening;

/// <summary>How much the solver may do for the matrices.</summary>
public sealed record SharpeningOptions
{
    /// <summary>For everything together, terms and sample included; what is not decided then stays dependent.</summary>
    public TimeSpan Budget { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>For one question.</summary>
    public TimeSpan QueryTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Threads that ask, each in a session of its own.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;

    /// <summary>Reachable states that are looked at first: what depends in one of them needs no question.</summary>
    public int Samples { get; init; } = 2000;

    /// <summary>States of random walks from which facts are proposed, beside these.</summary>
    public int FactSamples { get; init; } = 10_000;

    /// <summary>Whether to find and prove facts of all reachable states before.</summary>
    public bool UsesFacts { get; init; } = true;

    /// <summary>Where runs begin, if the model's workload is still open: what is found then holds for every workload. Null: in
    /// the model's initial states.</summary>
    public WorkloadStarts? Starts { get; init; }

    /// <summary>Properties by actions, asked about besides: whether a step of the action may itself violate the property, by an
    /// assertion or by a fault. Null: nothing is asked.</summary>
    public BitMatrix? Violations { get; init; }

    /// <summary>What the budget goes by.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Where answers are kept from one run to the next; null: nowhere.</summary>
    public string? CacheFolder { get; init; }
}
