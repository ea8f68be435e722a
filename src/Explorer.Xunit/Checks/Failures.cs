using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Explorer.Checking;
using Explorer.Core.Diagnostics;
using Explorer.Language.Diagnostics;
using Explorer.Reporting.Formats;

namespace Explorer.Xunit;

/// <summary>Makes the exceptions of failed checks, and writes what goes with them.</summary>
internal static class Failures
{
    /// <param name="verdict">The first line of the message.</param>
    public static ModelCheckException Of(CheckResult result, string verdict)
    {
        if (result is not { Counterexample: { } counterexample, Explored: { } explored })
        {
            return new ModelCheckException(verdict) { Result = result };
        }

        var written = CounterexampleWriter.Write(result, explored, counterexample);
        var text = Text(result.Written?.Path ?? result.Check.Path, explored, counterexample);
        var message = $"{verdict}\n\n{text}  explorer replay {written.File}";
        return new ModelCheckException(message) { Result = result with { Counterexample = written } };
    }

    /// <summary>For a model, or settings of it, with errors.</summary>
    public static ModelCheckException WrongModel(string path, IEnumerable<Diagnostic> diagnostics) =>
        new($"{path} is wrong.\n\n{DiagnosticRenderer.Render(diagnostics.Where(d => d.IsError))}");

    private static string Text(string path, ExploredModel explored, Reporting.Summaries.Counterexample counterexample)
    {
        using var stream = new MemoryStream();
        new TextFormat().Write(CounterexampleFiles.ExportOf(path, explored.Model, counterexample), stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
