using System;
using System.Collections.Immutable;
using Explorer.Machines.Values;

namespace Explorer.Machines.Interpretation;

/// <summary>Where one machine is, and its stored locals (all of them, in order; those not live have their defaults).
/// A rule has location -1 and no locals.</summary>
public sealed record MachineStatus(int Location, ImmutableArray<Value> Locals)
{
    public bool Equals(MachineStatus? other) =>
        other is not null && Location == other.Location && Locals.AsSpan().SequenceEqual(other.Locals.AsSpan());

    public override int GetHashCode()
    {
        var hash = Location;
        foreach (var local in Locals)
        {
            hash = unchecked((hash * 31) + local.GetHashCode());
        }

        return hash;
    }
}

/// <summary>A state of a model: the value of each variable, and the status of each machine, in the model's order.</summary>
public sealed record MachineState(ImmutableArray<Value> Variables, ImmutableArray<MachineStatus> Machines)
{
    public bool Equals(MachineState? other) =>
        other is not null
        && Variables.AsSpan().SequenceEqual(other.Variables.AsSpan())
        && Machines.AsSpan().SequenceEqual(other.Machines.AsSpan());

    public override int GetHashCode()
    {
        var hash = 17;
        foreach (var value in Variables)
        {
            hash = unchecked((hash * 31) + value.GetHashCode());
        }

        foreach (var machine in Machines)
        {
            hash = unchecked((hash * 31) + machine.GetHashCode());
        }

        return hash;
    }
}
