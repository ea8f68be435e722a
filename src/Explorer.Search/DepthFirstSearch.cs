using System;
using Explorer.Core.Systems;
using Explorer.Core.Verdicts;
using Explorer.Search.Depth;
using Explorer.Search.States;
using Explorer.Search.VisitedSets;

namespace Explorer.Search;

/// <summary>
/// Explores a transition system depth first, on one thread: for systems whose levels are too wide to be kept. Its verdicts
/// are those of the breadth-first search; its counterexamples are not the shortest, and `Depth` is the length of the
/// longest path that it went, not of the longest shortest one.
/// </summary>
public static class DepthFirstSearch
{
    /// <summary>Searches until a violation, or all that is asked for, is found. Never throws for want of memory: the result
    /// then says <see cref="Completeness.BoundReached"/>.</summary>
    /// <exception cref="ArgumentException">More than one worker is asked for.</exception>
    public static SearchResult Run(ITransitionSystem system, SearchOptions options)
    {
        ArgumentNullException.ThrowIfNull(system);
        ArgumentNullException.ThrowIfNull(options);
        if (options.Workers > 1)
        {
            throw new ArgumentException("A depth-first search has one worker.", nameof(options));
        }

        var searched = SearchParts.Searched(system, options);
        return new SearchParts(searched, options).Accept(new Runner(searched, options));
    }

    private readonly struct Runner(ITransitionSystem system, SearchOptions options) : ISearchPartsUser
    {
        public SearchResult Use<TCodec, TVisited, TItem>(
            SearchParts parts, Func<TCodec> codec, Func<TVisited> visited, TItem length)
            where TCodec : struct, IStateCodec
            where TVisited : struct, IVisitedSet
            where TItem : struct, IStateLength
        {
            using (parts)
            {
                using var search = new StackSearch<TCodec, TVisited, TItem>(
                    system, options, parts.Budget, codec(), visited(), length);
                search.Run();
                var isExhausted = search.Completeness == Completeness.Exhausted && parts.Doubt is null;
                return new(search.Completeness, search.Reason ?? parts.Doubt, search.Statistics, search.Judge(isExhausted))
                {
                    PeakStoreBytes = parts.Budget.Used,
                    OmissionProbability = parts.OmissionProbability(search.Statistics.States, search.ExpectedOmissions),
                };
            }
        }
    }
}
