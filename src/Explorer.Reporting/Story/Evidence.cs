using System.Collections.Immutable;
using Explorer.Machines.Values;

namespace Explorer.Reporting.Story;

/// <summary>Something that was looked at: a part of the shared state, or a local with what went into it.</summary>
/// <param name="Name">The part as it would be written in a model.</param>
/// <param name="Value">What was found there.</param>
/// <param name="ReadAt">The step in which it was looked at.</param>
/// <param name="SetAt">For shared state the step that last changed it before it was looked at, 0 if none did; null for
/// a local.</param>
/// <param name="Origins">For a local the shared parts from which its value was computed.</param>
public sealed record Evidence(string Name, Value Value, int ReadAt, int? SetAt, ImmutableArray<Evidence> Origins)
{
    // By what is shown: a `T?` and what it holds are one piece of evidence.
    public bool Equals(Evidence? other) =>
        other is not null && Name == other.Name && ReadAt == other.ReadAt && SetAt == other.SetAt
        && Value.Display == other.Value.Display;

    public override int GetHashCode() => Name.Length;
}
