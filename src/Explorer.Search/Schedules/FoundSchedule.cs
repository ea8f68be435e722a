using Explorer.Core.Verdicts;

namespace Explorer.Search.Schedules;

/// <summary>A schedule with how many of its adjacent steps are of different actors, and what is known to be minimal.</summary>
internal sealed record FoundSchedule(Schedule Schedule, int ContextSwitches, Minimality Minimality)
{
    /// <summary>Actors and identities that take part; null if they were not compared.</summary>
    public int? Participants { get; init; }
}
