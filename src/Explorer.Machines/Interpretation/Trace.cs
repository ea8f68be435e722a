using System.Collections.Immutable;
using Explorer.Core.Diagnostics;
using Explorer.Core.Verdicts;
using Explorer.Machines.Values;

namespace Explorer.Machines.Interpretation;

/// <summary>A part of the state that a step changed, e.g. `content[page1]: 0 -> 1`.</summary>
/// <param name="Name">The part as it would be written in a model; a local by its name.</param>
/// <param name="Variable">Index of the variable, or -1 for a local of the machine that took the step.</param>
public sealed record StateChange(string Name, int Variable, Value Before, Value After)
{
    /// <summary>Of a local: that it was declared as a variable, which only this machine uses.</summary>
    public bool IsOwnVariable { get; init; }
}

/// <summary>What a fault was, where: it kept the step from ending.</summary>
public sealed record Fault(FaultKind Kind, string Message, SourceSpan Span);

public enum FaultKind
{
    Range,
    Overflow,
    Index,
}

/// <summary>One step of a trace as the interpreter executed it.</summary>
/// <param name="State">The state after it; null if a fault kept it from ending.</param>
/// <param name="Chosen">The draws made in it: names and values, in order.</param>
/// <param name="Violations">Indices of the properties that the step itself violates.</param>
public sealed record TraceStep(
    MachineAction Action,
    int Choice,
    MachineState? State,
    ImmutableArray<(string Name, Value Value)> Chosen,
    ImmutableArray<StateChange> Changes,
    ImmutableArray<int> Violations,
    Fault? Fault);

/// <summary>A schedule replayed on the interpreter, and what it ends in.</summary>
/// <param name="InitialChosen">The draws of the initial step.</param>
/// <param name="FinalViolations">Indices of the properties that the last state or the last step violates; a state in
/// which a reachable holds violates nothing.</param>
public sealed record Trace(
    MachineModel Model,
    Schedule Schedule,
    MachineState? InitialState,
    ImmutableArray<(string Name, Value Value)> InitialChosen,
    ImmutableArray<TraceStep> Steps,
    ImmutableArray<int> FinalViolations)
{
    /// <summary>The fault that kept the initial step from ending: then there is no initial state.</summary>
    public Fault? InitialFault { get; init; }
}
