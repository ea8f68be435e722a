using System;
using System.Collections.Generic;
using System.IO;
using System.Text.Json;
using Explorer.Reporting.Json;

namespace Explorer.Reporting.Generation;

/// <summary>`--json` of `generate`: one object. Its keys are a contract.</summary>
public static class GenerationJson
{
    public static void Write(GenerationReport report, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(report);
        using var json = new Utf8JsonWriter(stream, JsonStyle.Options);
        json.WriteStartObject();
        json.WriteString("model", report.Model);
        json.WriteNumber("seed", report.Seed);
        json.WriteBoolean("all", report.IsExhaustive);
        json.WriteNumber("size", report.Size);
        json.WriteNumber("drawn", report.Drawn);
        json.WriteNumber("repeated", report.Repeated);
        json.WriteNumber("discarded", report.Discarded);
        json.WriteNumber("discardedBySolver", report.DiscardedBySolver);
        json.WriteNumber("explored", report.Explored);
        json.WriteNumber("unexplored", report.Unexplored);
        json.WriteBoolean("counted", report.IsCounted);
        json.WriteNumber("holds", report.Holds);
        json.WriteNumber("violated", report.Violated);
        json.WriteNumber("inconclusive", report.Inconclusive);
        if (report.Different is { } different)
        {
            json.WriteNumber("different", different);
        }

        json.WriteStartObject("reasons");
        foreach (var (reason, count) in report.Reasons)
        {
            json.WriteNumber(reason, count);
        }

        json.WriteEndObject();
        WriteFailures(json, report);
        WriteTraces(json, report);
        JsonStyle.WriteTexts(json, "symmetry", report.Symmetry);
        JsonStyle.WriteTexts(json, "reductions", report.Reductions);
        CheckJson.WriteSolver(json, report.Solver);
        json.WriteNumber("states", report.States);
        json.WriteNumber("workers", report.Workers);
        json.WriteNumber("seconds", Math.Round(report.Seconds, 3));
        json.WriteEndObject();
    }

    private static void WriteFailures(Utf8JsonWriter json, GenerationReport report)
    {
        json.WriteStartArray("failures");
        foreach (var failure in report.Failures)
        {
            json.WriteStartObject();
            json.WriteString("model", failure.Model);
            json.WriteString("counterexample", failure.Counterexample);
            json.WriteNumber("steps", failure.Steps);
            json.WriteString("property", failure.Property);
            json.WriteNumber("calls", failure.Calls);
            json.WriteString("settings", failure.Settings);
            json.WriteBoolean("minimal", failure.IsMinimal);
            if (failure.Right is not null)
            {
                json.WriteString("right", failure.Right);
            }

            if (failure.DistinctTrace is { } trace)
            {
                json.WriteNumber("distinctTrace", trace);
            }

            WritePrograms(json, "programs", failure.Programs);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteTraces(Utf8JsonWriter json, GenerationReport report)
    {
        json.WriteStartArray("distinctTraces");
        foreach (var trace in report.Traces)
        {
            json.WriteStartObject();
            json.WriteString("property", trace.Property);
            json.WriteNumber("steps", trace.Steps);
            json.WriteNumber("workloads", trace.Workloads);
            json.WriteBoolean("compared", trace.IsCompared);
            JsonStyle.WriteNumbers(json, "failures", trace.Failures);
            WritePrograms(json, "example", trace.Example);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WritePrograms(Utf8JsonWriter json, string name, IEnumerable<(string Owner, string Calls)> programs)
    {
        json.WriteStartObject(name);
        foreach (var (owner, calls) in programs)
        {
            json.WriteString(owner, calls);
        }

        json.WriteEndObject();
    }
}
