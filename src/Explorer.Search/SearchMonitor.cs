using System;
using System.Globalization;
using System.Threading;
using Explorer.Core.Verdicts;

namespace Explorer.Search;

/// <summary>Watches the bounds that are not exact (time, memory, interruption) and reports progress. A search asks it
/// every few hundred states; it reads the clock once each time. Any thread may end the search.</summary>
internal sealed class SearchMonitor
{
    private static readonly TimeSpan ReportInterval = TimeSpan.FromSeconds(0.25);

    private readonly Lock _lock = new();
    private readonly SearchOptions _options;
    private readonly long _start;
    private volatile bool _hasEnded;
    private TimeSpan _nextReport = ReportInterval;

    public SearchMonitor(SearchOptions options)
    {
        _options = options;
        _start = options.Clock.GetTimestamp();
    }

    /// <summary>What ended the search, null while it may go on.</summary>
    public Completeness? Ending { get; private set; }

    public string? Reason { get; private set; }

    /// <summary>Whether something has ended the search.</summary>
    public bool HasEnded => _hasEnded;

    /// <summary>Ends the search for a reason of its own; the first reason stays.</summary>
    public void End(Completeness ending, string? reason)
    {
        lock (_lock)
        {
            if (Ending is null)
            {
                (Ending, Reason) = (ending, reason);
                _hasEnded = true;
            }
        }
    }

    public void EndAtStateBound(long states) => EndAtBound(
        _options.MaxStates is { } most && most <= states
            ? Text($"the bound of {most} states (--max-states)")
            : Text($"the {states} states that the store can hold"));

    public void EndAtDepthBound() => EndAtBound(Text($"the bound of {_options.MaxDepth} steps (--max-depth)"));

    public void EndAtMemoryBound(long bytes) => EndAtBound(Text($"the bound of {bytes} bytes (--memory)"));

    public void EndWithoutMemory(long bytes) => EndAtBound(
        Text($"the system gave no more memory than the {bytes} bytes that the search holds"));

    /// <summary>True while the search may go on.</summary>
    public bool MayGoOn(in SearchProgress progress)
    {
        var elapsed = _options.Clock.GetElapsedTime(_start);
        if (_options.Cancellation.IsCancellationRequested)
        {
            End(Completeness.Interrupted, "interrupted");
        }
        else if (elapsed >= _options.Time)
        {
            EndAtBound(Text($"the bound of {_options.Time.Value.TotalSeconds:0.###} s (--time)"));
        }

        if (elapsed >= _nextReport)
        {
            _nextReport = elapsed + ReportInterval;
            _options.Progress?.Report(progress with { Elapsed = elapsed });
        }

        return !_hasEnded;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private void EndAtBound(string reason) => End(Completeness.BoundReached, reason);
}
