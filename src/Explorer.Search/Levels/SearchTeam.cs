using System.Threading;
using Explorer.Core.Systems;
using Explorer.Search.States;
using Explorer.Search.VisitedSets;

namespace Explorer.Search.Levels;

/// <summary>What the workers of one search share.</summary>
internal sealed class SearchTeam<TCodec, TVisited, TItem> : global::System.IDisposable
    where TCodec : struct, IStateCodec
    where TVisited : struct, IVisitedSet
    where TItem : struct, IStateLength
{
    private const int ItemsOfFrontierChunk = 256;
    private const int LeastItems = 64;

    private readonly SearchWorker<TCodec, TVisited, TItem>[] _workers;
    private long _grantable;

    public SearchTeam(ITransitionSystem system, SearchOptions options, MemoryBudget budget, TItem length, int size)
    {
        (System, Options, Budget, Size) = (system, options, budget, size);
        FrontierChunks = new ChunkPool(length.Words, ItemsOfFrontierChunk, budget);
        StreamChunks = new ChunkPool(
            length.Words, global::System.Math.Max(LeastItems, StateChunk.MostItems / length.Words), budget);
        _grantable = options.MaxStates ?? 0;
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

    /// <summary>For what needs all workers to stop.</summary>
    public Recess Recess { get; } = new();

    /// <summary>Number of workers.</summary>
    public int Size { get; }

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

    /// <summary>Whether one more state may be stored, under a bound on states.</summary>
    public bool GrantState() => Interlocked.Decrement(ref _grantable) >= 0;

    /// <summary>Looks at the bounds and reports progress. False: the search is over.</summary>
    public bool MayGoOn(int level)
    {
        var (transitions, waiting) = (0L, 0L);
        foreach (var worker in _workers)
        {
            transitions += worker.Ledger.Transitions;
            waiting += worker.Frontier.NextCount + worker.Frontier.Unclaimed;
        }

        var count = Count;
        return Monitor.MayGoOn(new SearchProgress(
            count, transitions, level + 1, waiting, Budget.Used, (double)count / _workers[0].Slots, default));
    }
}
