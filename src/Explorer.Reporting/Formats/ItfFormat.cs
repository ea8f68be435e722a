using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Text.Json;
using Explorer.Machines;
using Explorer.Machines.Interpretation;
using Explorer.Reporting.Json;
using Explorer.Reporting.Traces;

namespace Explorer.Reporting.Formats;

/// <summary>
/// The Informal Trace Format of Apalache and Quint (Apalache, ADR 015), for the trace viewers of that ecosystem: the states
/// one after the other, each with all variables. Beside the model's variables each state has `actor`, `action` (who took the step that
/// led to it) and `locations` (where each thread is) under names with a `$`, which no variable of a model has. The trace
/// file's own content stands under `#meta`, so that nothing is lost and the file can be replayed.
/// A step that a fault kept from ending has no state.
/// </summary>
public sealed class ItfFormat : ITraceFormat
{
    /// <summary>Under this key of `#meta` stands what is in the trace file.</summary>
    public const string DocumentKey = "explorer";

    private static readonly ImmutableArray<string> Added = ["$actor", "$action", "$locations"];

    public string Name => "itf";

    public string Extension => ".itf.json";

    public void Write(TraceExport export, Stream stream)
    {
        var trace = export.Trace;
        using (var json = new Utf8JsonWriter(stream, JsonStyle.Options))
        {
            json.WriteStartObject();
            WriteMeta(json, export);
            JsonStyle.WriteTexts(json, "vars", trace.Model.Variables.Select(v => v.Name).Concat(Added));
            json.WriteStartArray("states");
            WriteStates(json, trace);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
    }

    /// <summary>The trace file's content in an ITF trace of ours; null in anything else.</summary>
    internal static JsonElement? DocumentIn(JsonElement root) =>
        root.ValueKind == JsonValueKind.Object
        && root.TryGetProperty("#meta", out var meta) && meta.ValueKind == JsonValueKind.Object
        && meta.TryGetProperty(DocumentKey, out var document)
            ? document
            : null;

    private static void WriteMeta(Utf8JsonWriter json, TraceExport export)
    {
        json.WriteStartObject("#meta");
        json.WriteString("format", "ITF");
        json.WriteString("format-description", "https://apalache-mc.org/docs/adr/015adr-trace.html");
        json.WriteString("source", export.Document.Model);
        json.WriteString("status", "violation");
        json.WriteString("description", $"violates {export.Document.Property}, found by explorer {export.Document.Tool}");
        json.WritePropertyName(DocumentKey);
        TraceWriter.Write(export.Document, json);
        json.WriteEndObject();
    }

    private static void WriteStates(Utf8JsonWriter json, Trace trace)
    {
        if (trace.InitialState is { } initial)
        {
            WriteState(json, trace.Model, initial, 0, "", "init");
        }

        for (var i = 0; i < trace.Steps.Length; i++)
        {
            var step = trace.Steps[i];
            if (step.State is { } state)
            {
                WriteState(json, trace.Model, state, i + 1, trace.Model.Machines[step.Action.Machine].Name, step.Action.Name);
            }
        }
    }

    private static void WriteState(
        Utf8JsonWriter json, MachineModel model, MachineState state, int index, string actor, string action)
    {
        json.WriteStartObject();
        json.WriteStartObject("#meta");
        json.WriteNumber("index", index);
        json.WriteEndObject();
        foreach (var variable in model.Variables)
        {
            json.WritePropertyName(variable.Name);
            ItfValues.Write(json, state.Variables[variable.Index]);
        }

        json.WriteString("$actor", actor);
        json.WriteString("$action", action);
        json.WriteStartObject("$locations");
        json.WriteStartArray("#map");
        foreach (var machine in model.Machines.Where(m => m.Kind != MachineKind.Rule && !m.Locations.IsEmpty))
        {
            json.WriteStartArray();
            json.WriteStringValue(machine.Name);
            json.WriteStringValue(machine.Locations[state.Machines[machine.Index].Location].Name);
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
