using System;
using System.Threading;

namespace Explorer.Smt.Tests;

/// <summary>A clock that nothing but being read moves: by a millisecond each time.</summary>
internal sealed class TickingClock : TimeProvider
{
    private long _readings;

    public long Readings => _readings;

    public override long TimestampFrequency => 1000;

    public override long GetTimestamp() => Interlocked.Increment(ref _readings);
}
