using System.Collections.Immutable;
using System.IO;
using System.Linq;
using Explorer.Language;
using Explorer.Reporting.Formats;
using Explorer.Reporting.Summaries;
using Explorer.Reporting.Traces;

namespace Explorer.Checking;

/// <summary>Writes counterexamples as trace files: one for each violated property, named after the model, the settings
/// and the property, so that a later run with the same settings replaces them; and in further formats beside.</summary>
public static class CounterexampleFiles
{
    /// <param name="formats">Beside the trace files themselves.</param>
    /// <returns>The counterexamples with the trace files they are in.</returns>
    public static ImmutableArray<Counterexample> Write(
        string folder, string modelPath, ExploredModel explored, ImmutableArray<ITraceFormat> formats)
    {
        Directory.CreateDirectory(folder);
        return [.. explored.Counterexamples.Select(c => Write(folder, modelPath, explored.Model, c, formats))];
    }

    /// <summary>A counterexample for the formats that are not read back: these name the model as the user did.</summary>
    public static TraceExport ExportOf(string modelPath, CompiledModel model, Counterexample counterexample)
    {
        var established = Quotable.Length(counterexample);
        return TraceExport.Of(DocumentOf(modelPath, model, counterexample), counterexample.Trace, counterexample.Property, [established]);
    }

    private static TraceDocument DocumentOf(string path, CompiledModel model, Counterexample counterexample)
    {
        var trace = counterexample.Trace;
        return new TraceDocument(
            ToolVersion.Text,
            path,
            model.Loaded.File.Hash,
            new TraceSettings(model.Settings.Configs, model.Settings.Values),
            counterexample.PropertyName,
            model.Selection,
            trace.Schedule,
            counterexample.Minimum,
            TraceRecording.State(trace, trace.InitialState),
            TraceRecording.Steps(trace));
    }

    private static Counterexample Write(
        string folder, string modelPath, CompiledModel model, Counterexample counterexample, ImmutableArray<ITraceFormat> formats)
    {
        var name = Path.Combine(folder, NameOf(modelPath, model.Settings, counterexample));
        var relative = Path.GetRelativePath(Path.GetFullPath(folder), Path.GetFullPath(modelPath)).Replace('\\', '/');
        var document = DocumentOf(relative, model, counterexample);
        var file = name + ".trace.json";
        using (var stream = File.Create(file))
        {
            TraceWriter.Write(document, stream);
        }

        var export = formats.IsEmpty ? null : ExportOf(modelPath, model, counterexample) with { File = file };
        foreach (var format in formats.Where(f => f is not JsonFormat))
        {
            using var stream = File.Create(name + format.Extension);
            format.Write(format is ItfFormat ? export! with { Document = document } : export!, stream);
        }

        return counterexample with { File = file };
    }

    private static string NameOf(string modelPath, ModelSettings settings, Counterexample counterexample)
    {
        var parts = settings.Configs.Concat(settings.Values.Select(v => $"{v.Name}={v.Value}"));
        var name = string.Join(',', parts.Prepend(Path.GetFileNameWithoutExtension(modelPath)));
        var safe = name.Select(c => char.IsAsciiLetterOrDigit(c) || "=,_-".Contains(c) ? c : '_');
        var number = counterexample.Number == 1 ? "" : $".{counterexample.Number}";
        return $"{string.Concat(safe)}.{counterexample.PropertyName}{number}";
    }
}
