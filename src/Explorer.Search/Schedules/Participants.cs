using System.Numerics;

namespace Explorer.Search.Schedules;

/// <summary>Who takes part in steps: sets of up to 64 actors and of up to 64 identities, a bit each.</summary>
internal readonly record struct Participants(ulong Actors, ulong Identities)
{
    /// <summary>How many take part.</summary>
    public int Count => BitOperations.PopCount(Actors) + BitOperations.PopCount(Identities);

    public static Participants operator |(Participants left, Participants right) =>
        new(left.Actors | right.Actors, left.Identities | right.Identities);

    /// <summary>Whether all of these are among the others.</summary>
    public bool IsWithin(Participants others) => ((Actors & ~others.Actors) | (Identities & ~others.Identities)) == 0;
}
