using System;

namespace Explorer.Core.Systems.Dependence;

/// <summary>Says which guards of <see cref="DependenceMatrices"/> hold in a state. Implementations are immutable and may be
/// called from several threads at once.</summary>
public interface IGuardEvaluator
{
    /// <summary>Number of guards.</summary>
    int GuardCount { get; }

    /// <summary>Writes bit `id % 64` of word `id / 64` for each guard: whether it is true, or its evaluation meets a fault. The
    /// bit of a residual guard, of which nothing is known, is set; bits behind the last guard are clear.</summary>
    void EvaluateGuards(ReadOnlySpan<ulong> state, Span<ulong> guards);
}
