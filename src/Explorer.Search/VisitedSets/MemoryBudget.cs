using System;

namespace Explorer.Search.VisitedSets;

/// <summary>How many bytes of unmanaged memory the parts of one search may hold together, and how many they do.</summary>
internal sealed class MemoryBudget(long limit)
{
    public long Limit { get; } = limit;

    public long Used { get; private set; }

    public bool Allows(long bytes) => bytes <= Limit - Used;

    /// <summary>Takes note that so many bytes more are held (or fewer, if negative).</summary>
    /// <exception cref="InsufficientMemoryException">It would be more than the limit; nothing was noted.</exception>
    public void Take(long bytes)
    {
        if (!Allows(bytes))
        {
            throw new InsufficientMemoryException();
        }

        Used += bytes;
    }
}
