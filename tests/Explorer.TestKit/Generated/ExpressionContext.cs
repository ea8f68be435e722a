using System.Collections.Generic;
using System.Collections.Immutable;
using Explorer.Machines;

namespace Explorer.TestKit.Generated;

/// <summary>What a generated expression may read.</summary>
/// <param name="Variables">The model's variables.</param>
/// <param name="Locals">Locals that surely have a value, and bound names.</param>
/// <param name="Machines">Machines whose locations may be asked for, as far as they are known.</param>
/// <param name="MayReadOthers">In a property: locals of other machines, too.</param>
internal sealed record ExpressionContext(
    IReadOnlyList<Variable> Variables, ImmutableArray<Local> Locals, IReadOnlyList<MachineShell> Machines, bool MayReadOthers)
{
    public ExpressionContext With(Local local) => Locals.Contains(local) ? this : this with { Locals = Locals.Add(local) };
}

/// <summary>A machine before its actions are made: the locations and what is stored.</summary>
internal sealed record MachineShell(
    int Index, MachineKind Kind, string Name, ImmutableArray<Location> Locations, ImmutableArray<Local> Stored, int Start);
