using System;
using Explorer.Core.Systems;
using Explorer.Core.Verdicts;
using Explorer.Search.Levels;
using Explorer.Search.Reduction;
using Explorer.Search.Schedules;
using Explorer.Search.States;
using Explorer.Search.VisitedSets;

namespace Explorer.Search;

/// <summary>
/// Explores a transition system breadth first. What a property is found to be follows from the search alone: `Violated` if
/// a violation was seen, `Holds` only if everything was; a `Reachable` the other way round.
/// </summary>
public static class BreadthFirstSearch
{
    /// <summary>Searches, then makes the schedules asked for. Never throws for want of memory: the result then says
    /// <see cref="Completeness.BoundReached"/>.</summary>
    public static SearchResult Run(ITransitionSystem system, SearchOptions options)
    {
        ArgumentNullException.ThrowIfNull(system);
        ArgumentNullException.ThrowIfNull(options);
        var searched = SearchParts.Searched(system, options);
        return new SearchParts(searched, options).Accept(new Runner(system, searched, options));
    }

    private readonly struct Runner(ITransitionSystem full, ITransitionSystem system, SearchOptions options) : ISearchPartsUser
    {
        public SearchResult Use<TCodec, TVisited, TItem>(
            SearchParts parts, Func<TCodec> codec, Func<TVisited> visited, TItem length)
            where TCodec : struct, IStateCodec
            where TVisited : struct, IVisitedSet
            where TItem : struct, IStateLength
        {
            var start = options.Clock.GetTimestamp();
            SearchResult numbers;
            ScheduleFinder schedules;
            using (parts)
            {
                var team = new SearchTeam<TCodec, TVisited, TItem>(system, options, parts.Budget, length, parts.Workers);
                for (var i = 0; i < team.Size; i++)
                {
                    team[i] = new SearchWorker<TCodec, TVisited, TItem>(i, team, codec(), visited(), length);
                }

                using var search = new LevelSearch<TCodec, TVisited, TItem>(team, parts.Tidy);
                search.Run();
                schedules = new ScheduleFinder(system, options, search.Findings);
                numbers = new(search.Completeness, search.Reason ?? parts.Doubt, search.Statistics, [])
                {
                    PeakStoreBytes = parts.Budget.Used,
                    Workers = search.WorkersUsed,
                    OmissionProbability = parts.OmissionProbability(search.Statistics.States, search.ExpectedOmissions),
                };
            }

            // What the search held is free again by now.
            var isExhausted = numbers.Completeness == Completeness.Exhausted && parts.Doubt is null;
            if (options.PartialOrder is not null)
            {
                return numbers with { Properties = new FullSchedules(full, options, schedules).Judge(isExhausted, start) };
            }

            schedules.Find();
            return numbers with { Properties = schedules.Findings.Judge(isExhausted, i => schedules[i]) };
        }
    }
}
