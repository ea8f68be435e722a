using System.Collections.Immutable;

namespace Explorer.Core.Verdicts;

/// <summary>One choice: which action, and which outcome of it (from 0).</summary>
public readonly record struct ScheduledStep(int Action, int Choice);

/// <summary>The choices that make a trace: the initial state's index, then the steps. The source of truth; everything
/// else that is shown of a counterexample is replayed from it.</summary>
public sealed record Schedule(int InitialState, ImmutableArray<ScheduledStep> Steps);
