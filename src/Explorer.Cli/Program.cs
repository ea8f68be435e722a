using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Runtime.InteropServices;
using System.Text;
using System.Threading;
using Explorer.Cli.CommandLine;

namespace Explorer.Cli;

/// <summary>Connects the command line to the process: its streams, its signals, its exit code.</summary>
internal static class Program
{
    public static int Main(string[] args)
    {
        Rehearsal.Begin(args, SecondsSinceStart, PeakBytes);
        using var interruption = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var output = Open(Console.OpenStandardOutput());
        using var error = Open(Console.OpenStandardError());
        error.AutoFlush = true;
        var surroundings = new Surroundings
        {
            Out = output,
            Error = error,
            OutTerminalWidth = Console.IsOutputRedirected ? null : Width(),
            ErrorTerminalWidth = Console.IsErrorRedirected ? null : Width(),
            Interruption = interruption.Token,
            Seconds = SecondsSinceStart,
            PeakBytes = PeakBytes,
        };
        return (int)ExplorerCommand.Run(args, surroundings);

        // The second time the process is ended by the system.
        void Stop(PosixSignalContext context)
        {
            context.Cancel = !interruption.IsCancellationRequested;
            interruption.Cancel();
        }
    }

    private static StreamWriter Open(Stream stream) => new(stream, new UTF8Encoding(false), 1 << 12) { NewLine = "\n" };

    private static int Width()
    {
        try
        {
            return Math.Max(Console.WindowWidth, 20);
        }
        catch (IOException)
        {
            return 80;
        }
    }

    private static double SecondsSinceStart()
    {
        using var process = Process.GetCurrentProcess();
        return Math.Max((TimeProvider.System.GetUtcNow() - process.StartTime.ToUniversalTime()).TotalSeconds, 0);
    }

    // The framework's way to the same line compiles, when first used, what takes longer than all else here.
    private static long PeakBytes()
    {
        const string Status = "/proc/self/status", Peak = "VmHWM:";
        if (OperatingSystem.IsLinux() && File.Exists(Status) && Array.Find(File.ReadAllLines(Status), IsPeak) is { } line
            && long.TryParse(line[Peak.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture, out var kilobytes))
        {
            return kilobytes * 1024;
        }

        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64;

        static bool IsPeak(string line) => line.StartsWith(Peak, StringComparison.Ordinal);
    }
}
