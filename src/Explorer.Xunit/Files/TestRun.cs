using System;
using System.IO;
using System.Linq;
using System.Threading;
using Explorer.Checking;
using Xunit;

namespace Explorer.Xunit;

/// <summary>What is known of the run of tests that is going on.</summary>
internal static class TestRun
{
    // What all tests at a time may take of the machine's memory for states.
    private const double ShareOfMemory = 0.6;

    private const string ResultsOption = "--results-directory";

    public static ExplorationBounds DefaultBounds { get; } = new()
    {
        MemoryBytes = (long)(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes * ShareOfMemory / Environment.ProcessorCount),
    };

    /// <summary>Cancelled when the run is stopped.</summary>
    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>The folder `counterexamples` in that of the test results.</summary>
    public static string CounterexampleFolder => Path.Combine(ResultsFolder(Environment.GetCommandLineArgs()), "counterexamples");

    /// <summary>What the option of Microsoft.Testing.Platform says; else its default, `TestResults` beside the program.</summary>
    public static string ResultsFolder(string[] commandLine)
    {
        var option = Array.IndexOf(commandLine, ResultsOption);
        var joined = commandLine.FirstOrDefault(a => a.StartsWith(ResultsOption + "=", StringComparison.Ordinal)
            || a.StartsWith(ResultsOption + ":", StringComparison.Ordinal));
        return Path.GetFullPath(
            option >= 0 && option + 1 < commandLine.Length ? commandLine[option + 1]
            : joined is not null ? joined[(ResultsOption.Length + 1)..]
            : Path.Combine(AppContext.BaseDirectory, "TestResults"));
    }
}
