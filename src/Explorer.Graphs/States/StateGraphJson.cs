using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using Explorer.Graphs.Analysis;
using Explorer.Reporting.Json;
using Explorer.Reporting.Proofs;
using Explorer.Reporting.Traces;

namespace Explorer.Graphs.States;

/// <summary>A state graph as JSON: docs/graph.md describes the keys, docs/schemas/graph-1.schema.json their types.</summary>
public sealed class StateGraphJson
{
    private readonly StateGraphReport _report;
    private readonly StateLabels _labels;
    private readonly Utf8JsonWriter _json;

    private StateGraphJson(StateGraphReport report, Utf8JsonWriter json)
    {
        _report = report;
        _labels = new StateLabels(report);
        _json = json;
    }

    /// <summary>The whole text, the same in every run; it ends with a line feed.</summary>
    public static string Text(StateGraphReport report)
    {
        using var memory = new MemoryStream();
        using (var json = new Utf8JsonWriter(memory, JsonStyle.Options))
        {
            new StateGraphJson(report, json).Write();
        }

        return Encoding.UTF8.GetString(memory.ToArray()) + "\n";
    }

    private void Write()
    {
        _json.WriteStartObject();
        _json.WriteString("format", GraphFormat.Name);
        _json.WriteString("kind", "states");
        _json.WriteString("model", _report.Path);
        WriteMap("settings", _report.Settings);
        JsonStyle.WriteTexts(_json, "symmetry", _report.Merged);
        JsonStyle.WriteTexts(_json, "summary", StateGraphSummary.Lines(_report));
        WriteComponents();
        WriteArray("properties", Enumerable.Range(0, _report.Space.Properties.Length), WriteProperty);
        WriteArray("initial", _report.Space.Starts, WriteStart);
        WriteArray("states", Enumerable.Range(0, _report.Space.Count), WriteState);
        WriteArray("steps", _report.Space.Steps, WriteStep);
        _json.WriteEndObject();
    }

    private void WriteComponents()
    {
        var components = _report.Components;
        WriteArray("components", Enumerable.Range(0, components.Count), component =>
        {
            _json.WriteStartObject();
            _json.WriteNumber("states", components.Sizes[component]);
            _json.WriteBoolean("cycle", components.AreCyclic[component]);
            _json.WriteBoolean("terminal", _report.IsTerminal(component));
            _json.WriteEndObject();
        });
    }

    private void WriteProperty(int index)
    {
        var property = _report.Space.Properties[index];
        _json.WriteStartObject();
        _json.WriteString("name", property.Name);
        _json.WriteString("kind", property.Kind.ToString().ToLowerInvariant());
        _json.WriteString("text", property.Text);
        if (_report.Goals.FirstOrDefault(g => g.Property == index) is { } goal)
        {
            _json.WriteStartObject("paths");
            WriteGoal(goal);
            _json.WriteEndObject();
        }
        else
        {
            _json.WriteNull("paths");
        }

        _json.WriteEndObject();
    }

    private void WriteGoal(GoalPaths goal)
    {
        _json.WriteNumber("length", goal.Steps);
        _json.WriteString("shortest", goal.ShortestPaths.ToString(CultureInfo.InvariantCulture));
        WriteNumbers("states", goal.PathStates);
        WriteNumbers("steps", goal.PathSteps);
        WriteNumbers("stepsOfShortest", goal.ShortestSteps);
        WriteNumbers("dominatingStates", goal.DominatingStates);
        WriteNumbers("dominatingSteps", goal.DominatingSteps);
        WriteArray("neededActions", goal.NeededActions, action =>
        {
            _json.WriteStartObject();
            WriteAction(action);
            _json.WriteEndObject();
        });
    }

    private void WriteStart(Search.Graphs.GraphStart start)
    {
        _json.WriteStartObject();
        WriteTarget("state", start.State);
        JsonStyle.WriteTexts(_json, "violates", _report.Space.NamesOf(start.Violations));
        _json.WriteEndObject();
    }

    private void WriteState(int state)
    {
        var (space, mark, value) = (_report.Space, _report.Space.Marks[state], _report.States[state]);
        _json.WriteStartObject();
        _json.WriteNumber("component", _report.Components.Of[state]);
        JsonStyle.WriteTexts(_json, "violates", space.NamesOf(mark.Found & ~space.Reachables));
        JsonStyle.WriteTexts(_json, "witnesses", space.NamesOf(mark.Found & space.Reachables));
        _json.WriteBoolean("deadlock", mark.IsDeadlock);
        _json.WriteBoolean("ended", _labels.HasEnded(state));
        _json.WriteBoolean("beyondLimit", mark.IsBeyondLimit);
        WriteMap("variables", _report.Model.Variables.Select(v => (v.Name, value.Variables[v.Index].Display)));
        WriteArray("machines", _report.Model.Machines.Where(m => !m.Locations.IsEmpty), machine =>
        {
            var status = value.Machines[machine.Index];
            _json.WriteStartObject();
            _json.WriteString("name", machine.Name);
            _json.WriteNumber("location", status.Location);
            _json.WriteString("place", machine.Locations[status.Location].Name);
            WriteArray("locals", StateText.LiveLocals(machine, status), local => WriteNamed(local.Local.Name, local.Value.Display));
            _json.WriteEndObject();
        });
        _json.WriteEndObject();
    }

    private void WriteStep(SpaceStep step)
    {
        _json.WriteStartObject();
        _json.WriteNumber("from", step.Source);
        WriteTarget("to", step.Step.Target);
        WriteAction(step.Step.Action);
        _json.WriteNumber("choice", step.Step.Choice);
        JsonStyle.WriteTexts(_json, "violates", _report.Space.NamesOf(step.Step.Violations));
        _json.WriteEndObject();
    }

    private void WriteAction(int action)
    {
        var taken = _report.Model.Actions[action];
        _json.WriteNumber("action", action);
        _json.WriteString("actor", _report.Model.Machines[taken.Machine].Name);
        _json.WriteString("name", taken.Name);
        _json.WriteString("source", TraceRecording.Place(taken.Span));
    }

    // Null where a fault left no state behind.
    private void WriteTarget(string key, int state) => JsonStyle.WriteNumber(_json, key, state < 0 ? null : state);

    private void WriteNamed(string name, string value)
    {
        _json.WriteStartObject();
        _json.WriteString("name", name);
        _json.WriteString("value", value);
        _json.WriteEndObject();
    }

    private void WriteMap(string key, IEnumerable<(string Name, string Value)> values)
    {
        _json.WriteStartObject(key);
        foreach (var (name, value) in values)
        {
            _json.WriteString(name, value);
        }

        _json.WriteEndObject();
    }

    private void WriteNumbers(string key, IEnumerable<int> numbers) => WriteArray(key, numbers, _json.WriteNumberValue);

    private void WriteArray<T>(string key, IEnumerable<T> items, System.Action<T> write)
    {
        _json.WriteStartArray(key);
        foreach (var item in items)
        {
            write(item);
        }

        _json.WriteEndArray();
    }
}
