using System;
using System.Collections.Immutable;
using System.Linq;

namespace Explorer.Language.Lowering;

/// <summary>
/// A place between two steps: where the code goes on, the draws that are still to be made (indices of Choose nodes, in
/// order), and what has been held off ever since the last step ended.
/// </summary>
internal readonly record struct Position(int Node, ImmutableArray<int> Pending, Hold Held)
{
    public bool Equals(Position other) =>
        Node == other.Node && Held == other.Held && Pending.AsSpan().SequenceEqual(other.Pending.AsSpan());

    public override int GetHashCode() => unchecked((Node * 31) + (int)Held + (Pending.Sum() * 7919));
}

internal enum StepPhase
{
    /// <summary>Before the first step of a thread: local work only.</summary>
    Start,

    /// <summary>From a location towards the step: draws that it needs, and local work that waited for them.</summary>
    Leading,

    /// <summary>Within the step.</summary>
    Inside,

    /// <summary>After it: local work up to the next step or draw.</summary>
    Trailing,
}

/// <summary>A position within an action that is being formed.</summary>
internal readonly record struct Progress(Position Position, StepPhase Phase);
