using Explorer.Machines.Interpretation;
using Explorer.Smt.Terms;

namespace Explorer.Smt.Execution;

/// <summary>A fault that an evaluation may meet.</summary>
/// <param name="Condition">When the evaluation gets there and meets it, if it has met none before.</param>
internal readonly record struct PossibleFault(Term Condition, FaultKind Kind);
