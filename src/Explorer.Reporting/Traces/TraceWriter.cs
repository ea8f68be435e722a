using System.Collections.Immutable;
using System.IO;
using System.Text.Json;
using Explorer.Reporting.Json;

namespace Explorer.Reporting.Traces;

/// <summary>Writes a trace file: JSON, in the schema of `docs/trace-format.md`.</summary>
public static class TraceWriter
{
    /// <summary>The value of `format` in every trace file.</summary>
    public const string Format = "explorer-trace-1";

    /// <summary>Writes the document and a line break.</summary>
    public static void Write(TraceDocument document, Stream stream)
    {
        using (var json = new Utf8JsonWriter(stream, JsonStyle.Options))
        {
            Write(document, json);
        }

        stream.WriteByte((byte)'\n');
    }

    /// <summary>Writes the document as a value, to stand within another one.</summary>
    internal static void Write(TraceDocument document, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("format", Format);
        json.WriteString("tool", document.Tool);
        json.WriteString("model", document.Model);
        json.WriteString("modelHash", document.ModelHash);
        WriteSettings(json, document);
        json.WriteString("property", document.Property);
        json.WriteString("schedule", ScheduleText.Format(document.ModelHash, document.Schedule));
        WriteMinimum(json, document.Minimum);
        WriteNamed(json, "initialState", document.InitialState);
        WriteSteps(json, document.Steps);
        json.WriteEndObject();
    }

    private static void WriteSettings(Utf8JsonWriter json, TraceDocument document)
    {
        JsonStyle.WriteTexts(json, "configs", document.Settings.Configs);
        json.WriteStartArray("settings");
        foreach (var (name, value) in document.Settings.Values)
        {
            json.WriteStartObject();
            json.WriteString("name", name);
            json.WriteString("value", value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (document.Selection is { } selection)
        {
            JsonStyle.WriteTexts(json, "selection", selection);
        }
        else
        {
            json.WriteNull("selection");
        }
    }

    private static void WriteMinimum(Utf8JsonWriter json, Minimum minimum)
    {
        JsonStyle.WriteTexts(json, "established", MinimalityNames.Of(minimum.Established));
        json.WriteNumber("contextSwitches", minimum.ContextSwitches);
        JsonStyle.WriteNumber(json, "participants", minimum.Participants);
    }

    private static void WriteSteps(Utf8JsonWriter json, ImmutableArray<RecordedStep> steps)
    {
        json.WriteStartArray("steps");
        foreach (var step in steps)
        {
            json.WriteStartObject();
            json.WriteString("actor", step.Actor);
            json.WriteString("action", step.Action);
            json.WriteString("source", step.Source);
            json.WriteStartArray("changes");
            foreach (var change in step.Changes)
            {
                json.WriteStartObject();
                json.WriteString("name", change.Name);
                json.WriteString("before", change.Before);
                json.WriteString("after", change.After);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            WriteNamed(json, "state", step.State);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteNamed(Utf8JsonWriter json, string key, ImmutableArray<(string Name, string Value)> values)
    {
        json.WriteStartObject(key);
        foreach (var (name, value) in values)
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
    }
}
