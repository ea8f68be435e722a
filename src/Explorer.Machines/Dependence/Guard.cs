using System.Collections.Immutable;
using Explorer.Machines.Expressions;

namespace Explorer.Machines.Dependence;

public enum GuardKind
{
    /// <summary>"Machine m is at location l".</summary>
    Location,

    /// <summary>A conjunct of the conditions before the step's first write and first draw.</summary>
    Condition,

    /// <summary>"The action is enabled", of an action that may be disabled although its other guards are true.</summary>
    Residual,
}

/// <summary>A condition without which actions are disabled. It counts as true where its evaluation meets a fault, because
/// the step then faults as well, which is a step.</summary>
/// <param name="Id">Index in <see cref="GuardTable.Guards"/>.</param>
/// <param name="Condition">Reads variables, locations (<see cref="AtLocation"/>) and, of locals, only stored ones through
/// <see cref="OtherLocalRead"/>, which have their default where they are not live. Null for a residual guard.</param>
/// <param name="Reads">The entries of a state on which it depends (numbered as in footprints).</param>
/// <param name="Action">The action that a residual guard belongs to, else -1.</param>
public sealed record Guard(int Id, GuardKind Kind, Expression? Condition, ImmutableArray<int> Reads, int Action);
