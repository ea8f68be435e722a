using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using Explorer.Search.VisitedSets;

namespace Explorer.Benchmarks.Micro;

/// <summary>A set of states as the benchmarks see it: the loop over states is inside, so that nothing but the set is called
/// for each. This is the only place that knows the visited sets.</summary>
internal abstract unsafe class StateStore : IDisposable
{
    /// <summary>The visited set that a search takes for states of so many words.</summary>
    public static StateStore OfSearch(int words)
    {
        var budget = new MemoryBudget(long.MaxValue);
        return words switch
        {
            1 => new SearchStore<WordVisitedSet>(new WordVisitedSet(long.MaxValue, budget), 1),
            2 => new SearchStore<PairVisitedSet>(new PairVisitedSet(long.MaxValue, budget), 2),
            _ => new SearchStore<ArenaVisitedSet<AnyWords>>(
                new ArenaVisitedSet<AnyWords>(new StateArena(words, budget), new AnyWords(words), long.MaxValue), words),
        };
    }

    /// <summary>What one would write without any of that: the framework's hash set.</summary>
    public static StateStore OfFramework(int words) => words switch
    {
        1 => new FrameworkStore<ulong>(),
        2 => new FrameworkStore<UInt128>(),
        _ => new FrameworkStore<(ulong, ulong, ulong, ulong)>(),
    };

    /// <summary>Offers states that stand one after the other.</summary>
    /// <returns>How many were new.</returns>
    public abstract int Add(ulong* states, int count);

    public abstract void Dispose();

    private sealed class SearchStore<TVisited>(TVisited visited, int words) : StateStore
        where TVisited : struct, IVisitedSet
    {
        // As many as wait in a search between the prefetch and the probe.
        private const int Ahead = 64;

        private readonly ulong[] _hashes = new ulong[Ahead];
        private TVisited _visited = visited;

        public override int Add(ulong* states, int count)
        {
            var added = 0;
            for (var i = 0; i < count + Ahead; i++)
            {
                if (i >= Ahead)
                {
                    var state = states + ((long)(i - Ahead) * words);
                    added += _visited.TryAdd(state, _hashes[i % Ahead]) == AddOutcome.Added ? 1 : 0;
                }

                if (i < count)
                {
                    var hash = _visited.Hash(states + ((long)i * words));
                    _visited.Prefetch(hash);
                    _hashes[i % Ahead] = hash;
                }
            }

            return added;
        }

        public override void Dispose() => _visited.Dispose();
    }

    private sealed class FrameworkStore<TState> : StateStore
        where TState : unmanaged
    {
        private readonly HashSet<TState> _states = [];

        public override int Add(ulong* states, int count)
        {
            var added = 0;
            for (var i = 0; i < count; i++)
            {
                added += _states.Add(Unsafe.ReadUnaligned<TState>((TState*)states + i)) ? 1 : 0;
            }

            return added;
        }

        public override void Dispose() => _states.Clear();
    }
}
