using System.Collections.Immutable;
using System.IO;
using System.Linq;
using Explorer.Language;
using Explorer.Reporting.Summaries;
using Explorer.Reporting.Traces;

namespace Explorer.Cli.Exploration;

/// <summary>Writes counterexamples as trace files: one for each violated property, named after the model, the settings
/// and the property, so that a later run with the same settings replaces them.</summary>
internal static class CounterexampleFiles
{
    /// <returns>The counterexamples with the files they are in.</returns>
    public static ImmutableArray<Counterexample> Write(string folder, string modelPath, ExploredModel explored)
    {
        Directory.CreateDirectory(folder);
        return [.. explored.Counterexamples.Select(c => Write(folder, modelPath, explored.Model, c))];
    }

    private static Counterexample Write(string folder, string modelPath, CompiledModel model, Counterexample counterexample)
    {
        var file = Path.Combine(folder, NameOf(modelPath, model.Settings, counterexample.PropertyName));
        var trace = counterexample.Trace;
        var document = new TraceDocument(
            ToolVersion.Text,
            Path.GetRelativePath(Path.GetFullPath(folder), Path.GetFullPath(modelPath)).Replace('\\', '/'),
            model.Loaded.File.Hash,
            new TraceSettings(model.Settings.Configs, model.Settings.Values),
            counterexample.PropertyName,
            model.Selection,
            trace.Schedule,
            TraceRecording.State(trace, trace.InitialState),
            TraceRecording.Steps(trace));
        using var stream = File.Create(file);
        TraceWriter.Write(document, stream);
        return counterexample with { File = file };
    }

    private static string NameOf(string modelPath, ModelSettings settings, string property)
    {
        var parts = settings.Configs.Concat(settings.Values.Select(v => $"{v.Name}={v.Value}"));
        var name = string.Join(',', parts.Prepend(Path.GetFileNameWithoutExtension(modelPath)));
        var safe = name.Select(c => char.IsAsciiLetterOrDigit(c) || "=,_-".Contains(c) ? c : '_');
        return $"{string.Concat(safe)}.{property}.trace.json";
    }
}
