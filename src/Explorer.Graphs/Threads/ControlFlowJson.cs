using System.Collections.Immutable;
using System.IO;
using System.Text;
using System.Text.Json;
using Explorer.Reporting.Json;

namespace Explorer.Graphs.Threads;

/// <summary>Control-flow graphs as JSON: docs/graph.md describes the keys, docs/schemas/graph-1.schema.json their types.
/// </summary>
public static class ControlFlowJson
{
    /// <param name="path">The model's path as given.</param>
    /// <param name="settings">Parameters and switches with their values in force.</param>
    public static string Text(string path, ImmutableArray<(string Name, string Value)> settings, ImmutableArray<ControlFlow> flows)
    {
        using var memory = new MemoryStream();
        using (var json = new Utf8JsonWriter(memory, JsonStyle.Options))
        {
            json.WriteStartObject();
            json.WriteString("format", GraphFormat.Name);
            json.WriteString("kind", "threads");
            json.WriteString("model", path);
            json.WriteStartObject("settings");
            foreach (var (name, value) in settings)
            {
                json.WriteString(name, value);
            }

            json.WriteEndObject();
            json.WriteStartArray("threads");
            foreach (var flow in flows)
            {
                Write(json, flow);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(memory.ToArray()) + "\n";
    }

    private static void Write(Utf8JsonWriter json, ControlFlow flow)
    {
        json.WriteStartObject();
        JsonStyle.WriteTexts(json, "machines", flow.Machines);
        json.WriteString("template", flow.Template);
        json.WriteString("kind", flow.Kind);
        json.WriteString("cpu", flow.Cpu);
        json.WriteString("description", flow.Description);
        json.WriteStartArray("locations");
        foreach (var location in flow.Locations)
        {
            Write(json, location);
        }

        json.WriteEndArray();
        json.WriteStartArray("steps");
        foreach (var step in flow.Steps)
        {
            Write(json, step);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, FlowLocation location)
    {
        json.WriteStartObject();
        json.WriteString("name", location.Name);
        json.WriteBoolean("start", location.IsStart);
        json.WriteBoolean("end", location.IsEnd);
        json.WriteBoolean("irqsOff", location.IrqsOff);
        json.WriteBoolean("preemptOff", location.PreemptOff);
        JsonStyle.WriteTexts(json, "labels", location.Labels);
        JsonStyle.WriteTexts(json, "live", location.Live);
        json.WriteString("source", location.Source);
        JsonStyle.WriteNumber(json, "loop", location.Loop < 0 ? null : location.Loop);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, FlowStep step)
    {
        json.WriteStartObject();
        json.WriteNumber("from", step.From);
        json.WriteStartArray("to");
        foreach (var target in step.Targets)
        {
            json.WriteNumberValue(target);
        }

        json.WriteEndArray();
        json.WriteString("name", step.Name);
        JsonStyle.WriteTexts(json, "headings", step.Headings);
        json.WriteString("source", step.Source);
        json.WriteEndObject();
    }
}
