using System.Collections.Generic;
using System.Threading;

namespace Explorer.Search.Levels;

/// <summary>Lists of chunks of states that other workers have found and this one owns. Any worker posts, the owner takes.
/// </summary>
internal sealed unsafe class Mailbox
{
    private readonly Lock _lock = new();
    private readonly Queue<nint> _chunks = new();
    private int _count;

    /// <summary>Lists waiting.</summary>
    public int Count => Volatile.Read(ref _count);

    public void Post(StateChunk* chunk)
    {
        lock (_lock)
        {
            _chunks.Enqueue((nint)chunk);
            Volatile.Write(ref _count, _chunks.Count);
        }
    }

    /// <summary>The list that has waited longest, or null.</summary>
    public StateChunk* TryTake()
    {
        if (Count == 0)
        {
            return null;
        }

        lock (_lock)
        {
            var chunk = _chunks.TryDequeue(out var first) ? (StateChunk*)first : null;
            Volatile.Write(ref _count, _chunks.Count);
            return chunk;
        }
    }
}
