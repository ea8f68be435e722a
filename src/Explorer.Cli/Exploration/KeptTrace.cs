using System.IO;
using System.Linq;
using Explorer.Language;
using Explorer.Language.Diagnostics;
using Explorer.Machines.Interpretation;
using Explorer.Reporting.Traces;

namespace Explorer.Cli.Exploration;

/// <summary>A trace file with the model as it is now, on which it was executed again.</summary>
/// <param name="ModelPath">Where the model was found.</param>
/// <param name="Property">Index of the property that the file says it violates.</param>
internal sealed record KeptTrace(TraceDocument Document, string ModelPath, Trace Trace, int Property)
{
    /// <summary>Whether it still violates the property.</summary>
    public bool IsViolated => Trace.FinalViolations.Contains(Property);

    /// <summary>Reads the file and its model and executes the trace. Null: it could not, and why was written to the error
    /// output.</summary>
    /// <param name="path">The trace file.</param>
    /// <param name="library">Where `use` looks next.</param>
    public static KeptTrace? Load(string path, string? library, Surroundings surroundings)
    {
        var document = TraceReader.Read(path, File.ReadAllText(path), out var diagnostics);
        surroundings.Error.Write(DiagnosticRenderer.Render(diagnostics));
        return document is null ? null : new Loading(path, document, library, surroundings).Run();
    }

    private sealed class Loading(string path, TraceDocument document, string? library, Surroundings surroundings)
    {
        public KeptTrace? Run()
        {
            if (FindModel() is not { } modelPath)
            {
                return Refuse($"the model '{document.Model}' is neither beside the trace nor below the current folder.");
            }

            var settings = new ModelSettings(document.Settings.Configs, document.Settings.Values);
            var model = ReadyModel.Of(modelPath, new ModelRequest(settings, document.Selection, library), out var diagnostics);
            surroundings.Error.Write(DiagnosticRenderer.Render(diagnostics));
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

        private KeptTrace? Execute(string modelPath, LoadedModel model)
        {
            if (model.File.Hash != document.ModelHash)
            {
                surroundings.Error.WriteLine($"explorer: {modelPath} has changed since the trace was written; trying all the same.");
            }

            var machines = model.Build(document.Selection);
            var property = machines.Properties.FirstOrDefault(p => p.Name == document.Property);
            if (property is null)
            {
                return Refuse($"the model has no property '{document.Property}' any more.");
            }

            if (TraceFitting.Fit(machines, document, out var misfit) is { } trace)
            {
                return new KeptTrace(document, modelPath, trace, machines.Properties.IndexOf(property));
            }

            var recorded = misfit!.Step == 0 ? null : document.Steps[misfit.Step - 1];
            var was = recorded is null ? "" : $" ('{recorded.Action}' of {recorded.Actor}, {recorded.Source})";
            return Refuse($"the trace does not fit the model any more at step {misfit.Step}{was}: {misfit.Reason}.");
        }

        private KeptTrace? Refuse(string reason)
        {
            surroundings.Error.WriteLine($"explorer: {path}: {reason}");
            return null;
        }
    }
}
