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
        var (limit, budget) = (options.MaxStates ?? long.MaxValue, options.NewBudget());
        return system.StateLength switch
        {
            1 => RunWithTable(system, options, budget, new OneWord(), new WordVisitedSet(limit, budget)),
            2 when system.StateBits <= PairVisitedSet.MostBits =>
                RunWithTable(system, options, budget, new TwoWords(), new PairVisitedSet(limit, budget)),
            2 => RunWithArena(system, options, budget, new TwoWords()),
            3 => RunWithArena(system, options, budget, new ThreeWords()),
            _ => RunWithArena(system, options, budget, new AnyWords(system.StateLength)),
        };
    }

    private static SearchResult RunWithTable<TLength, TVisited>(
        ITransitionSystem system, SearchOptions options, MemoryBudget budget, TLength length, TVisited visited)
        where TLength : struct, IStateLength
        where TVisited : struct, IVisitedSet
    {
        ScheduleFinder schedules;
        SearchResult result;
        var frontier = new QueueFrontier<TLength>(length, budget);
        using (var search = new LevelSearch<TLength, TVisited, QueueFrontier<TLength>>(
            system, options, budget, length, visited, frontier))
        {
            search.Run();
            schedules = new ScheduleFinder(system, options, search.Findings);
            result = NumbersOf(search);
        }

        schedules.FindByRebuilding();
        return WithProperties(result, schedules);
    }

    private static SearchResult RunWithArena<TLength>(
        ITransitionSystem system, SearchOptions options, MemoryBudget budget, TLength length)
        where TLength : struct, IStateLength
    {
        var arena = new StateArena(system.StateLength, budget);
        var visited = new ArenaVisitedSet<TLength>(arena, length, options.MaxStates ?? long.MaxValue);
        using var search = new LevelSearch<TLength, ArenaVisitedSet<TLength>, ArenaFrontier<TLength>>(
            system, options, budget, length, visited, new ArenaFrontier<TLength>(arena, length));
        search.Run();
        var schedules = new ScheduleFinder(system, options, search.Findings);
        schedules.FindIn(new StateLevels(arena, search.Visited, search.LevelStarts, search.PartialLevel));
        return WithProperties(NumbersOf(search), schedules);
    }

    private static SearchResult NumbersOf<TLength, TVisited, TFrontier>(
        LevelSearch<TLength, TVisited, TFrontier> search)
        where TLength : struct, IStateLength
        where TVisited : struct, IVisitedSet
        where TFrontier : struct, IFrontier =>
        new(search.Completeness, search.Reason, search.Statistics, []) { PeakStoreBytes = search.Bytes };

    private static SearchResult WithProperties(SearchResult numbers, ScheduleFinder schedules) => numbers with
    {
        Properties = schedules.Findings.Judge(numbers.Completeness == Completeness.Exhausted, i => schedules[i]),
    };
}
