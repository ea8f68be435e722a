using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using Explorer.Reporting.Json;

namespace Explorer.Reporting.Proofs;

/// <summary>`--json` of `prove`: an array with one object for each property. Its keys are a contract.</summary>
public static class ProofJson
{
    public static void Write(IEnumerable<ProofReport> reports, Stream stream)
    {
        using var json = new Utf8JsonWriter(stream, JsonStyle.Options);
        json.WriteStartArray();
        foreach (var report in reports)
        {
            json.WriteStartObject();
            json.WriteString("model", report.Model);
            json.WriteString("property", report.Property.Name);
            json.WriteString("outcome", report.Outcome);
            json.WriteNumber("k", report.Steps);
            JsonStyle.WriteTexts(json, "lemmas", report.Lemmas);
            json.WriteNumber("seconds", Math.Round(report.Seconds, 3));
            json.WriteString("reason", report.Reason.Length == 0 ? null : report.Reason);
            WriteBroken(json, report);
            WriteSizes(json, report);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteBroken(Utf8JsonWriter json, ProofReport report)
    {
        if (report.State is null)
        {
            json.WriteNull("broken");
            return;
        }

        json.WriteStartObject("broken");
        json.WriteString("reachable", report.Reachable);
        JsonStyle.WriteTexts(json, "state", StateText.Lines(report.Machines, report.State));
        json.WriteString("action", report.Action is null
            ? null
            : $"{report.Machines.Machines[report.Action.Machine].Name}: {string.Join(": ", [.. report.Action.Headings, report.Action.Name])}");
        JsonStyle.WriteTexts(json, "after", report.After is null ? [] : StateText.Lines(report.Machines, report.After));
        json.WriteEndObject();
    }

    private static void WriteSizes(Utf8JsonWriter json, ProofReport report)
    {
        json.WriteStartObject("sizes");
        foreach (var (name, value) in report.Settings.Concat(report.Machines.IdentityTypes.Select(t => (t.Name, $"{t.Size}"))))
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
    }
}
