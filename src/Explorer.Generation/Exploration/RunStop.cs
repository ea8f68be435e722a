using System;
using System.Threading;

namespace Explorer.Generation;

/// <summary>Stops a run when it is interrupted, or when its time is over.</summary>
internal sealed class RunStop : IDisposable
{
    private readonly CancellationTokenSource _source;

    /// <param name="time">From now on; null: no bound.</param>
    public RunStop(TimeSpan? time, CancellationToken interruption)
    {
        _source = CancellationTokenSource.CreateLinkedTokenSource(interruption);
        if (time is { } most)
        {
            if (most <= TimeSpan.Zero)
            {
                // A timer would let the first workloads through.
                _source.Cancel();
                return;
            }

            // A timer takes some 49 days at most.
            _source.CancelAfter(most < TimeSpan.FromDays(49) ? most : TimeSpan.FromDays(49));
        }
    }

    public CancellationToken Token => _source.Token;

    public void Dispose() => _source.Dispose();
}
