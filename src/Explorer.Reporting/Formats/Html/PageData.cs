using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Explorer.Machines.Interpretation;
using Explorer.Machines.Values;
using Explorer.Reporting.Diagrams;

namespace Explorer.Reporting.Formats.Html;

/// <summary>
/// What the page's script knows of the trace, as JSON: `types`, `sources`, `variables` with their values at the start,
/// `columns`, `cpus`, `steps` with the variables that each of them changes, `entry`, `parts`. Characters that mean
/// something in HTML are escaped, so that the text can stand in a script element.
/// </summary>
internal sealed class PageData
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    private readonly TraceExport _export;
    private readonly EntryLife _life;
    private readonly ValueWriter _values = new();
    private readonly SourceExcerpts _sources = new();
    private readonly Utf8JsonWriter _json;
    private readonly ImmutableArray<ShownVariable> _variables;

    private PageData(TraceExport export, EntryLife life, Utf8JsonWriter json)
    {
        _export = export;
        _life = life;
        _json = json;
        _variables = ShownVariable.Of(export.Trace.Model);
    }

    private Trace Trace => _export.Trace;

    public static string Of(TraceExport export, EntryLife life)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            new PageData(export, life, json).Write();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private void Write()
    {
        _json.WriteStartObject();
        WriteVariables();
        WriteColumns();
        WriteSteps();
        WriteEntry();
        Json.JsonStyle.WriteTexts(_json, "parts", _export.Story.Parts.Order(System.StringComparer.Ordinal));
        _values.WriteTypes(_json);
        _sources.Write(_json);
        _json.WriteEndObject();
    }

    private void WriteVariables()
    {
        _json.WriteStartArray("variables");
        foreach (var variable in _variables)
        {
            _json.WriteStartObject();
            _json.WriteString("name", variable.Name);
            _json.WriteNumber("type", _values.NumberOf(variable.Type));
            _json.WriteBoolean("ghost", variable.IsGhost);
            _json.WriteBoolean("perCpu", variable.IsPerCpu);
            _json.WriteString("owner", variable.Owner?.Name);
            _json.WriteString("declaration", SourceExcerpts.Declaration(variable.Span));
            if (Trace.InitialState is { } state)
            {
                _json.WritePropertyName("start");
                ValueWriter.Write(_json, variable.StartIn(state));
            }

            _json.WriteEndObject();
        }

        _json.WriteEndArray();
    }

    // A CPU is a value of the model's type of CPUs; a column is that of a CPU if it has its title.
    private void WriteColumns()
    {
        var type = Trace.Model.CpuType;
        ImmutableArray<string> titles = type is { Cardinality.IsZero: false } && type.Cardinality <= 64
            ? [.. Enumerable.Range(0, (int)type.Cardinality).Select(i => DiagramColumns.CpuTitle(ValueOrder.At(type, i)))]
            : [];
        _json.WriteStartObject("cpus");
        _json.WriteNumber("type", type is null ? -1 : _values.NumberOf(type));
        Json.JsonStyle.WriteTexts(_json, "titles", titles);
        _json.WriteEndObject();
        _json.WriteStartArray("columns");
        foreach (var title in _export.Columns.Titles)
        {
            _json.WriteStartObject();
            _json.WriteString("title", title);
            _json.WriteNumber("cpu", titles.IndexOf(title));
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
    }

    private void WriteSteps()
    {
        _json.WriteStartArray("steps");
        var before = Trace.InitialState;
        for (var i = 0; i < Trace.Steps.Length; i++)
        {
            WriteStep(i + 1, Trace.Steps[i], before);
            before = Trace.Steps[i].State ?? before;
        }

        _json.WriteEndArray();
    }

    private void WriteStep(int number, TraceStep step, MachineState? before)
    {
        _json.WriteStartObject();
        _json.WriteNumber("column", _export.Columns.ColumnOfStep[number - 1]);
        _json.WriteString("actor", Trace.Model.Machines[step.Action.Machine].Name);
        _json.WriteString("name", step.Action.Name);
        Json.JsonStyle.WriteTexts(_json, "headings", step.Action.Headings);
        WriteSource(step);
        Json.JsonStyle.WriteTexts(_json, "draws", step.Chosen.Where(c => c.Value is not IdentityValue { Type.Size: 1 })
            .Select(c => $"{c.Name} = {c.Value.Display}"));
        WriteChanges(step);
        WriteState(step, before);
        if (step.Fault is { } fault)
        {
            _json.WriteString("fault", fault.Message);
        }

        _json.WriteString("phase", _life.NameAt(number));
        _json.WriteEndObject();
    }

    private void WriteSource(TraceStep step)
    {
        var (file, first, last) = _sources.Add(step.Action.Span);
        _json.WriteStartArray("source");
        _json.WriteNumberValue(file);
        _json.WriteNumberValue(first);
        _json.WriteNumberValue(last);
        _json.WriteEndArray();
    }

    // The last number says which variable is drawn anew; -1 is a local, which is not drawn.
    private void WriteChanges(TraceStep step)
    {
        _json.WriteStartArray("changes");
        foreach (var change in step.Changes)
        {
            _json.WriteStartArray();
            _json.WriteStringValue(change.Name);
            _json.WriteStringValue(change.Before.Display);
            _json.WriteStringValue(change.After.Display);
            _json.WriteNumberValue(ShownVariable.IndexOf(_variables, change, step.Action.Machine));
            _json.WriteEndArray();
        }

        _json.WriteEndArray();
    }

    private void WriteState(TraceStep step, MachineState? before)
    {
        _json.WriteStartObject("set");
        if (step.State is { } state && before is not null)
        {
            for (var i = 0; i < _variables.Length; i++)
            {
                if (_variables[i].ChangeOf(before, state) is { } value)
                {
                    _json.WritePropertyName(i.ToString());
                    ValueWriter.Write(_json, value);
                }
            }
        }

        _json.WriteEndObject();
    }

    private void WriteEntry()
    {
        if (_life.Entry is not { } entry)
        {
            _json.WriteNull("entry");
            return;
        }

        _json.WriteStartObject("entry");
        _json.WriteString("name", entry.Name);
        _json.WriteString("value", entry.Value.Display);
        _json.WriteString("source", entry.Source);
        _json.WriteNumber("filledAt", entry.FilledAt);
        Json.JsonStyle.WriteNumber(_json, "outdatedAt", entry.OutdatedAt);
        Json.JsonStyle.WriteNumber(_json, "overwrittenAt", entry.OverwrittenAt);
        _json.WriteNumber("usedAt", entry.UsedAt);
        _json.WriteStartArray("deferrals");
        foreach (var deferral in entry.Deferrals)
        {
            _json.WriteStartArray();
            _json.WriteStringValue(deferral.Name);
            _json.WriteNumberValue(deferral.Step);
            _json.WriteEndArray();
        }

        _json.WriteEndArray();
        _json.WriteStartArray("marks");
        foreach (var mark in _life.Marks)
        {
            _json.WriteStartArray();
            _json.WriteNumberValue(mark.Step);
            _json.WriteStringValue(mark.Kind);
            _json.WriteEndArray();
        }

        _json.WriteEndArray();
        _json.WriteEndObject();
    }
}
