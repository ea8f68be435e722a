using System;
using System.IO;
using Explorer.Reporting.Summaries;

namespace Explorer.Cli.Output;

/// <summary>How many workloads have been looked at: a live line on a terminal, a plain line every few seconds elsewhere.
/// </summary>
internal sealed class GenerationProgress(TextWriter writer, int? width, string model) : IDisposable
{
    private static readonly TimeSpan PlainInterval = TimeSpan.FromSeconds(3);

    private readonly long _start = TimeProvider.System.GetTimestamp();
    private TimeSpan _nextPlain = PlainInterval;
    private int _shown;

    public void Report(long workloads)
    {
        var elapsed = TimeProvider.System.GetElapsedTime(_start);
        var line = $"{Words.Of(workloads, "workload")}, {elapsed.TotalSeconds:0} s";
        if (width is not null)
        {
            writer.Write("\r" + line.PadRight(_shown));
            _shown = line.Length;
        }
        else if (elapsed >= _nextPlain)
        {
            _nextPlain = elapsed + PlainInterval;
            writer.WriteLine($"{model}: {line}");
        }
    }

    /// <summary>Wipes the live line.</summary>
    public void Dispose()
    {
        if (_shown != 0)
        {
            writer.Write("\r" + new string(' ', _shown) + "\r");
            _shown = 0;
        }
    }
}
