using System.Collections.Generic;
using Explorer.Search.VisitedSets;

namespace Explorer.Search.Schedules;

/// <summary>The states that a breadth-first exploration has met, by index in its order, and where its levels begin.
/// A borrowed view: good as long as the recorder that made it.</summary>
internal sealed unsafe class StateLevels
{
    private readonly StateArena _arena;
    private readonly IStateIndex _indices;
    private readonly IReadOnlyList<long> _starts;

    /// <param name="starts">For each level the index of its first state; then the number of states.</param>
    public StateLevels(StateArena arena, IStateIndex indices, IReadOnlyList<long> starts)
    {
        _arena = arena;
        _indices = indices;
        _starts = starts;
    }

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
}
