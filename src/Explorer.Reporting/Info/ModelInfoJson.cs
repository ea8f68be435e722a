using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Text.Json;
using Explorer.Reporting.Json;

namespace Explorer.Reporting.Info;

/// <summary>`--json` of `info`: an array with one object for each model.</summary>
public static class ModelInfoJson
{
    public static void Write(IEnumerable<ModelInfo> infos, Stream stream)
    {
        using var json = new Utf8JsonWriter(stream, JsonStyle.Options);
        json.WriteStartArray();
        foreach (var info in infos)
        {
            Write(json, info);
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, ModelInfo info)
    {
        json.WriteStartObject();
        json.WriteString("model", info.Path);
        json.WriteString("hash", info.Hash);
        json.WriteNumber("bits", info.Bits);
        json.WriteNumber("words", info.Words);
        json.WriteNumber("initialStates", info.InitialStates);
        WriteSettings(json, "params", info.Parameters);
        WriteSettings(json, "switches", info.Switches);
        WriteParts(json, info.Parts);
        WriteMachines(json, info.Machines);
        json.WriteStartArray("properties");
        foreach (var property in info.Properties)
        {
            WriteTexts(json, ("name", property.Name), ("kind", property.Kind), ("text", property.Text));
        }

        json.WriteEndArray();
        WriteDependence(json, info.Dependence);
        json.WriteEndObject();
    }

    private static void WriteDependence(Utf8JsonWriter json, DependenceInfo? dependence)
    {
        if (dependence is null)
        {
            return;
        }

        json.WriteStartObject("dependence");
        json.WriteStartArray("labels");
        foreach (var label in dependence.Labels)
        {
            WriteTexts(json, ("kind", label.Kind), ("condition", label.Condition));
        }

        json.WriteEndArray();
        json.WriteStartArray("sticky");
        foreach (var action in dependence.Sticky)
        {
            json.WriteNumberValue(action);
        }

        json.WriteEndArray();
        foreach (var matrix in dependence.Matrices)
        {
            json.WriteStartObject(matrix.Name);
            json.WriteNumber("dependent", matrix.Dependent);
            json.WriteNumber("bySolver", matrix.BySolver);
            JsonStyle.WriteTexts(json, "rows", matrix.Rows);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteSettings(Utf8JsonWriter json, string key, ImmutableArray<SettingInfo> settings)
    {
        json.WriteStartArray(key);
        foreach (var setting in settings)
        {
            WriteTexts(json, ("name", setting.Name), ("value", setting.Value), ("description", setting.Description));
        }

        json.WriteEndArray();
    }

    private static void WriteParts(Utf8JsonWriter json, ImmutableArray<StoredPart> parts)
    {
        json.WriteStartArray("state");
        foreach (var part in parts)
        {
            json.WriteStartObject();
            json.WriteString("name", part.Name);
            json.WriteString("type", part.Type);
            json.WriteBoolean("ghost", part.IsGhost);
            json.WriteNumber("word", part.Word);
            json.WriteNumber("shift", part.Shift);
            json.WriteNumber("width", part.Width);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteMachines(Utf8JsonWriter json, ImmutableArray<MachineInfo> machines)
    {
        json.WriteStartArray("machines");
        foreach (var machine in machines)
        {
            json.WriteStartObject();
            json.WriteString("name", machine.Name);
            json.WriteString("kind", machine.Kind);
            json.WriteString("cpu", machine.Cpu);
            json.WriteString("description", machine.Description);
            JsonStyle.WriteTexts(json, "locations", machine.Locations);
            WriteSteps(json, machine.Steps);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteSteps(Utf8JsonWriter json, ImmutableArray<StepInfo> steps)
    {
        json.WriteStartArray("actions");
        foreach (var step in steps)
        {
            json.WriteStartObject();
            json.WriteNumber("id", step.Id);
            json.WriteString("name", step.Name);
            json.WriteString("from", step.From);
            json.WriteString("source", step.Place);
            json.WriteBoolean("may", step.IsMay);
            JsonStyle.WriteTexts(json, "reads", step.Reads);
            JsonStyle.WriteTexts(json, "writes", step.Writes);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteTexts(Utf8JsonWriter json, params (string Key, string Value)[] texts)
    {
        json.WriteStartObject();
        foreach (var (key, value) in texts)
        {
            json.WriteString(key, value);
        }

        json.WriteEndObject();
    }
}
