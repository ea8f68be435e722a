using System.Collections.Immutable;
using Explorer.Core.Properties;
using Explorer.Machines;
using Explorer.Machines.Interpretation;

namespace Explorer.Smt.Proofs;

public enum ProofOutcome
{
    /// <summary>Holds in every reachable state, for the sizes of the model.</summary>
    Proved,

    /// <summary>The induction fails: a good state has a step to a bad one, or a reachable state is bad.</summary>
    Refuted,

    /// <summary>Neither; <see cref="PropertyProof.Reason"/> says why.</summary>
    Unknown,
}

public enum Reachability
{
    Reachable,
    Unreachable,
    NotKnown,
}

/// <summary>What was found out about a property.</summary>
/// <param name="Steps">The length of the induction; 0 if no induction was needed, or none was tried.</param>
/// <param name="Lemmas">What the induction needed beside the property: names of the model's invariants and lemmas, and
/// facts that were found.</param>
/// <param name="Reason">Of an unknown outcome.</param>
public sealed record PropertyProof(
    PropertyInfo Property, ProofOutcome Outcome, int Steps, ImmutableArray<string> Lemmas, string Reason, double Seconds)
{
    /// <summary>Of a refuted outcome.</summary>
    public BrokenInduction? Broken { get; init; }
}

/// <summary>How an induction fails.</summary>
/// <param name="State">A state in which the property holds, as do all lemmas; or a bad reachable state, without an action.</param>
/// <param name="Action">The step that leads to a bad state; null if the state itself is bad.</param>
/// <param name="After">The bad state.</param>
/// <param name="IsReachable">Whether `State` is reachable.</param>
public sealed record BrokenInduction(MachineState State, MachineAction? Action, MachineState? After, Reachability IsReachable);
