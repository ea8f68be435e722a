using System.Runtime.CompilerServices;
using System.Threading;
using Explorer.Core.Systems;
using Explorer.Search.States;
using Explorer.Search.VisitedSets;

namespace Explorer.Search.Levels;

/// <summary>What the workers of one search share, and which of them owns which state.</summary>
internal sealed class SearchTeam<TCodec, TVisited, TItem> : global::System.IDisposable
    where TCodec : struct, IStateCodec
    where TVisited : struct, IVisitedSet
    where TItem : struct, IStateLength
{
    private const int ItemsOfFrontierChunk = 256;
    private const int LeastItems = 64;

    private readonly SearchWorker<TCodec, TVisited, TItem>[] _workers;
    private long _grantable;

    /// <param name="grantable">Sets start with no room and ask for every state, of which so many are granted; null: they
    /// do not ask.</param>
    public SearchTeam(
        ITransitionSystem system, SearchOptions options, MemoryBudget budget, TItem length, int size, long? grantable)
    {
        (System, Options, Budget, Size) = (system, options, budget, size);
        FrontierChunks = new ChunkPool(length.Words, ItemsOfFrontierChunk, budget);
        StreamChunks = new ChunkPool(
            length.Words, global::System.Math.Max(LeastItems, StateChunk.MostItems / length.Words), budget);
        _grantable = grantable ?? 0;
        _workers = new SearchWorker<TCodec, TVisited, TItem>[size];
        Monitor = new SearchMonitor(options);
    }

    public ITransitionSystem System { get; }

    public SearchOptions Options { get; }

    public MemoryBudget Budget { get; }

    /// <summary>Small enough for a level to be shared evenly.</summary>
    public ChunkPool FrontierChunks { get; }

    /// <summary>Large enough for looking up many states in one range.</summary>
    public ChunkPool StreamChunks { get; }

    public SearchMonitor Monitor { get; }

    /// <summary>Number of workers.</summary>
    public int Size { get; }

    /// <summary>Whether the level is narrow: one worker does the work of all, and sorts nothing.</summary>
    public bool IsAlone { get; set; } = true;

    public SearchWorker<TCodec, TVisited, TItem> this[int index]
    {
        get => _workers[index];
        set => _workers[index] = value;
    }

    /// <summary>States stored so far.</summary>
    public long Count
    {
        get
        {
            var count = 0L;
            foreach (var worker in _workers)
            {
                count += worker.Count;
            }

            return count;
        }
    }

    public void Dispose()
    {
        foreach (var worker in _workers)
        {
            worker?.Dispose();
        }

        FrontierChunks.Dispose();
        StreamChunks.Dispose();
    }

    /// <summary>The lower half of a hash decides who owns a state; visited sets look at the upper half.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int IndexOfOwner(ulong hash) => (int)((ulong)(uint)hash * (uint)Size >> 32);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public SearchWorker<TCodec, TVisited, TItem> OwnerOf(ulong hash) => _workers[IndexOfOwner(hash)];

    /// <summary>Whether one more state may be stored.</summary>
    public bool GrantState() => Interlocked.Decrement(ref _grantable) >= 0;

    /// <summary>Looks at the bounds and reports progress. False: the search is over.</summary>
    public bool MayGoOn(int level)
    {
        var (transitions, waiting, slots) = (0L, 0L, 0L);
        foreach (var worker in _workers)
        {
            transitions += worker.Ledger.Transitions;
            waiting += worker.Frontier.NextCount + worker.Frontier.Unclaimed;
            slots += worker.Slots;
        }

        var count = Count;
        return Monitor.MayGoOn(new SearchProgress(
            count, transitions, level + 1, waiting, Budget.Used, (double)count / slots, default));
    }
}
