using Explorer.Core.Verdicts;

namespace Explorer.Reporting.Traces;

/// <summary>In what a counterexample is minimal, and the numbers that are.</summary>
/// <param name="ContextSwitches">Adjacent steps of different actors.</param>
/// <param name="Participants">Threads and identities that take part; null if traces were not compared by them.</param>
public sealed record Minimum(Minimality Established, int ContextSwitches, int? Participants);
