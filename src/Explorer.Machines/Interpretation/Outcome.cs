using System.Collections.Immutable;
using Explorer.Machines.Values;

namespace Explorer.Machines.Interpretation;

/// <summary>One way in which a step can end.</summary>
/// <param name="State">The state after it; null if a fault kept it from ending.</param>
/// <param name="Violations">Bit i: the step itself violates property i, by an assertion or by the fault.</param>
/// <param name="Fault">The fault, also if no property stands for its kind.</param>
/// <param name="Chosen">The draws made in it, in order.</param>
public sealed record Outcome(
    MachineState? State, ulong Violations, Fault? Fault, ImmutableArray<(string Name, Value Value)> Chosen);
