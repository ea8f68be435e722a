using System.Runtime.CompilerServices;

namespace Explorer.Search.VisitedSets;

/// <summary>The frontier of a search whose visited set is an arena: the arena's order is that of the search, a level
/// is a range of indices, and nothing is stored twice.</summary>
internal unsafe struct ArenaFrontier<TLength> : IFrontier
    where TLength : struct, IStateLength
{
    private readonly StateArena _arena;
    private readonly TLength _length;
    private long _next;
    private long _end;

    public ArenaFrontier(StateArena arena, TLength length)
    {
        _arena = arena;
        _length = length;
    }

    public readonly long Waiting => _arena.Count - _next;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Add(ulong* state)
    {
        // The visited set has put it into the arena.
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryTake(out ulong* state)
    {
        if (_next == _end)
        {
            state = null;
            return false;
        }

        state = _arena.At(_next++, _length);
        return true;
    }

    public long Advance()
    {
        _end = _arena.Count;
        return _end - _next;
    }

    public readonly void Dispose()
    {
        // The arena is the visited set's.
    }
}
