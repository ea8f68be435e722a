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
    private const int Slots = 1 << 12;
    private const int MostBitsOfPair = 96;

    /// <summary>The visited set that a search takes for states of so many bits.</summary>
    public static StateStore OfSearch(int bits)
    {
        var budget = new MemoryBudget(long.MaxValue);
        if (bits is > 64 and <= MostBitsOfPair)
        {
            var pairs = new BucketTable<PairBucket, StatePair>(budget, Slots);
            return new SearchStore<PlainCodec<TwoWords>, PairVisitedSet>(new(default), new(pairs), (2, 2), [pairs]);
        }

        var table = new BucketTable<WordBucket<WordVisitedSet.Entry>, ulong>(budget, Slots);
        if (bits <= 64)
        {
            return new SearchStore<PlainCodec<OneWord>, WordVisitedSet>(new(default), new(table), (1, 1), [table]);
        }

        var words = RandomStates.WordsFor(bits);
        var tree = new StateTree(words, bits, budget);
        return new SearchStore<TreeCodec, WordVisitedSet>(new(tree), new(table), (words, 1), [table, tree]);
    }

    /// <summary>What one would write without any of that: the framework's hash set.</summary>
    public static StateStore OfFramework(int bits) => RandomStates.WordsFor(bits) switch
    {
        1 => new FrameworkStore<ulong>(),
        2 => new FrameworkStore<UInt128>(),
        _ => new FrameworkStore<(ulong, ulong, ulong, ulong)>(),
    };

    /// <summary>Offers states that stand one after the other.</summary>
    /// <returns>How many were new.</returns>
    public abstract int Add(ulong* states, int count);

    public abstract void Dispose();

    /// <param name="words">Of a state, and of what is stored for it.</param>
    private sealed class SearchStore<TCodec, TVisited>(
        TCodec codec, TVisited visited, (int OfState, int OfItem) words, IDisposable[] parts) : StateStore
        where TCodec : struct, IStateCodec
        where TVisited : struct, IVisitedSet
    {
        // As many as wait in a search between the prefetch and the probe.
        private const int Ahead = 32;

        private readonly ulong[] _hashes = new ulong[Ahead];
        private readonly ulong[] _items = new ulong[Ahead * words.OfItem];
        private readonly ulong[] _item = new ulong[words.OfItem];
        private TCodec _codec = codec;
        private TVisited _visited = visited;

        public override int Add(ulong* states, int count)
        {
            var added = 0;
            fixed (ulong* items = _items, room = _item)
            {
                for (var i = 0; i < count + Ahead; i++)
                {
                    var waiting = items + (i % Ahead * words.OfItem);
                    if (i >= Ahead)
                    {
                        added += IsNew(waiting, _hashes[i % Ahead]) ? 1 : 0;
                    }

                    if (i < count)
                    {
                        var item = _codec.EncodeAlone(states + ((long)i * words.OfState), room);
                        new ReadOnlySpan<ulong>(item, words.OfItem).CopyTo(new Span<ulong>(waiting, words.OfItem));
                        _hashes[i % Ahead] = _visited.Hash(waiting);
                        _visited.Prefetch(_hashes[i % Ahead]);
                    }
                }
            }

            return added;
        }

        public override void Dispose()
        {
            foreach (var part in parts)
            {
                part.Dispose();
            }
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
