// Under partial-order reduction a violation is met by some path, seldom by a shortest one. So the full system is searched
// again, for the violated properties only and no deeper than the violation that was met: there its shortest schedules are
// found. If the bounds do not allow that, the schedule is the one of the reduced search, and its minimality is not
// established.
using System;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Core;
using Explorer.Core.Systems;
using Explorer.Core.Verdicts;
using Explorer.Search.Schedules;

namespace Explorer.Search.Reduction;

/// <param name="system">The system without any reduction.</param>
/// <param name="reduced">Of the reduced search, whose schedules are not looked for yet.</param>
internal sealed class FullSchedules(ITransitionSystem system, SearchOptions options, ScheduleFinder reduced)
{
    /// <summary>The results of the requested properties, with schedules where these are asked for.</summary>
    /// <param name="isExhausted">Whether the reduced search has seen everything.</param>
    /// <param name="start">When it began, by the options' clock.</param>
    public ImmutableArray<PropertyResult> Judge(bool isExhausted, long start)
    {
        var full = reduced.Wanted == 0 ? null : SearchAgain(start);
        if (full is null || full.Properties.Any(p => p.Steps is null))
        {
            reduced.Find();
        }

        var judged = reduced.Findings.Judge(isExhausted, i => reduced[i]);
        return [.. judged.Select(p => Shortest(p, full))];
    }

    private static PropertyResult Shortest(PropertyResult found, SearchResult? full)
    {
        var again = full?.Properties.FirstOrDefault(p => p.Property == found.Property);
        return again?.Steps is not null ? again
            : found.Steps is null ? found
            : found with { Minimality = Minimality.NotEstablished };
    }

    // Null: there is no time left.
    private SearchResult? SearchAgain(long start)
    {
        var left = options.Time - options.Clock.GetElapsedTime(start);
        if (left <= TimeSpan.Zero)
        {
            return null;
        }

        // A deadlock is seen when its state is expanded.
        var result = BreadthFirstSearch.Run(system, options with
        {
            PartialOrder = null,
            LargeStates = null,
            Properties = reduced.Wanted,
            MaxDepth = reduced.Deepest + 1,
            StopWhen = StopWhen.AllDecided,
            Time = left,
        });
        var hasSeenAll = result.Completeness == Completeness.Exhausted || result.Statistics.Depth > reduced.Deepest;
        if (options.Store == StoreKind.Exact && hasSeenAll && result.Properties.Any(p => p.Steps is null))
        {
            throw new InternalErrorException("the full system does not violate what the reduced one violates");
        }

        return result;
    }
}
