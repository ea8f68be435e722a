using System;

namespace Explorer.Smt.Proofs;

/// <summary>How hard to try.</summary>
public sealed record ProofOptions
{
    /// <summary>The longest induction: k consecutive good states imply that the next one is good.</summary>
    public int MostSteps { get; init; } = 2;

    /// <summary>For all properties together.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>For one question.</summary>
    public TimeSpan QueryTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Threads that ask while lemmas are looked for.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;

    /// <summary>Reachable states that are looked at: where these are all, it is known whether a state is reachable.</summary>
    public int Samples { get; init; } = 4_000;

    /// <summary>States of random walks from which lemmas are proposed, beside these.</summary>
    public int WalkedStates { get; init; } = 10_000;
}
