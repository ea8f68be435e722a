using System;
using System.IO;
using System.Threading;

namespace Explorer.Cli;

/// <summary>All that a verb touches beside its arguments and the files they name, so that tests can stand in for it.</summary>
internal sealed record Surroundings
{
    /// <summary>Standard output.</summary>
    public required TextWriter Out { get; init; }

    /// <summary>Standard error: progress, diagnostics, internal errors.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Width of the terminal that Out writes to; null if it is none.</summary>
    public int? OutTerminalWidth { get; init; }

    /// <summary>Width of the terminal that Error writes to; null if it is none.</summary>
    public int? ErrorTerminalWidth { get; init; }

    /// <summary>Cancelled by Ctrl-C.</summary>
    public CancellationToken Interruption { get; init; }

    /// <summary>Seconds since the process started.</summary>
    public required Func<double> Seconds { get; init; }

    /// <summary>The operating system's peak resident size of the process.</summary>
    public required Func<long> PeakBytes { get; init; }
}
