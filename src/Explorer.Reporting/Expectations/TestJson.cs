using System;
using System.Collections.Generic;
using System.IO;
using System.Text.Json;
using Explorer.Reporting.Json;

namespace Explorer.Reporting.Expectations;

/// <summary>`--json` of `test`: an array with one object for each expectation. Its keys are a contract.</summary>
public static class TestJson
{
    public static void Write(IEnumerable<ExpectationReport> reports, Stream stream)
    {
        using var json = new Utf8JsonWriter(stream, JsonStyle.Options);
        json.WriteStartArray();
        foreach (var report in reports)
        {
            json.WriteStartObject();
            json.WriteString("model", report.Model);
            json.WriteNumber("line", report.Line);
            json.WriteString("expectation", report.Expectation);
            json.WriteBoolean("met", report.Status == ExpectationStatus.Met);
            json.WriteString("status", NameOf(report.Status));
            json.WriteString("verdict", report.Verdict.Length == 0 ? null : report.Verdict);
            JsonStyle.WriteNumber(json, "states", report.States);
            JsonStyle.WriteNumber(json, "steps", report.Steps);
            json.WriteNumber("seconds", Math.Round(report.Seconds, 3));
            json.WriteString("found", report.Found.Length == 0 ? null : report.Found);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>A status as it is printed.</summary>
    public static string NameOf(ExpectationStatus status) => status switch
    {
        ExpectationStatus.Met => "met",
        ExpectationStatus.NotMet => "not met",
        ExpectationStatus.NotJudged => "not judged",
        _ => "invalid",
    };
}
