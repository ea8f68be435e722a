using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using Explorer.Compilation.Symmetry;
using Explorer.Core.Verdicts;
using Explorer.Graphs.States;
using Explorer.Graphs.Threads;
using Explorer.Search;
using Explorer.TestKit;
using Json.Schema;
using Xunit;

namespace Explorer.Graphs.Tests;

/// <summary>Every model of the repository: its graph is what the search explores, and its texts are well formed.</summary>
public class RepositoryGraphTests
{
    private static readonly SearchOptions Everything = new() { StopWhen = StopWhen.Never, Witnesses = true, MaxStates = RepositoryModels.MostStates };

    private static readonly Lazy<JsonSchema> Schema =
        new(() => JsonSchema.FromFile(Path.Combine(RepositoryModels.Root, "docs/schemas/graph-1.schema.json")));

    public static TheoryData<string> Paths => RepositoryModels.Paths();

    [Theory]
    [MemberData(nameof(Paths))]
    public void The_graph_is_what_the_search_explores(string path) => Compare(path, symmetry: false);

    [Theory]
    [MemberData(nameof(Paths))]
    public void The_merged_graph_is_what_the_search_explores_modulo_symmetry(string path) => Compare(path, symmetry: true);

    [Theory]
    [InlineData("models/classics/increment-threads.model", 12, 8)]
    [InlineData("models/classics/increment.model", 13, 8)]
    [InlineData("models/classics/missionaries.model", 64, 16)]
    [InlineData("models/classics/prisoners.model", 214, 78)]
    public void Merged_states_are_orbits(string path, int states, int orbits)
    {
        var system = RepositoryModels.SystemOf(path);
        var counting = new OrbitCountingSystem(system);
        Assert.Equal(states, BreadthFirstSearch.Run(counting, Everything with { Schedules = false, Witnesses = false }).Statistics.States);
        Assert.Equal(orbits, counting.Orbits);
        Assert.Equal(states, RepositoryModels.GraphOf(system).Count);
        Assert.Equal(orbits, RepositoryModels.GraphOf(RepositoryModels.SystemOf(path, symmetry: true)!).Count);
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void Texts_of_states_are_well_formed(string path)
    {
        if (RepositoryModels.ReportOf(path) is not { } report)
        {
            return;
        }

        var space = report.Space;
        var dot = DotReader.Read(StateGraphDot.Text(report));
        var faults = space.Steps.Count(s => s.Step.Target < 0) + space.Starts.Count(s => s.Violations != 0);
        Assert.Equal(1 + space.Count + faults, dot.Nodes.Count);
        Assert.Equal(space.InitialStates.Length + space.Starts.Count(s => s.Violations != 0) + space.Steps.Length, dot.Edges.Count);
        Assert.All(dot.Edges, e => Assert.True(dot.Nodes.ContainsKey(e.From) && dot.Nodes.ContainsKey(e.To)));
        var json = Validated(StateGraphJson.Text(report));
        Assert.Equal(space.Count, json["states"]!.AsArray().Count);
        Assert.Equal(space.Steps.Length, json["steps"]!.AsArray().Count);
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void Texts_of_threads_are_well_formed(string path)
    {
        var model = RepositoryModels.SystemOf(path).Model;
        var flows = ControlFlowGraphs.Of(model);
        var dot = DotReader.Read(ControlFlowDot.Text(path, flows));
        Assert.Equal(flows.Length, dot.Clusters);
        Assert.All(dot.Edges, e => Assert.True(dot.Nodes.ContainsKey(e.From) && dot.Nodes.ContainsKey(e.To)));
        Assert.Equal(flows.Length, Validated(ControlFlowJson.Text(path, [], flows))["threads"]!.AsArray().Count);

        // Every thread and handler is in exactly one of them, with all its steps.
        Assert.Equal(
            model.Machines.Where(m => !m.Locations.IsEmpty).Select(m => m.Name).Order(StringComparer.Ordinal),
            flows.SelectMany(f => f.Machines).Order(StringComparer.Ordinal));
        Assert.Equal(model.Actions.Count(a => a.From >= 0), flows.Sum(f => f.Machines.Length * f.Steps.Length));
    }

    [Theory]
    [InlineData("models/classics/increment-threads.model")]
    [InlineData("models/luf/v12-own-batch.model")]
    public void Texts_are_the_same_in_every_run(string path)
    {
        var (one, other) = (RepositoryModels.ReportOf(path)!, RepositoryModels.ReportOf(path)!);
        Assert.Equal(StateGraphDot.Text(one), StateGraphDot.Text(other));
        Assert.Equal(StateGraphJson.Text(one), StateGraphJson.Text(other));
    }

    [Theory]
    [InlineData("models/classics/increment-threads.model")]
    [InlineData("models/classics/die-hard.model")]
    [InlineData("models/luf/v12-own-batch.model")]
    public void Graphviz_accepts_the_drawings(string path)
    {
        if (!TryDraw("digraph { a -> b }", out _))
        {
            Assert.Skip("there is no dot on this machine");
        }

        var flows = ControlFlowGraphs.Of(RepositoryModels.SystemOf(path).Model);
        Assert.True(TryDraw(StateGraphDot.Text(RepositoryModels.ReportOf(path)!), out var said), said);
        Assert.True(TryDraw(ControlFlowDot.Text(path, flows), out said), said);
    }

    [Fact]
    public void The_schema_refuses_what_is_no_graph()
    {
        Assert.False(IsValid(JsonNode.Parse("{}")!));
        var json = JsonNode.Parse(StateGraphJson.Text(RepositoryModels.ReportOf("models/classics/increment.model")!))!;
        Assert.True(IsValid(json));
        json["states"]![0]!["deadlock"] = "no";
        Assert.False(IsValid(json));
    }

    private static void Compare(string path, bool symmetry)
    {
        if (RepositoryModels.SystemOf(path, symmetry) is not { } system)
        {
            return;
        }

        var canonicalizer = symmetry ? Canonicalizer.Of(RepositoryModels.SystemOf(path)) : null;
        var searched = BreadthFirstSearch.Run(RepositoryModels.SystemOf(path), Everything with { Canonicalizer = canonicalizer });
        var graph = RepositoryModels.GraphOf(system);
        Assert.Equal(searched.Completeness == Completeness.Exhausted, graph.IsComplete);
        if (!graph.IsComplete)
        {
            return;
        }

        var space = StateSpace.Of(system, graph);
        Assert.Equal(searched.Statistics.States, space.Count);
        Assert.Equal(searched.Statistics.Transitions, space.Steps.Length);
        Assert.Equal(searched.Statistics.CutStates, space.Marks.Count(m => m.IsBeyondLimit));
        Assert.Equal(searched.Statistics.FaultedSteps, space.Steps.Count(s => s.Step.Target < 0));
        var report = StateGraphReport.Of(path, RepositoryModels.SystemOf(path).Model, space, _ => new([], []));
        Assert.Equal(
            searched.Properties.Select(p => p.Steps),
            Enumerable.Range(0, space.Properties.Length).Select(i => report.Goals.FirstOrDefault(g => g.Property == i)?.Steps));
    }

    private static JsonNode Validated(string text)
    {
        var json = JsonNode.Parse(text)!;
        Assert.True(IsValid(json));
        return json;
    }

    private static bool IsValid(JsonNode json) => Schema.Value.Evaluate(json).IsValid;

    private static bool TryDraw(string text, out string said)
    {
        var start = new ProcessStartInfo("dot", "-Tsvg") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using var dot = Process.Start(start)!;
            var drawn = dot.StandardOutput.ReadToEndAsync();
            var error = dot.StandardError.ReadToEndAsync();
            dot.StandardInput.Write(text);
            dot.StandardInput.Close();
            dot.WaitForExit();
            said = error.Result;
            return dot.ExitCode == 0 && drawn.Result.Contains("</svg>", StringComparison.Ordinal);
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            said = e.Message;
            return false;
        }
    }
}
