namespace Explorer.Reporting.Traces;

/// <summary>Where a recorded trace departs from the model as it is now.</summary>
/// <param name="Step">The step, from 1; 0 is the start.</param>
/// <param name="Reason">Why it does not fit, as the end of a sentence about the step.</param>
public sealed record Misfit(int Step, string Reason);
