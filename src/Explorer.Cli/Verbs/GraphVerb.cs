using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Text;
using Explorer.Checking;
using Explorer.Cli.Output;
using Explorer.Core.Systems;
using Explorer.Graphs.States;
using Explorer.Graphs.Threads;
using Explorer.Language.Diagnostics;
using Explorer.Reporting.Summaries;
using Explorer.Search.Graphs;
using Explorer.Search.Symmetry;

namespace Explorer.Cli.Verbs;

/// <summary>What `graph` was asked for.</summary>
internal sealed record GraphRequest(string Path, ModelRequest Model)
{
    /// <summary>Larger graphs are drawn only if somebody asks for it.</summary>
    public const long DefaultMostStates = 2000;

    /// <summary>JSON instead of DOT.</summary>
    public bool IsJson { get; init; }

    /// <summary>Control-flow graphs instead of states.</summary>
    public bool ShowsThreads { get; init; }

    /// <summary>Whether states that are equal up to renaming of identities are drawn as one.</summary>
    public bool UsesSymmetry { get; init; }

    public long MostStates { get; init; } = DefaultMostStates;

    /// <summary>A file, `-` or null for standard output.</summary>
    public string? Output { get; init; }

    public bool IsQuiet { get; init; }
}

/// <summary>`graph`: the states of a small model with all steps, or the control flow of its threads. What was written is
/// a success, whatever it shows; a graph that is too large is not written at all.</summary>
internal sealed class GraphVerb(GraphRequest request, Surroundings surroundings)
{
    public ExitCode Run()
    {
        var model = CompiledModel.Of(request.Path, request.Model, out var diagnostics);
        surroundings.Error.Write(DiagnosticRenderer.Render(diagnostics));
        return model is null ? ExitCode.WrongInput : request.ShowsThreads ? DrawThreads(model) : DrawStates(model);
    }

    private ExitCode DrawThreads(CompiledModel model)
    {
        var flows = ControlFlowGraphs.Of(model.Machines);
        if (flows.IsEmpty)
        {
            Say([$"{request.Path}: no threads and no handlers; rules are single steps, which 'explorer info' lists"]);
        }

        Write(request.IsJson
            ? ControlFlowJson.Text(request.Path, SettingsOf(model), flows)
            : ControlFlowDot.Text(request.Path, flows));
        return ExitCode.Success;
    }

    private ExitCode DrawStates(CompiledModel model)
    {
        var canonicalizer = request.UsesSymmetry ? model.Canonicalizer : null;
        if (request.UsesSymmetry && canonicalizer is null)
        {
            Say([$"{request.Path}: no states to merge: nothing in the model can be renamed"]);
        }

        ITransitionSystem system = canonicalizer is null ? model.System : new SymmetricSystem(model.System, canonicalizer);
        var graph = StateGraph.Of(system, request.MostStates, surroundings.Interruption);
        if (!graph.IsComplete)
        {
            return Refuse(model, graph);
        }

        var layout = model.System.Layout;
        var report = StateGraphReport.Of(request.Path, model.Machines, StateSpace.Of(system, graph), i => layout.Decode(graph[i])) with
        {
            Settings = SettingsOf(model),
            Merged = canonicalizer?.Types ?? [],
        };
        Write(request.IsJson ? StateGraphJson.Text(report) : StateGraphDot.Text(report));
        Say(StateGraphSummary.Lines(report));
        return ExitCode.Success;
    }

    private ExitCode Refuse(CompiledModel model, StateGraph graph)
    {
        if (surroundings.Interruption.IsCancellationRequested)
        {
            surroundings.Error.WriteLine($"explorer: {request.Path}: interrupted after {Words.Of(graph.Count, "state")}; nothing was drawn.");
            return ExitCode.Interrupted;
        }

        surroundings.Error.WriteLine(
            $"explorer: {request.Path} has more than {Words.Of(request.MostStates, "state")}: nothing was drawn.");
        foreach (var advice in Advice(model))
        {
            surroundings.Error.WriteLine($"  {advice}");
        }

        return ExitCode.Inconclusive;
    }

    private IEnumerable<string> Advice(CompiledModel model)
    {
        if (!model.Loaded.Parameters.IsEmpty)
        {
            yield return $"A smaller model: --param, for {string.Join(", ", model.Loaded.Parameters.Select(p => $"{p.Name} = {p.Value}"))}.";
        }

        if (!request.UsesSymmetry && model.Canonicalizer is { } canonicalizer)
        {
            yield return $"Fewer states of the same model: --reduce symmetry, over {string.Join(", ", canonicalizer.Types)}.";
        }

        yield return $"All the same: --max-states N. The threads alone: --threads. The verdict: explorer check {request.Path}.";
    }

    private static ImmutableArray<(string Name, string Value)> SettingsOf(CompiledModel model) =>
        [.. model.Loaded.Parameters.Concat(model.Loaded.Switches).Select(s => (s.Name, s.Value))];

    private void Write(string text)
    {
        if (request.Output is null || JsonTarget.TakesOutput(request.Output))
        {
            surroundings.Out.Write(text);
            surroundings.Out.Flush();
            return;
        }

        File.WriteAllText(request.Output, text, new UTF8Encoding(false));
    }

    private void Say(IEnumerable<string> lines)
    {
        foreach (var line in request.IsQuiet ? [] : lines)
        {
            surroundings.Error.WriteLine(line);
        }
    }
}
