using System.IO;
using System.Linq;
using System.Threading;
using Explorer.Checking;
using Explorer.Reporting.Formats;
using Explorer.Reporting.Summaries;
using Xunit;

namespace Explorer.Xunit;

/// <summary>Writes counterexamples beside the test results and attaches them to the test that is running.</summary>
internal static class CounterexampleWriter
{
    // Tests that find the same violation write the same file.
    private static readonly Lock OneAtATime = new();

    /// <summary>Writes the trace file, and the page if this version has that format.</summary>
    /// <returns>The counterexample with its file.</returns>
    public static Counterexample Write(CheckResult result, ExploredModel explored, Counterexample counterexample)
    {
        var folder = result.Check.CounterexampleFolder ?? TestRun.CounterexampleFolder;
        var formats = TraceFormats.All.Where(f => f.Name == "html");
        lock (OneAtATime)
        {
            Directory.CreateDirectory(folder);
            if (result.Written is var (path, text))
            {
                File.WriteAllText(path, text);
            }

            var one = explored with { Counterexamples = [counterexample] };
            var model = result.Written?.Path ?? result.Check.ResolvedPath;
            var written = CounterexampleFiles.Write(folder, model, one, [.. formats]).Single();
            Attach(written.File!);
            return written;
        }
    }

    private static void Attach(string file)
    {
        if (TestContext.Current.Test is not null)
        {
            TestContext.Current.AddAttachment(Path.GetFileName(file), File.ReadAllBytes(file), replaceExistingValue: true, "application/json");
        }
    }
}
