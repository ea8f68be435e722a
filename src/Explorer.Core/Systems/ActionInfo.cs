using System.Collections.Immutable;
using Explorer.Core.Diagnostics;

namespace Explorer.Core.Systems;

/// <summary>One instantiated atomic step of one actor.</summary>
/// <param name="Id">Index in <see cref="ITransitionSystem.Actions"/>.</param>
/// <param name="Name">What a trace shows for it, e.g. `clear the PTE`.</param>
/// <param name="Actor">Who does it: a thread or handler instance; for a rule its CPU.</param>
/// <param name="IsMay">A may-rule: hardware that can but need not act.</param>
/// <param name="Span">The statement in the model.</param>
/// <param name="Footprint">What it reads and writes.</param>
public sealed record ActionInfo(int Id, string Name, int Actor, bool IsMay, SourceSpan Span, Footprint Footprint)
{
    /// <summary>The properties about which <see cref="ITransitionSystem.EvaluateState"/> may say something else after the
    /// step than before it, as a mask; all of them where nothing is known.</summary>
    public ulong MayAffect { get; init; } = ulong.MaxValue;
}

/// <summary>Sets of variables, by index in the layout's order. Guard: what decides whether the action is enabled.</summary>
public sealed record Footprint(
    ImmutableArray<int> GuardReads, ImmutableArray<int> Reads, ImmutableArray<int> MayWrite, ImmutableArray<int> MustWrite)
{
    public static Footprint Empty { get; } = new([], [], [], []);
}
