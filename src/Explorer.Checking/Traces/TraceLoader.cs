using System.Collections.Immutable;
using System.IO;
using System.Linq;
using Explorer.Core.Diagnostics;
using Explorer.Language;
using Explorer.Reporting.Traces;

namespace Explorer.Checking;

/// <summary>What came of reading a trace file.</summary>
/// <param name="Trace">Null if it could not be executed.</param>
/// <param name="Diagnostics">Of the trace file and of its model.</param>
/// <param name="Warning">A sentence on what is different from when it was written; null without one.</param>
/// <param name="Refusal">A sentence on why it could not be executed; null if it was, or if the diagnostics say it.</param>
public sealed record TraceLoading(
    KeptTrace? Trace, ImmutableArray<Diagnostic> Diagnostics, string? Warning = null, string? Refusal = null);

/// <summary>Reads trace files, finds their models, and executes them on the interpreter.</summary>
public static class TraceLoader
{
    /// <summary>Reads the file and its model, which is beside the trace or below the current folder, and executes the
    /// trace.</summary>
    /// <param name="path">The trace file.</param>
    /// <param name="library">Where `use` looks next; null: nowhere else.</param>
    /// <exception cref="IOException">The trace file cannot be read.</exception>
    public static TraceLoading Load(string path, string? library = null)
    {
        var document = TraceReader.Read(path, File.ReadAllText(path), out var diagnostics);
        return document is null
            ? new TraceLoading(null, [.. diagnostics])
            : new Loading(path, document, library, [.. diagnostics]).Run();
    }

    private sealed class Loading(string path, TraceDocument document, string? library, ImmutableArray<Diagnostic> ofFile)
    {
        private ImmutableArray<Diagnostic> _diagnostics = ofFile;
        private string? _warning;

        public TraceLoading Run()
        {
            if (FindModel() is not { } modelPath)
            {
                return Refuse($"the model '{document.Model}' is neither beside the trace nor below the current folder.");
            }

            var settings = new ModelSettings(document.Settings.Configs, document.Settings.Values);
            var model = ReadyModel.Of(modelPath, new ModelRequest(settings, document.Selection, library), out var diagnostics);
            _diagnostics = _diagnostics.AddRange(diagnostics);
            return model is null ? Refuse("the trace does not fit the model.") : Execute(modelPath, model);
        }

        private string? FindModel()
        {
            var beside = Path.Combine(Path.GetDirectoryName(path) ?? "", document.Model);
            return File.Exists(beside) ? Tidy(beside) : File.Exists(document.Model) ? document.Model : null;
        }

        // `a/../b` as `b`, where that is shorter.
        private static string Tidy(string path)
        {
            var relative = Path.GetRelativePath(".", path);
            return relative.Length < path.Length ? relative : path;
        }

        private TraceLoading Execute(string modelPath, LoadedModel model)
        {
            if (model.File.Hash != document.ModelHash)
            {
                _warning = $"{modelPath} has changed since the trace was written; trying all the same.";
            }

            var machines = model.Build(document.Selection);
            var property = machines.Properties.FirstOrDefault(p => p.Name == document.Property);
            if (property is null)
            {
                return Refuse($"the model has no property '{document.Property}' any more.");
            }

            if (TraceFitting.Fit(machines, document, out var misfit) is { } trace)
            {
                var kept = new KeptTrace(document, modelPath, trace, machines.Properties.IndexOf(property));
                return new TraceLoading(kept, _diagnostics, _warning);
            }

            var recorded = misfit!.Step == 0 ? null : document.Steps[misfit.Step - 1];
            var was = recorded is null ? "" : $" ('{recorded.Action}' of {recorded.Actor}, {recorded.Source})";
            return Refuse($"the trace does not fit the model any more at step {misfit.Step}{was}: {misfit.Reason}.");
        }

        private TraceLoading Refuse(string reason) => new(null, _diagnostics, _warning, reason);
    }
}
