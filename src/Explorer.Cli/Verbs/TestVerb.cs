using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using Explorer.Checking;
using Explorer.Cli.Output;
using Explorer.Cli.Testing;
using Explorer.Language.Diagnostics;
using Explorer.Reporting.Expectations;
using Explorer.Reporting.Sarif;
using Explorer.Reporting.Summaries;

namespace Explorer.Cli.Verbs;

/// <summary>What `test` was asked for.</summary>
/// <param name="Choices">How each model is searched; their number of workers counts models instead.</param>
/// <param name="Workers">How many models are explored at a time.</param>
internal sealed record TestRequest(
    ImmutableArray<string> Paths,
    string? Library,
    ExplorationBounds Bounds,
    SearchChoices Choices,
    int Workers,
    string? Json,
    string? JUnit)
{
    /// <summary>Where the table of models and configs goes; null: nowhere.</summary>
    public string? Matrix { get; init; }

    /// <summary>Where the counterexamples of `violated` lines go; null: nowhere.</summary>
    public string? Counterexamples { get; init; }

    /// <summary>Where the SARIF log goes: a file, `-`, or null.</summary>
    public string? Sarif { get; init; }

    public bool IsQuiet { get; init; }

    public bool NoColor { get; init; }

    /// <summary>Only list the models and what they expect.</summary>
    public bool ListOnly { get; init; }
}

/// <summary>`test`: judges every `expect` of every model, several models at a time; prints in the order of the paths.</summary>
internal sealed class TestVerb(TestRequest request, Surroundings surroundings)
{
    // What all explorations at a time may take of the machine's memory, unless the command line says.
    private const double ShareOfMemory = 0.6;

    public ExitCode Run()
    {
        if (request.ListOnly)
        {
            return List();
        }

        var results = JudgeAll(ModelCollection.Below(request.Paths));
        foreach (var result in results)
        {
            surroundings.Error.Write(DiagnosticRenderer.Render(result.Diagnostics));
        }

        ImmutableArray<ExpectationReport> reports = [.. results.SelectMany(r => r.Expectations)];
        JsonTarget.Write(request.Json, surroundings, stream => TestJson.Write(reports, stream));
        JsonTarget.Write(request.JUnit, surroundings, stream => JUnitXml.Write(reports, stream));
        JsonTarget.Write(request.Matrix, surroundings, stream => WriteMatrix(reports, stream));
        JsonTarget.Write(request.Sarif, surroundings, stream => SarifLogs.Write(ToolVersion.Text, reports, stream));
        if (!((string?[])[request.Json, request.JUnit, request.Matrix, request.Sarif]).Any(JsonTarget.TakesOutput))
        {
            Print(results, reports);
        }

        return surroundings.Interruption.IsCancellationRequested ? ExitCode.Interrupted : CodeOf(reports);
    }

    private static void WriteMatrix(ImmutableArray<ExpectationReport> reports, Stream stream)
    {
        using var writer = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        foreach (var line in ExpectationMatrix.Lines(reports))
        {
            writer.WriteLine(line);
        }
    }

    private ImmutableArray<ModelTestResult> JudgeAll(IReadOnlyList<string> paths)
    {
        var results = new ModelTestResult[paths.Count];
        var bounds = request.Bounds with { MemoryBytes = request.Bounds.MemoryBytes ?? MemoryForOne() };
        using var progress = new TestProgress(surroundings, paths.Count, request.IsQuiet);
        try
        {
            // The files with the most to judge first, one at a time, so that no worker ends long before another.
            var order = Enumerable.Range(0, paths.Count).OrderByDescending(i => LengthOf(paths[i]));
            var each = Partitioner.Create(order, EnumerablePartitionerOptions.NoBuffering);
            Parallel.ForEach(each, new ParallelOptions { MaxDegreeOfParallelism = request.Workers }, i =>
            {
                results[i] = new ModelTest(paths[i], request.Library, bounds, request.Choices, surroundings.Interruption)
                {
                    Counterexamples = request.Counterexamples,
                }.Run();
                progress.Done(paths[i]);
            });
        }
        catch (AggregateException e)
        {
            // One bug is enough of a report.
            throw e.Flatten().InnerExceptions[0];
        }

        return [.. results];
    }

    private static long LengthOf(string path) => new FileInfo(path) is { Exists: true } file ? file.Length : 0;

    private long MemoryForOne() =>
        (long)(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes * ShareOfMemory / request.Workers);

    private ExitCode List()
    {
        foreach (var line in ModelTable.Lines(ModelCollection.Below(request.Paths)))
        {
            surroundings.Out.WriteLine(line);
        }

        return ExitCode.Success;
    }

    private void Print(ImmutableArray<ModelTestResult> results, ImmutableArray<ExpectationReport> reports)
    {
        ExpectationTable.Print(reports, surroundings, !request.NoColor);
        var without = results.Where(r => r.Expectations.IsEmpty).Select(r => r.Path).ToList();
        if (without.Count != 0)
        {
            surroundings.Out.WriteLine($"{Words.Of(without.Count, "file")} without expectations: {string.Join(", ", without)}");
        }

        var counts = Enum.GetValues<ExpectationStatus>()
            .Select(status => (Name: TestJson.NameOf(status), Count: reports.Count(r => r.Status == status)))
            .Where(c => c.Count != 0).Select(c => $"{Words.Of(c.Count)} {c.Name}").ToList();
        var summary = counts.Count == 0 ? "No expectations." : string.Join(", ", counts) + ".";
        surroundings.Out.WriteLine($"{summary} {Words.Seconds(surroundings.Seconds())}");
    }

    private static ExitCode CodeOf(ImmutableArray<ExpectationReport> reports) => reports.IsEmpty
        ? ExitCode.WrongInput
        : ExitCodes.Gravest(reports.Select(r => r.Status switch
        {
            ExpectationStatus.NotMet => ExitCode.Violated,
            ExpectationStatus.Invalid => ExitCode.WrongInput,
            _ => ExitCode.Success,
        }));
}
