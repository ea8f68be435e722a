using System;
using System.Threading;

namespace Explorer.Search.VisitedSets;

/// <summary>How many bytes of unmanaged memory the parts of one search may hold together, and how many they do. May be
/// asked from several threads at once.</summary>
internal sealed class MemoryBudget(long limit)
{
    private long _used;

    public long Limit { get; } = limit;

    public long Used => Volatile.Read(ref _used);

    public bool Allows(long bytes) => bytes <= Limit - Used;

    /// <summary>Takes note that so many bytes more are held (or fewer, if negative).</summary>
    /// <exception cref="InsufficientMemoryException">It would be more than the limit; nothing was noted.</exception>
    public void Take(long bytes)
    {
        if (Interlocked.Add(ref _used, bytes) > Limit && bytes > 0)
        {
            Interlocked.Add(ref _used, -bytes);
            throw new InsufficientMemoryException();
        }
    }
}
