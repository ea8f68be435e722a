using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;
using Explorer.Reporting.Summaries;
using Explorer.Reporting.Traces;

namespace Explorer.Reporting.Json;

/// <summary>`--json` of `check`: an array with one object for each model. Its keys are a contract.</summary>
public static class CheckJson
{
    public static void Write(IEnumerable<CheckReport> reports, Stream stream)
    {
        using var json = new Utf8JsonWriter(stream, JsonStyle.Options);
        json.WriteStartArray();
        foreach (var report in reports)
        {
            Write(json, report);
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, CheckReport report)
    {
        var statistics = report.Result.Statistics;
        json.WriteStartObject();
        json.WriteString("model", report.Path);
        json.WriteString("verdict", Words.Of(report.Verdict));
        json.WriteString("reason", report.Reason);
        json.WriteString("property", report.Violated?.Property.Name);
        json.WriteNumber("states", statistics.States);
        json.WriteNumber("transitions", statistics.Transitions);
        json.WriteNumber("depth", statistics.Depth);
        json.WriteNumber("cutStates", statistics.CutStates);
        json.WriteNumber("seconds", Math.Round(report.Cost.Seconds, 3));
        json.WriteNumber("peakBytes", report.Cost.PeakBytes);
        json.WriteNumber("bytesPerState", Math.Round(report.BytesPerState, 1));
        json.WriteNumber("workers", report.Cost.Workers);
        JsonStyle.WriteTexts(json, "reductions", report.Cost.Reductions);
        WriteReductionCheck(json, report.ReductionCheck);
        WriteSolver(json, report.Solver);
        json.WriteString("store", report.Cost.Store);
        json.WriteString("search", report.Cost.IsDepthFirst ? "dfs" : "bfs");
        json.WriteNumber("omissionProbability", report.Result.OmissionProbability);
        WriteSettings(json, "params", report.Parameters);
        WriteSettings(json, "switches", report.Switches);
        WriteProperties(json, report);
        json.WritePropertyName("counterexample");
        WriteCounterexample(json, report.Counterexample);
        json.WriteStartArray("counterexamples");
        foreach (var counterexample in report.Counterexamples)
        {
            WriteCounterexample(json, counterexample);
        }

        json.WriteEndArray();
        JsonStyle.WriteTexts(json, "neverFired", SilentActions.Of(report.Model, statistics.ActionFirings));
        json.WriteEndObject();
    }

    private static void WriteReductionCheck(Utf8JsonWriter json, CheckedReduction? check)
    {
        if (check is not null)
        {
            json.WriteStartObject("reductionCheck");
            json.WriteNumber("states", check.States);
            json.WriteBoolean("complete", check.IsComplete);
            if (check is { Reduced: { } reduced, Least: { } least })
            {
                json.WriteNumber("reduced", reduced);
                json.WriteNumber("least", least);
            }

            json.WriteEndObject();
        }
    }

    internal static void WriteSolver(Utf8JsonWriter json, SolverWork? solver)
    {
        if (solver is not null)
        {
            json.WriteStartObject("solver");
            json.WriteNumber("asked", solver.Asked);
            json.WriteNumber("cleared", solver.Cleared);
            json.WriteNumber("seconds", Math.Round(solver.Seconds, 3));
            json.WriteBoolean("fromCache", solver.IsFromCache);
            json.WriteEndObject();
        }
    }

    // Numbers as numbers, so that scripts can compare them; everything else as it is written in a model.
    private static void WriteSettings(Utf8JsonWriter json, string key, ImmutableArray<(string Name, string Value)> settings)
    {
        json.WriteStartObject(key);
        foreach (var (name, value) in settings)
        {
            if (long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            {
                json.WriteNumber(name, number);
            }
            else
            {
                json.WriteString(name, value);
            }
        }

        json.WriteEndObject();
    }

    private static void WriteProperties(Utf8JsonWriter json, CheckReport report)
    {
        json.WriteStartArray("properties");
        foreach (var property in report.Result.Properties)
        {
            json.WriteStartObject();
            json.WriteString("name", property.Property.Name);
            json.WriteString("verdict", Words.Of(property.Verdict));
            JsonStyle.WriteNumber(json, "steps", property.Steps);
            WriteFile(json, report.Counterexamples.FirstOrDefault(c => c.PropertyName == property.Property.Name));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteFile(Utf8JsonWriter json, Counterexample? counterexample) =>
        json.WriteString("file", counterexample?.File);

    private static void WriteCounterexample(Utf8JsonWriter json, Counterexample? counterexample)
    {
        if (counterexample is null)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartObject();
        json.WriteString("property", counterexample.PropertyName);
        json.WriteNumber("steps", counterexample.Steps);
        json.WriteNumber("contextSwitches", counterexample.Minimum.ContextSwitches);
        JsonStyle.WriteNumber(json, "participants", counterexample.Minimum.Participants);
        json.WriteString("minimal", counterexample.IsMinimal ? "established" : "not established");
        JsonStyle.WriteTexts(json, "established", MinimalityNames.Of(counterexample.Minimum.Established));
        WriteFile(json, counterexample);
        json.WriteEndObject();
    }
}
