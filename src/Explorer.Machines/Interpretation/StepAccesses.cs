using System;
using System.Collections.Immutable;
using Explorer.Machines.Values;

namespace Explorer.Machines.Interpretation;

/// <summary>
/// What one execution of a step touched, that is its dynamic footprint: only what lies on the way taken, and elements and
/// fields apart from each other. A quantifier reads its body for every value of the bound name, also where it knows earlier:
/// which it would meet first depends on the numbers of identities.
/// </summary>
/// <param name="Reads">Parts of shared variables, each with its value, in the order of reading; some several times.</param>
/// <param name="Writes">Parts that were assigned, also with the value that they had.</param>
/// <param name="Locations">What was asked of where other machines are.</param>
public sealed record StepAccesses(
    ImmutableArray<(AccessedPart Part, Value Value)> Reads, ImmutableArray<AccessedPart> Writes, ImmutableArray<LocationRead> Locations);

/// <summary>A part of a shared variable.</summary>
/// <param name="Path">From the outside in: positions of elements, numbers of fields, 0 for the content of an option; empty for
/// the whole variable.</param>
public sealed record AccessedPart(Variable Variable, ImmutableArray<int> Path)
{
    /// <summary>Is one of the two within the other, or the same?</summary>
    public bool Overlaps(AccessedPart other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var shared = Math.Min(Path.Length, other.Path.Length);
        return Variable.Index == other.Variable.Index && Path.AsSpan(0, shared).SequenceEqual(other.Path.AsSpan(0, shared));
    }

    public bool Equals(AccessedPart? other) =>
        other is not null && Variable.Index == other.Variable.Index && Path.AsSpan().SequenceEqual(other.Path.AsSpan());

    public override int GetHashCode()
    {
        var hash = Variable.Index;
        foreach (var position in Path)
        {
            hash = unchecked((hash * 31) + position);
        }

        return hash;
    }
}

/// <summary>The question whether a machine is at one of these locations.</summary>
/// <param name="Locations">Null: its locals were read, so every step of it matters.</param>
public sealed record LocationRead(int Machine, ImmutableArray<int>? Locations)
{
    /// <summary>May a step of the machine from one location to another change the answer?</summary>
    public bool IsChangedBy(int from, int to) => Locations is not { } asked || asked.Contains(from) != asked.Contains(to);
}
