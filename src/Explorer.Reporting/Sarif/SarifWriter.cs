using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using Explorer.Core.Diagnostics;
using Explorer.Reporting.Json;

namespace Explorer.Reporting.Sarif;

/// <summary>A place with what is to be said of it. Lines and columns count from 1; the end is after the last
/// character.</summary>
/// <param name="Path">With `/`, relative to where the program ran, or absolute.</param>
/// <param name="Columns">Null: the whole line.</param>
/// <param name="Message">One line; may be empty.</param>
internal sealed record SarifPlace(string Path, int Line, (int Start, int EndLine, int End)? Columns, string Message)
{
    public static SarifPlace Of(SourceSpan span, string message = "")
    {
        var (line, column) = span.Source.Position(span.Start);
        return new SarifPlace(span.Source.Path, line, (column, span.Source.Position(span.End).Line, span.Source.Position(span.End).Column), message);
    }
}

/// <summary>A step of one thread of a code flow.</summary>
/// <param name="Order">Its number in the whole trace, from 1.</param>
/// <param name="Changes">What it changed: names with the values after it.</param>
internal sealed record SarifStep(int Order, SarifPlace Place, IReadOnlyList<(string Name, string Value)> Changes);

/// <summary>One finding.</summary>
/// <param name="Rule">What is violated: a property's name, or `expectation`.</param>
/// <param name="RuleText">What the rule says.</param>
/// <param name="Level">`error`, or `warning` for what was not decided.</param>
/// <param name="Place">Where an annotation goes.</param>
/// <param name="Related">Other places that matter, in order.</param>
/// <param name="Threads">For each column its title and steps; empty without a trace.</param>
/// <param name="Identity">The same in every run that finds the same thing.</param>
internal sealed record SarifFinding(
    string Rule,
    string RuleText,
    string Level,
    string Message,
    SarifPlace Place,
    IReadOnlyList<SarifPlace> Related,
    IReadOnlyList<(string Title, IReadOnlyList<SarifStep> Steps)> Threads,
    string Identity);

/// <summary>Writes a log in the form of OASIS SARIF 2.1.0 (Static Analysis Results Interchange Format), with one run.</summary>
internal static class SarifWriter
{
    private const string Schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

    /// <param name="version">Version of the tool.</param>
    public static void Write(string version, IReadOnlyList<SarifFinding> findings, Stream stream)
    {
        using (var json = new Utf8JsonWriter(stream, JsonStyle.Options))
        {
            json.WriteStartObject();
            json.WriteString("$schema", Schema);
            json.WriteString("version", "2.1.0");
            json.WriteStartArray("runs");
            json.WriteStartObject();
            var rules = findings.DistinctBy(f => f.Rule).ToList();
            WriteTool(json, version, rules);
            json.WriteString("columnKind", "utf16CodeUnits");
            json.WriteStartArray("results");
            foreach (var finding in findings)
            {
                WriteResult(json, finding, rules.FindIndex(r => r.Rule == finding.Rule));
            }

            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
    }

    private static void WriteTool(Utf8JsonWriter json, string version, List<SarifFinding> rules)
    {
        json.WriteStartObject("tool");
        json.WriteStartObject("driver");
        json.WriteString("name", "explorer");
        json.WriteString("version", version);
        json.WriteStartArray("rules");
        foreach (var rule in rules)
        {
            json.WriteStartObject();
            json.WriteString("id", rule.Rule);
            WriteMessage(json, "shortDescription", rule.RuleText.Length == 0 ? rule.Rule : rule.RuleText);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteResult(Utf8JsonWriter json, SarifFinding finding, int rule)
    {
        json.WriteStartObject();
        json.WriteString("ruleId", finding.Rule);
        json.WriteNumber("ruleIndex", rule);
        json.WriteString("level", finding.Level);
        WriteMessage(json, "message", finding.Message);
        json.WriteStartArray("locations");
        WriteLocation(json, finding.Place, null);
        json.WriteEndArray();
        if (finding.Related.Count != 0)
        {
            json.WriteStartArray("relatedLocations");
            for (var i = 0; i < finding.Related.Count; i++)
            {
                WriteLocation(json, finding.Related[i], i);
            }

            json.WriteEndArray();
        }

        if (finding.Threads.Count != 0)
        {
            WriteCodeFlow(json, finding);
        }

        json.WriteStartObject("partialFingerprints");
        json.WriteString("counterexample/v1", finding.Identity);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteCodeFlow(Utf8JsonWriter json, SarifFinding finding)
    {
        json.WriteStartArray("codeFlows");
        json.WriteStartObject();
        json.WriteStartArray("threadFlows");
        foreach (var (title, steps) in finding.Threads)
        {
            json.WriteStartObject();
            json.WriteString("id", title);
            json.WriteStartArray("locations");
            foreach (var step in steps)
            {
                json.WriteStartObject();
                json.WritePropertyName("location");
                WriteLocation(json, step.Place, null);
                WriteChanges(json, step);
                json.WriteNumber("executionOrder", step.Order);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteChanges(Utf8JsonWriter json, SarifStep step)
    {
        json.WriteStartObject("state");
        foreach (var (name, value) in step.Changes.DistinctBy(c => c.Name))
        {
            WriteMessage(json, name, value);
        }

        json.WriteEndObject();
    }

    private static void WriteLocation(Utf8JsonWriter json, SarifPlace place, int? id)
    {
        json.WriteStartObject();
        if (id is { } number)
        {
            json.WriteNumber("id", number);
        }

        json.WriteStartObject("physicalLocation");
        json.WriteStartObject("artifactLocation");
        json.WriteString("uri", System.Uri.EscapeDataString(place.Path.Replace('\\', '/')).Replace("%2F", "/"));
        json.WriteEndObject();
        json.WriteStartObject("region");
        json.WriteNumber("startLine", place.Line);
        if (place.Columns is var (start, endLine, end))
        {
            json.WriteNumber("startColumn", start);
            json.WriteNumber("endLine", endLine);
            json.WriteNumber("endColumn", end);
        }

        json.WriteEndObject();
        json.WriteEndObject();
        if (place.Message.Length != 0)
        {
            WriteMessage(json, "message", place.Message);
        }

        json.WriteEndObject();
    }

    private static void WriteMessage(Utf8JsonWriter json, string key, string text)
    {
        json.WriteStartObject(key);
        json.WriteString("text", text);
        json.WriteEndObject();
    }
}
