using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Explorer.Compilation;
using Explorer.Graphs.States;
using Explorer.Graphs.Threads;
using Explorer.Language;
using Explorer.Reporting.Formats;
using Xunit;

namespace Explorer.Graphs.Tests;

public class DrawingTests
{
    private const string Everything = """
        type Cpu = id(2) as "CPU";
        var x : 0..3 = 0;
        var stuck : bool = false;
        thread t {
            either { x = 1; assert small "x is small": x < 1; x = 2; x = 3; }
            or { x = 3; atomic x = x + 1; }
            or { await stuck; }
            or { skip; }
        }
        rule never when stuck { stuck = false; }
        invariant not_two: x != 2;
        limit x != 3;
        """;

    [Fact]
    public void What_a_state_is_can_be_seen()
    {
        var dot = DotReader.Read(StateGraphDot.Text(Draw(Everything)));
        Assert.Contains(dot.Nodes.Values, n => Is(n, "octagon", "violates not_two"));
        Assert.Contains(dot.Nodes.Values, n => Shows(n, "beyond the limit") && n["style"] == "dashed");
        Assert.Contains(dot.Nodes.Values, n => Shows(n, "all threads have ended") && n["style"] == "rounded");
        Assert.Contains(dot.Edges, e => e.Attributes.GetValueOrDefault("label", "").Contains("violates small") && e.Attributes["color"].Contains("b00020"));
        Assert.Contains(dot.Edges, e => e.From == "start");
        Assert.Equal("point", dot.Nodes["start"]["shape"]);
    }

    [Fact]
    public void A_fault_has_a_place_of_its_own_and_a_deadlock_a_shape()
    {
        var dot = DotReader.Read(StateGraphDot.Text(Draw("""
            var x : 0..1 = 0;
            thread t { skip; atomic { x = x + 2; } }
            thread u { await x == 1; }
            rule never when x == 1 { x = 0; }
            """)));
        var fault = Assert.Single(dot.Nodes, n => n.Key[0] == 'f');
        Assert.True(Is(fault.Value, "octagon", "violates range"));
        var into = Assert.Single(dot.Edges, e => e.To == fault.Key);
        // A double arrow: all paths to the fault take this step.
        Assert.Equal("\"#b00020:invis:#b00020\"", into.Attributes["color"]);
        Assert.DoesNotContain(dot.Nodes.Values, n => n.GetValueOrDefault("shape") == "hexagon");
        var stuck = DotReader.Read(StateGraphDot.Text(Draw("""
            var x : bool = false;
            thread t { skip; await x; }
            rule never when x { x = false; }
            """)));
        Assert.True(Is(Assert.Single(stuck.Nodes.Values, n => n.GetValueOrDefault("shape") == "hexagon"), "hexagon", "violates deadlock"));
    }

    [Fact]
    public void An_allowed_deadlock_is_said_to_be_one()
    {
        var dot = StateGraphDot.Text(Draw("""
            var x : bool = false;
            thread t { skip; await x; }
            rule never when x { x = false; }
            deadlock allowed;
            """));
        Assert.Contains("a deadlock, which is allowed", dot);
    }

    [Fact]
    public void An_initial_step_can_violate()
    {
        var report = Draw("""
            var x : 0..3 = 0;
            init { choose v in 0..3; x = v; assert low: v < 3; }
            rule up when x < 2 { x += 1; }
            """);
        var paths = Assert.Single(report.Violations);
        Assert.Equal((0, 1), (paths.Steps, (int)paths.ShortestPaths));
        var dot = DotReader.Read(StateGraphDot.Text(report));
        Assert.True(Is(Assert.Single(dot.Nodes, n => n.Key[0] == 'i').Value, "octagon", "violates low"));
        Assert.Equal(4 + 1, dot.Edges.Count(e => e.From == "start"));
    }

    [Fact]
    public void Texts_are_escaped_and_cut()
    {
        Assert.Equal("\"a \\\"b\\\" \\\\ c\\l\"", DotText.Label(["a \"b\" \\ c"]));
        Assert.Equal("\"a b\"", DotText.Quote("a\nb"));
        Assert.EndsWith("…\\l\"", DotText.Label([new string('x', 200)]));
        Assert.True(DotText.Label([new string('x', 200)]).Length < 80);
    }

    [Fact]
    public void Alike_threads_have_one_control_flow_graph()
    {
        var model = Build("""
            type Cpu = id(3) as "CPU";
            var x : 0..3 = 0;
            thread a for c: Cpu on c { loop { "once" x = 1; irqs_off { "twice" x = 2; "thrice" x = 3; } } }
            thread b { x = 1; x = 0; }
            reachable one: x == 1;
            """);
        var flows = ControlFlowGraphs.Of(model);
        Assert.Equal(["a[CPU0]", "a[CPU1]", "a[CPU2]"], flows[0].Machines);
        Assert.Equal(["b"], flows[1].Machines);
        Assert.All(flows[0].Locations, l => Assert.Equal(0, l.Loop));
        Assert.All(flows[1].Locations, l => Assert.Equal(-1, l.Loop));
        Assert.Single(flows[0].Locations, l => l.IrqsOff);
        Assert.Equal([3, 3], flows.Select(f => f.Locations.Length));
        Assert.True(flows[1].Locations[flows[1].Steps[1].Targets.Single()].IsEnd);
        var dot = DotReader.Read(ControlFlowDot.Text("m", flows));
        Assert.Equal(2 * (1 + 3), dot.Nodes.Count);
        Assert.Equal((1 + 3) + (1 + 2), dot.Edges.Count);
    }

    [Fact]
    public void The_page_shows_what_is_drawn()
    {
        var page = File.ReadAllText(Path.Combine(RepositoryModels.Root, "docs/graph.md")).ReplaceLineEndings("\n");
        var shown = Regex.Match(page, "```dot\n(.*?)```", RegexOptions.Singleline).Groups[1].Value;
        const string ModelPath = "models/classics/increment-threads.model";
        var loaded = ModelFile.Load(Path.Combine(RepositoryModels.Root, ModelPath)).Bind(ModelSettings.None);
        var drawn = StateGraphDot.Text(Draw(ModelPath, ModelCompiler.Compile(loaded.Build(["none_lost"]))));
        Assert.Equal(drawn, shown);
        Assert.All(page.Split('\n'), line => Assert.True(line.Length <= 120, line));
    }

    private static bool Is(Dictionary<string, string> node, string shape, string text) =>
        node.GetValueOrDefault("shape") == shape && Shows(node, text);

    private static bool Shows(Dictionary<string, string> node, string text) => node.GetValueOrDefault("label", "").Contains(text);

    private static StateGraphReport Draw(string text) => Draw("m.model", ModelCompiler.Compile(Build(text)));

    private static StateGraphReport Draw(string path, CompiledSystem system)
    {
        var graph = RepositoryModels.GraphOf(system);
        return StateGraphReport.Of(path, system.Model, StateSpace.Of(system, graph), i => system.Layout.Decode(graph[i]));
    }

    private static Machines.MachineModel Build(string text)
    {
        var loaded = ModelFile.FromText(text).Bind(ModelSettings.None);
        Assert.Empty(loaded.Diagnostics.Where(d => d.IsError).Select(d => d.Message));
        return loaded.Build();
    }
}
