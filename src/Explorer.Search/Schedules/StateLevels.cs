using System;
using System.Collections.Generic;
using Explorer.Core.Systems;
using Explorer.Search.VisitedSets;

namespace Explorer.Search.Schedules;

/// <summary>The states that a breadth-first search has stored, by index in its order, and where its levels begin.
/// A borrowed view: good as long as the search that made it.</summary>
internal sealed unsafe class StateLevels
{
    private readonly StateArena _arena;
    private readonly IStateIndex _indices;
    private readonly IReadOnlyList<long> _starts;

    /// <param name="starts">For each level the index of its first state; then the number of states.</param>
    public StateLevels(StateArena arena, IStateIndex indices, IReadOnlyList<long> starts, int? partialLevel)
    {
        _arena = arena;
        _indices = indices;
        _starts = starts;
        PartialLevel = partialLevel;
    }

    /// <summary>The level of which perhaps not all states are here; null if there is none.</summary>
    public int? PartialLevel { get; }

    /// <summary>The words of the state of an index.</summary>
    public ulong* this[long index] => _arena[index];

    /// <summary>Index of the level's first state.</summary>
    public long StartOf(int level) => _starts[level];

    /// <summary>Index after the level's last state.</summary>
    public long EndOf(int level) => _starts[level + 1];

    /// <summary>The state's index if it is of that level, else -1.</summary>
    public long IndexIn(int level, ulong* state)
    {
        var index = _indices.IndexOf(state);
        return index >= _starts[level] && index < _starts[level + 1] ? index : -1;
    }

    /// <summary>Explores again, down to a depth, keeping the states in order, and hands the levels to a function.</summary>
    /// <returns>What the function returns, or the default if the exploration could not be completed.</returns>
    public static T? Rebuild<T>(ITransitionSystem system, SearchOptions options, int depth, Func<StateLevels, T> use)
    {
        var again = new SearchOptions
        {
            Properties = 0,
            StopWhen = StopWhen.Never,
            MaxDepth = depth,
            MemoryBytes = options.MemoryBytes,
            Cancellation = options.Cancellation,
            Clock = options.Clock,
        };
        var budget = again.NewBudget();
        var arena = new StateArena(system.StateLength, budget);
        var length = new AnyWords(system.StateLength);
        var visited = new ArenaVisitedSet<AnyWords>(arena, length, long.MaxValue);
        using var search = new LevelSearch<AnyWords, ArenaVisitedSet<AnyWords>, ArenaFrontier<AnyWords>>(
            system, again, budget, length, visited, new ArenaFrontier<AnyWords>(arena, length));
        search.Run();
        return search.PartialLevel is null
            ? use(new StateLevels(arena, search.Visited, search.LevelStarts, search.PartialLevel))
            : default;
    }
}
