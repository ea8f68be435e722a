using System;
using Explorer.Core.Systems;
using Explorer.Core.Verdicts;
using Explorer.Search.Schedules;
using Explorer.Search.VisitedSets;

namespace Explorer.Search;

/// <summary>
/// Explores a transition system breadth first, exactly, on one thread. What a property is found to be follows from the
/// search alone: `Violated` if a violation was seen, `Holds` only if everything was; a `Reachable` the other way round.
/// </summary>
public static class BreadthFirstSearch
{
    /// <summary>Searches, then makes the schedules asked for. Never throws for want of memory: the result then says
    /// <see cref="Completeness.BoundReached"/>.</summary>
    public static SearchResult Run(ITransitionSystem system, SearchOptions options)
    {
        ArgumentNullException.ThrowIfNull(system);
        ArgumentNullException.ThrowIfNull(options);
        return system.StateLength == 1 ? RunWithWords(system, options) : RunWithArena(system, options);
    }

    private static SearchResult RunWithWords(ITransitionSystem system, SearchOptions options)
    {
        ScheduleFinder schedules;
        SearchResult result;
        using (var search = new LevelSearch<WordVisitedSet, QueueFrontier>(
            system, options, new WordVisitedSet(options.MaxStates ?? long.MaxValue), new QueueFrontier(1)))
        {
            search.Run();
            schedules = new ScheduleFinder(system, options, search.Findings);
            result = NumbersOf(search);
        }

        schedules.FindByRebuilding();
        return WithProperties(result, schedules);
    }

    private static SearchResult RunWithArena(ITransitionSystem system, SearchOptions options)
    {
        var arena = new StateArena(system.StateLength);
        var visited = new ArenaVisitedSet(arena, options.MaxStates ?? long.MaxValue);
        using var search = new LevelSearch<ArenaVisitedSet, ArenaFrontier>(
            system, options, visited, new ArenaFrontier(arena));
        search.Run();
        var schedules = new ScheduleFinder(system, options, search.Findings);
        schedules.FindIn(new StateLevels(search, arena));
        return WithProperties(NumbersOf(search), schedules);
    }

    private static SearchResult NumbersOf<TVisited, TFrontier>(LevelSearch<TVisited, TFrontier> search)
        where TVisited : struct, IVisitedSet
        where TFrontier : struct, IFrontier =>
        new(search.Completeness, search.Reason, search.Statistics, []) { PeakStoreBytes = search.PeakBytes };

    private static SearchResult WithProperties(SearchResult numbers, ScheduleFinder schedules) => numbers with
    {
        Properties = schedules.Findings.Judge(numbers.Completeness == Completeness.Exhausted, i => schedules[i]),
    };
}
