using System;
using System.Threading;

namespace Explorer.Smt.Solving;

/// <summary>
/// When work for the solver ends: after its time, counted from the construction, or when somebody stops it. Whatever can take
/// longer than a fraction of a second looks at it in its loops.
/// </summary>
public sealed class Deadline
{
    private readonly TimeProvider _clock;
    private readonly CancellationToken _stop;
    private readonly TimeSpan _time;
    private readonly long _start;

    /// <param name="time">How long from now.</param>
    public Deadline(TimeSpan time, TimeProvider clock, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(clock);
        (_time, _clock, _stop, _start) = (time, clock, stop, clock.GetTimestamp());
    }

    /// <summary>None: the work may take as long as it does.</summary>
    public static Deadline Never { get; } = new(TimeSpan.MaxValue, TimeProvider.System);

    /// <summary>Since the construction.</summary>
    public TimeSpan Elapsed => _clock.GetElapsedTime(_start);

    /// <summary>Negative if it is over.</summary>
    public TimeSpan Left => _time - Elapsed;

    /// <summary>Whether somebody stopped the work, be there time left or not.</summary>
    public bool IsStopped => _stop.IsCancellationRequested;

    public bool IsOver => IsStopped || Left <= TimeSpan.Zero;

    /// <summary>One that ends after so long, but no later than this one.</summary>
    public Deadline Within(TimeSpan time)
    {
        var left = Left;
        return new Deadline(time < left ? time : left, _clock, _stop);
    }

    /// <exception cref="OperationCanceledException">It is over.</exception>
    public void ThrowIfOver()
    {
        if (IsOver)
        {
            throw new OperationCanceledException("the time for the solver is over");
        }
    }
}
