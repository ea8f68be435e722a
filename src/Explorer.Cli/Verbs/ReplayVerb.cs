using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Explorer.Cli.Exploration;
using Explorer.Language;
using Explorer.Language.Diagnostics;
using Explorer.Machines.Interpretation;
using Explorer.Reporting.Summaries;
using Explorer.Reporting.Traces;
using Explorer.Reporting.Wrapping;

namespace Explorer.Cli.Verbs;

/// <summary>What `replay` was asked for.</summary>
internal sealed record ReplayRequest(string Trace, string? Library, bool IsVerbose);

/// <summary>
/// `replay`: executes a trace file on the reference interpreter. It still violates (2), no longer violates (0), or no
/// longer fits the model (1): a step is impossible, or is not the step that it was.
/// </summary>
internal sealed class ReplayVerb(ReplayRequest request, Surroundings surroundings)
{
    public ExitCode Run()
    {
        var document = TraceReader.Read(request.Trace, File.ReadAllText(request.Trace), out var diagnostics);
        surroundings.Error.Write(DiagnosticRenderer.Render(diagnostics));
        if (document is null)
        {
            return ExitCode.WrongInput;
        }

        if (FindModel(document) is not { } path)
        {
            return Refuse($"the model '{document.Model}' is neither beside the trace nor below the current folder.");
        }

        var model = ModelOf(path, document);
        return model is null ? Refuse("the trace does not fit the model.") : Replay(path, document, model);
    }

    private string? FindModel(TraceDocument document)
    {
        var beside = Path.Combine(Path.GetDirectoryName(request.Trace) ?? "", document.Model);
        return File.Exists(beside) ? Tidy(beside) : File.Exists(document.Model) ? document.Model : null;
    }

    // `a/../b` as `b`, where that is shorter.
    private static string Tidy(string path)
    {
        var relative = Path.GetRelativePath(".", path);
        return relative.Length < path.Length ? relative : path;
    }

    private CompiledModel? ModelOf(string path, TraceDocument document)
    {
        var settings = new ModelSettings(document.Settings.Configs, document.Settings.Values);
        var model = CompiledModel.Of(
            path, new ModelRequest(settings, document.Selection, request.Library), out var diagnostics);
        surroundings.Error.Write(DiagnosticRenderer.Render(diagnostics));
        return model;
    }

    private ExitCode Replay(string path, TraceDocument document, CompiledModel model)
    {
        if (model.Loaded.File.Hash != document.ModelHash)
        {
            surroundings.Error.WriteLine($"explorer: {path} has changed since the trace was written; trying all the same.");
        }

        var property = model.Machines.Properties.FirstOrDefault(p => p.Name == document.Property);
        if (property is null)
        {
            return Refuse($"the model has no property '{document.Property}' any more.");
        }

        try
        {
            var trace = new Interpreter(model.Machines).Replay(document.Schedule);
            return FirstDifference(trace, document) is { } difference
                ? Refuse(difference)
                : Report(path, trace, model.Machines.Properties.IndexOf(property));
        }
        catch (ReplayException e)
        {
            var recorded = e.Step >= 1 && e.Step <= document.Steps.Length ? document.Steps[e.Step - 1] : null;
            var was = recorded is null ? "" : $" It was '{recorded.Action}' of {recorded.Actor}.";
            return Refuse($"the trace does not fit the model any more: step {e.Step}: {e.Reason}.{was}");
        }
    }

    private static string? FirstDifference(Trace trace, TraceDocument document)
    {
        for (var i = 0; i < Math.Min(trace.Steps.Length, document.Steps.Length); i++)
        {
            var action = trace.Steps[i].Action;
            var actor = trace.Model.Machines[action.Machine].Name;
            var recorded = document.Steps[i];
            if (actor != recorded.Actor || action.Name != recorded.Action)
            {
                return $"the trace does not fit the model any more: step {i + 1} was '{recorded.Action}' of "
                    + $"{recorded.Actor}, and is now '{action.Name}' of {actor}.";
            }
        }

        return null;
    }

    private ExitCode Report(string path, Trace trace, int property)
    {
        var name = trace.Model.Properties[property].Name;
        var isViolated = trace.FinalViolations.Contains(property);
        var steps = Words.Of(trace.Steps.Length, "step");
        List<string> lines = isViolated
            ?
            [
                path,
                $"  violated  {name}, after {steps} on the reference interpreter",
                .. CheckSummary.TraceLines(trace, property, request.IsVerbose),
            ]
            : [path, .. WordWrap.Paragraph($"{name} is no longer violated: all {steps} are possible, and it holds after them.", 2)];
        foreach (var line in lines)
        {
            surroundings.Out.WriteLine(line);
        }

        return isViolated ? ExitCode.Violated : ExitCode.Success;
    }

    private ExitCode Refuse(string reason)
    {
        surroundings.Error.WriteLine($"explorer: {request.Trace}: {reason}");
        return ExitCode.WrongInput;
    }
}
