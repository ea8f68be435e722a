using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using Explorer.Core.Verdicts;
using Explorer.Machines.Interpretation;
using Explorer.Reporting.Formats;
using Explorer.Reporting.Formats.Html;
using Explorer.Reporting.Traces;

namespace Explorer.Reporting.Tests;

/// <summary>A page as text, and the data in it read as its script reads them.</summary>
internal sealed class HtmlPage
{
    private const string DataStart = "<script type=\"application/json\" id=\"data\">";

    private HtmlPage(string text)
    {
        Text = text;
        var start = text.IndexOf(DataStart, StringComparison.Ordinal) + DataStart.Length;
        using var json = JsonDocument.Parse(text[start..text.IndexOf("</script>", start, StringComparison.Ordinal)]);
        Data = json.RootElement.Clone();
    }

    public string Text { get; }

    public JsonElement Data { get; }

    public static HtmlPage Of(TraceExport export)
    {
        using var stream = new MemoryStream();
        new HtmlFormat().Write(export, stream);
        return new HtmlPage(Encoding.UTF8.GetString(stream.ToArray()));
    }

    /// <summary>The export of a trace, as a check would make it.</summary>
    public static TraceExport Export(Trace trace, int property = 0)
    {
        var document = new TraceDocument(
            "0.1.0", "../models/stale.model", "0123456789abcdef", new TraceSettings(["v11"], [("PAGES", "2")]),
            trace.Model.Properties[property].Name, null, trace.Schedule, new Minimum(Minimality.First, 3, 5), TraceRecording.State(trace, trace.InitialState),
            TraceRecording.Steps(trace));
        return TraceExport.Of(document, trace, property, ["No trace is shorter."]);
    }

    /// <summary>For each state, the start first, the shared variables' values as a model would write them.</summary>
    public List<ImmutableArray<string>> States(int variables)
    {
        var types = Data.GetProperty("variables").EnumerateArray().Select(v => v.GetProperty("type").GetInt32()).ToArray();
        var values = Data.GetProperty("variables").EnumerateArray().Select(v => v.GetProperty("start")).ToArray();
        ImmutableArray<string> Now() => [.. Enumerable.Range(0, variables).Select(i => Display(types[i], values[i]))];
        List<ImmutableArray<string>> states = [Now()];
        foreach (var step in Data.GetProperty("steps").EnumerateArray())
        {
            foreach (var change in step.GetProperty("set").EnumerateObject())
            {
                values[int.Parse(change.Name)] = change.Value;
            }

            states.Add(Now());
        }

        return states;
    }

    private string Display(int number, JsonElement value)
    {
        var type = Data.GetProperty("types")[number];
        string Element(JsonElement e) => Display(type.GetProperty("of").GetInt32(), e);
        string Elements() => string.Join(", ", value.EnumerateArray().Select(Element));
        return type.GetProperty("kind").GetString() switch
        {
            "identity" => value.GetInt32() < 0 ? "-" : type.GetProperty("names")[value.GetInt32()].GetString()!,
            "option" => value.ValueKind == JsonValueKind.Null ? "none" : Element(value[0]),
            "struct" => $"{{{Fields(type, value.EnumerateArray())}}}",
            "enum" => Variant(type.GetProperty("variants")[value[0].GetInt32()], value),
            "set" => $"{{{Elements()}}}",
            "queue" => $"<{Elements()}>",
            "array" => $"[{Elements()}]",
            _ => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText(),
        };
    }

    private string Variant(JsonElement variant, JsonElement value)
    {
        var name = variant.GetProperty("name").GetString()!;
        return variant.GetProperty("fields").GetArrayLength() == 0 ? name : $"{name}({Fields(variant, value.EnumerateArray().Skip(1))})";
    }

    private string Fields(JsonElement type, IEnumerable<JsonElement> values) => string.Join(", ", type.GetProperty("fields")
        .EnumerateArray().Zip(values, (f, v) => $"{f.GetProperty("name").GetString()}: {Display(f.GetProperty("type").GetInt32(), v)}"));
}
