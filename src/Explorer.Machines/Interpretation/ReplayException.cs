using System;

namespace Explorer.Machines.Interpretation;

/// <summary>A schedule does not fit the model: one of its steps is not possible where it stands.</summary>
public sealed class ReplayException : Exception
{
    /// <param name="step">The step, from 1; 0 is the initial step.</param>
    /// <param name="reason">Why it is not possible.</param>
    public ReplayException(int step, string reason)
        : base($"step {step}: {reason}")
    {
        Step = step;
        Reason = reason;
    }

    public int Step { get; }

    public string Reason { get; }
}
