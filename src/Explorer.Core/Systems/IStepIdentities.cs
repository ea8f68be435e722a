using System;

namespace Explorer.Core.Systems;

/// <summary>Which identities (CPUs, pages, …) take part in a step: of schedules that are alike otherwise, one with few of
/// them is easier to follow. Implementations are immutable.</summary>
public interface IStepIdentities
{
    /// <summary>A bit for each identity that the step's actor is for, or that occurs in what the step changed.</summary>
    /// <param name="action">The action's id.</param>
    /// <param name="before">The words of the state before the step.</param>
    /// <param name="after">The words of the state after it; empty if a fault kept the step from ending.</param>
    ulong Of(int action, ReadOnlySpan<ulong> before, ReadOnlySpan<ulong> after);
}
