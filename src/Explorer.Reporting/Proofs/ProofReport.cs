using System.Collections.Immutable;
using Explorer.Core.Properties;
using Explorer.Machines;
using Explorer.Machines.Interpretation;

namespace Explorer.Reporting.Proofs;

/// <summary>What `prove` found out about one property.</summary>
/// <param name="Outcome">`proved`, `refuted` or `unknown`.</param>
/// <param name="Steps">The length k of the induction; 0 without one.</param>
/// <param name="Lemmas">What the induction needed beside the property.</param>
/// <param name="Reason">Of an unknown outcome; else empty.</param>
public sealed record ProofReport(
    string Model, MachineModel Machines, PropertyInfo Property, string Outcome, int Steps, ImmutableArray<string> Lemmas,
    string Reason, double Seconds)
{
    /// <summary>The sizes for which it was tried: parameters and switches by name.</summary>
    public ImmutableArray<(string Name, string Value)> Settings { get; init; } = [];

    /// <summary>Of a refuted outcome: a state in which the property holds before a step that breaks it, or without a step a
    /// reachable state in which it does not hold.</summary>
    public MachineState? State { get; init; }

    /// <summary>The step that breaks it; null if there is none.</summary>
    public MachineAction? Action { get; init; }

    public MachineState? After { get; init; }

    /// <summary>`yes`, `no` or `not known`; empty unless refuted.</summary>
    public string Reachable { get; init; } = "";
}
