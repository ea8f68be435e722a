using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using Explorer.Search.States;
using Explorer.Search.VisitedSets;

namespace Explorer.Benchmarks.Micro;

/// <summary>A set of states as the benchmarks see it: the loop over states is inside, so that nothing but the set is called
/// for each. This is the only place that knows the visited sets.</summary>
internal abstract unsafe class StateStore : IDisposable
{
    /// <summary>The visited set that a search takes for states of so many words all bits of which are used.</summary>
    public static StateStore OfSearch(int words)
    {
        var budget = new MemoryBudget(long.MaxValue);
        var table = new BucketTable<WordBucket<WordVisitedSet.Entry>, ulong>(budget, 1 << 12);
        if (words == 1)
        {
            return new SearchStore<PlainCodec<OneWord>>(new PlainCodec<OneWord>(default), table, null, 1);
        }

        var tree = new StateTree(words, 64 * words, budget);
        return new SearchStore<TreeCodec>(new TreeCodec(tree), table, tree, words);
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

    private sealed class SearchStore<TCodec>(
        TCodec codec, BucketTable<WordBucket<WordVisitedSet.Entry>, ulong> table, StateTree? tree, int words) : StateStore
        where TCodec : struct, IStateCodec
    {
        // As many as wait in a search between the prefetch and the probe.
        private const int Ahead = 32;

        private readonly ulong[] _hashes = new ulong[Ahead];
        private readonly ulong[] _items = new ulong[Ahead];
        private TCodec _codec = codec;
        private WordVisitedSet _visited = new(table);

        public override int Add(ulong* states, int count)
        {
            var (added, room) = (0, 0UL);
            for (var i = 0; i < count + Ahead; i++)
            {
                if (i >= Ahead)
                {
                    var item = _items[i % Ahead];
                    added += IsNew(&item, _hashes[i % Ahead]) ? 1 : 0;
                }

                if (i < count)
                {
                    var item = _codec.EncodeAlone(states + ((long)i * words), &room);
                    _items[i % Ahead] = *item;
                    _hashes[i % Ahead] = _visited.Hash(item);
                    _visited.Prefetch(_hashes[i % Ahead]);
                }
            }

            return added;
        }

        public override void Dispose()
        {
            table.Dispose();
            tree?.Dispose();
        }

        private bool IsNew(ulong* item, ulong hash)
        {
            AddOutcome outcome;
            while ((outcome = _visited.TryAdd(item, hash)) == AddOutcome.Crowded)
            {
                _visited.BeginGrowing();
                _visited.Move();
                _visited.EndGrowing();
                _visited.Refresh();
            }

            return outcome == AddOutcome.Added;
        }
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
