using System;
using System.Collections.Immutable;
using Explorer.Machines.Interpretation;

namespace Explorer.Machines.Traces;

/// <summary>
/// A trace without what does not matter: two traces have one form if they differ only in the names of identities (CPUs, pages,
/// addresses; threads follow what they are for) and in the order of steps that are independent. The form has all that
/// is left, so traces that differ otherwise have different ones.
/// </summary>
/// <param name="Property">The property that the trace violates; two that violate different ones are different.</param>
/// <param name="Entries">For each step, in an order that depends on nothing but the form, what it is, and the places of the
/// steps directly before it.</param>
public sealed record TraceForm(string Property, ImmutableArray<string> Entries)
{
    /// <summary>False: there were too many names to be tried, and an equal trace may have another form.</summary>
    public bool IsLeast { get; init; } = true;

    /// <summary>The form of a trace.</summary>
    /// <param name="property">The property that it violates.</param>
    /// <exception cref="ArgumentException">The trace has no initial state.</exception>
    public static TraceForm Of(Trace trace, string property)
    {
        ArgumentNullException.ThrowIfNull(trace);
        return trace.InitialState is null
            ? throw new ArgumentException("the trace has no initial state", nameof(trace))
            : new LeastExtension(trace).Form(property);
    }

    public bool Equals(TraceForm? other) =>
        other is not null && Property == other.Property && Entries.AsSpan().SequenceEqual(other.Entries.AsSpan());

    // By lengths: no order may come to depend on it, and forms that are the same in these are mostly the same.
    public override int GetHashCode()
    {
        var hash = Property.Length;
        foreach (var entry in Entries)
        {
            hash = unchecked((hash * 31) + entry.Length);
        }

        return hash;
    }
}
