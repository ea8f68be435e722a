// Explores again what a search has seen, down to the depth of a violation, and keeps the states in order: breadth first, on
// one thread, in the order of actions and outcomes, so that what is found in its levels does not depend on how the search
// itself went. It judges nothing.
using System;
using System.Collections.Generic;
using System.Threading;
using Explorer.Core.Systems;
using Explorer.Search.States;
using Explorer.Search.VisitedSets;

namespace Explorer.Search.Schedules;

internal sealed unsafe class LevelRecorder : IDisposable
{
    private const int ExpansionsBetweenPolls = 256;

    private readonly ITransitionSystem _system;
    private readonly CancellationToken _cancellation;
    private readonly StateArena _arena;
    private readonly SuccessorBuffer _successors;
    private readonly List<long> _starts = [];
    private readonly ArenaVisitedSet<AnyWords> _visited;

    /// <param name="mostStates">It gives up when it has met more.</param>
    public LevelRecorder(ITransitionSystem system, MemoryBudget budget, long mostStates, CancellationToken cancellation)
    {
        (_system, _cancellation) = (system, cancellation);
        _arena = new StateArena(system.StateLength, budget);
        _visited = new ArenaVisitedSet<AnyWords>(_arena, new AnyWords(system.StateLength), mostStates);
        _successors = new SuccessorBuffer(system.StateLength);
    }

    /// <summary>The levels from 0 to `depth`; good until this is disposed of. Null if they have too many states, or it was
    /// cancelled. To be called once.</summary>
    /// <exception cref="OutOfMemoryException">There is no memory, or the budget does not allow it.</exception>
    public StateLevels? Record(int depth)
    {
        _starts.Add(0);
        if (!AddInitialStates())
        {
            return null;
        }

        _starts.Add(_arena.Count);
        for (var level = 0; level < depth; level++)
        {
            if (!Extend())
            {
                return null;
            }
        }

        return new StateLevels(_arena, _visited, _starts);
    }

    /// <summary>Adds a level, to what <see cref="Record"/> has given as well. False: it has too many states, or it was
    /// cancelled.</summary>
    /// <exception cref="OutOfMemoryException">As for <see cref="Record"/>.</exception>
    public bool Extend()
    {
        if (!ExpandLevel(_starts[^2], _starts[^1]))
        {
            return false;
        }

        _starts.Add(_arena.Count);
        return true;
    }

    public void Dispose()
    {
        _visited.Dispose();
        _successors.Dispose();
    }

    private bool AddInitialStates()
    {
        var words = stackalloc ulong[_system.StateLength];
        for (var i = 0; i < _system.InitialStateCount; i++)
        {
            _system.WriteInitialState(i, new Span<ulong>(words, _system.StateLength), out var hasState);
            if (hasState && _visited.TryAdd(words, _visited.Hash(words)) == AddOutcome.Full)
            {
                return false;
            }
        }

        return true;
    }

    private bool ExpandLevel(long start, long end)
    {
        for (var index = start; index < end; index++)
        {
            if ((index & (ExpansionsBetweenPolls - 1)) == 0 && _cancellation.IsCancellationRequested)
            {
                return false;
            }

            var state = new ReadOnlySpan<ulong>(_arena[index], _system.StateLength);
            if (_system.IsWithinLimit(state))
            {
                _system.Expand(state, _successors);
                if (!AddSuccessors())
                {
                    return false;
                }
            }
        }

        return true;
    }

    // All slots are asked for before the first is looked at.
    private bool AddSuccessors()
    {
        var successors = _successors.States;
        var words = _system.StateLength;
        for (var i = 0; i < _successors.Count; i++)
        {
            _visited.Prefetch(_visited.Hash(successors + (i * words)));
        }

        for (var i = 0; i < _successors.Count; i++)
        {
            var successor = successors + (i * words);
            if (_visited.TryAdd(successor, _visited.Hash(successor)) == AddOutcome.Full)
            {
                return false;
            }
        }

        return true;
    }
}
