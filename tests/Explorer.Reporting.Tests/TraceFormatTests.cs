using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Explorer.Core.Verdicts;
using Explorer.Machines;
using Explorer.Machines.Interpretation;
using Explorer.Reporting.Formats;
using Explorer.Reporting.Traces;
using Explorer.TestKit;
using FsCheck.Xunit;
using Xunit;

namespace Explorer.Reporting.Tests;

public class TraceFormatTests
{
    private static readonly TraceExport StaleRead = ExportOf(
        StaleReadModel.Replay(StaleReadModel.Build(), StaleReadModel.StaleSchedule), 0);

    public static TheoryData<string> Names => [.. TraceFormats.All.Select(f => f.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Is_written_the_same_twice_and_ends_with_a_line_break(string name)
    {
        var text = Written(TraceFormats.Find(name)!, StaleRead);
        Assert.EndsWith("\n", text);
        Assert.False(text.Contains('\r') || text.StartsWith('\uFEFF'));
        Assert.Equal(text, Written(TraceFormats.Find(name)!, StaleRead));
    }

    [Fact]
    public void Names_and_extensions_are_told_apart()
    {
        Assert.Equal(TraceFormats.All.Length, TraceFormats.All.Select(f => f.Name).Distinct().Count());
        Assert.Equal(TraceFormats.All.Length, TraceFormats.All.Select(f => f.Extension).Distinct().Count());
        Assert.Null(TraceFormats.Find("gif"));
    }

    [Fact]
    public void Text_has_75_columns_and_the_command_that_finds_it_again()
    {
        var lines = Written(new TextFormat(), StaleRead).Split('\n');
        Assert.All(lines, line => Assert.True(line.Length <= 75, line));
        Assert.Contains("  explorer check models/stale.model --with PAGES=2 \\", lines);
        Assert.Contains("    --property no_stale_read", lines);
    }

    [Fact]
    public void A_json_trace_fits_its_schema()
    {
        var text = Written(new JsonFormat(), StaleRead);
        Schemas.AssertTrace(text);
        Assert.False(Schemas.IsTrace(text.Replace("\"schedule\": \"v1:", "\"schedule\": \"v2:")));
        Assert.False(Schemas.IsTrace(text.Replace("\"property\"", "\"properties\"")));
    }

    [Fact]
    public void An_itf_trace_has_the_states_as_its_ecosystem_writes_them()
    {
        using var json = JsonDocument.Parse(Written(new ItfFormat(), StaleRead));
        var states = json.RootElement.GetProperty("states");
        Assert.Equal(6, states.GetArrayLength());
        Assert.Equal(
            ["cache", "content", "tlb", "written", "$actor", "$action", "$locations"],
            json.RootElement.GetProperty("vars").EnumerateArray().Select(v => v.GetString()!));
        Assert.Equal(
            """{"#map":[["CPU0",{"tag":"some","value":"page0"}],["CPU1",{"tag":"none","value":{"#tup":[]}}]]}""",
            Compact(states[1].GetProperty("tlb")));
        Assert.Equal("""{"#bigint":"1"}""", Compact(states[4].GetProperty("written")));
        Assert.Equal("fill the TLB", states[1].GetProperty("$action").GetString());
    }

    [Fact]
    public void An_itf_trace_is_read_back_as_the_trace_file_that_it_holds()
    {
        var document = TraceReader.Read("a.itf.json", Written(new ItfFormat(), StaleRead), out var diagnostics);
        Assert.Empty(diagnostics);
        Assert.Equal(
            Written(new JsonFormat(), StaleRead), Written(new JsonFormat(), StaleRead with { Document = document! }));
    }

    [Fact]
    public void Sarif_fits_its_schema_and_points_at_the_step_at_fault()
    {
        var text = Written(new SarifFormat(), StaleRead);
        Schemas.AssertSarif(text);
        using var json = JsonDocument.Parse(text);
        var result = json.RootElement.GetProperty("runs")[0].GetProperty("results")[0];
        Assert.Equal("no_stale_read", result.GetProperty("ruleId").GetString());
        var place = StaleRead.Trace.Steps[^1].Action.Span;
        var location = result.GetProperty("locations")[0].GetProperty("physicalLocation").GetProperty("region");
        Assert.Equal(place.Source.Position(place.Start).Line, location.GetProperty("startLine").GetInt32());
        var flows = result.GetProperty("codeFlows")[0].GetProperty("threadFlows").EnumerateArray().ToList();
        Assert.Equal(["CPU0", "CPU1"], flows.Select(f => f.GetProperty("id").GetString()!));
        Assert.Equal([2, 3, 4], flows[1].GetProperty("locations").EnumerateArray().Select(l => l.GetProperty("executionOrder").GetInt32()));
        Assert.Equal(
            ["step 1: tlb[CPU0] is filled", "step 3: cache changes: the entry was to be flushed", "step 4: what is read through the entry is overtaken"],
            result.GetProperty("relatedLocations").EnumerateArray().Select(l => l.GetProperty("message").GetProperty("text").GetString()!));
    }

    [Fact]
    public void Dot_draws_what_steps_hand_on_between_columns()
    {
        var lines = Written(new DotFormat(), StaleRead).Split('\n');
        Assert.Contains("  c0 [label=\"CPU0\", shape=plaintext, group=g0];", lines);
        Assert.Contains("  s4 -> s5 [style=dashed, constraint=false, label=\" written\\l\"];", lines);
        Assert.Equal(5, lines.Count(l => Regex.IsMatch(l, @"^  s\d+ \[label=")));
    }

    [Fact]
    public void Mermaid_has_an_arrow_for_each_step_and_for_what_another_column_wrote()
    {
        var lines = Written(new MermaidFormat(), StaleRead).Split('\n');
        Assert.Equal("sequenceDiagram", lines[0]);
        Assert.Contains("  participant c1 as CPU1", lines);
        Assert.Contains("  c1->>c1: 3 replace it in the page cache", lines);
        Assert.Contains("  c1-->>c0: written, set at step 4", lines);
    }

    [Property(MaxTest = 80)]
    public void Formats_are_well_formed_for_whatever_a_model_does(int seed)
    {
        var model = MachineModelGenerator.Generate(seed);
        if (RandomTrace(model, seed) is not { } trace)
        {
            return;
        }

        var export = ExportOf(trace, 0);
        Schemas.AssertTrace(Written(new JsonFormat(), export));
        Schemas.AssertSarif(Written(new SarifFormat(), export));
        Assert.NotNull(TraceReader.Read("a", Written(new ItfFormat(), export), out _));
        AssertQuotesMatch(Written(new DotFormat(), export));
        Assert.All(
            Written(new MermaidFormat(), export).TrimEnd('\n').Split('\n').Skip(2),
            line => Assert.Matches(@"^  (participant c\d+ as |c\d+-?->>c\d+: |Note over c\d+: )[^;<>""%]*(#\d+;[^;<>""%]*|<br/>[^;<>""%]*)*$", line));
    }

    private static void AssertQuotesMatch(string dot)
    {
        Assert.EndsWith("}\n", dot);
        foreach (var line in dot.Split('\n'))
        {
            Assert.DoesNotContain('"', Regex.Replace(line, @"""([^""\\]|\\.)*""", ""));
        }
    }

    // Null: the model has no initial state.
    private static Trace? RandomTrace(MachineModel model, int seed)
    {
        var interpreter = new Interpreter(model);
        if (interpreter.InitialOutcomes().Count == 0)
        {
            return null;
        }

        var schedule = new Schedule(0, []);
        var state = interpreter.InitialOutcomes().Select(o => o.State).FirstOrDefault();
        for (var i = 0; i < 6 && state is not null; i++)
        {
            var successors = interpreter.Successors(state);
            if (successors.Count == 0)
            {
                break;
            }

            var (action, choice, outcome) = successors[(int)((uint)(seed * (i + 7)) % (uint)successors.Count)];
            schedule = schedule with { Steps = schedule.Steps.Add(new ScheduledStep(action.Id, choice)) };
            state = outcome.State;
        }

        return interpreter.Replay(schedule);
    }

    private static TraceExport ExportOf(Trace trace, int property)
    {
        var name = trace.Model.Properties.IsEmpty ? "p" : trace.Model.Properties[property].Name;
        var document = new TraceDocument(
            "0.1.0", "models/stale.model", "0123456789abcdef", new TraceSettings([], [("PAGES", "2")]), name, null, trace.Schedule,
            new Minimum(Minimality.First, 3, 5), TraceRecording.State(trace, trace.InitialState), TraceRecording.Steps(trace));
        return TraceExport.Of(document, trace, property, ["No trace is shorter."]);
    }

    private static string Written(ITraceFormat format, TraceExport export)
    {
        using var stream = new MemoryStream();
        format.Write(export, stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static string Compact(JsonElement element) => JsonSerializer.Serialize(element, (JsonSerializerOptions?)null).Replace("\\u0022", "\"");
}
