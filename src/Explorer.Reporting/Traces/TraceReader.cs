using System;
using System.Collections.Immutable;
using System.Linq;
using System.Text.Json;
using Explorer.Core.Diagnostics;
using Explorer.Core.Verdicts;
using Explorer.Reporting.Formats;

namespace Explorer.Reporting.Traces;

/// <summary>Reads trace files, also where they stand within an ITF trace. A file that is not one gives diagnostics, whatever it holds, and never an exception.</summary>
public static class TraceReader
{
    /// <summary>Reads a trace file's text.</summary>
    /// <param name="path">How the file is named in diagnostics.</param>
    /// <param name="text">Its whole content.</param>
    /// <param name="diagnostics">What is wrong with it; without errors unless the result is null.</param>
    public static TraceDocument? Read(string path, string text, out ImmutableArray<Diagnostic> diagnostics)
    {
        var bag = new DiagnosticBag();
        var span = new SourceSpan(new SourceText(path, text), 0, 0);
        TraceDocument? document = null;
        try
        {
            using var json = JsonDocument.Parse(text);
            document = new Fields(ItfFormat.DocumentIn(json.RootElement) ?? json.RootElement, bag, span).Document();
        }
        catch (JsonException e)
        {
            bag.Report(TraceDiagnostics.NotJson, At(span, e), FirstSentence(e.Message));
        }
        catch (InvalidOperationException)
        {
            // JsonElement.GetString refuses what is no valid UTF-16, e.g. half of a surrogate pair.
            bag.Report(TraceDiagnostics.NotJson, span, "it holds text that is no Unicode.");
        }

        diagnostics = bag.Sorted();
        return bag.HasErrors ? null : document;
    }

    private static SourceSpan At(SourceSpan span, JsonException e)
    {
        var line = Math.Clamp((int)(e.LineNumber ?? 0), 0, span.Source.LineCount - 1);
        var start = 0;
        for (var i = 1; i <= line; i++)
        {
            start = span.Source.Text.IndexOf('\n', start) + 1;
        }

        return span with { Start = start, End = start };
    }

    private static string FirstSentence(string message) => message.Split(". ")[0].TrimEnd('.') + ".";

    /// <summary>The fields of one object; reports what is missing and goes on with a stand-in.</summary>
    private sealed class Fields(JsonElement element, DiagnosticBag bag, SourceSpan span)
    {
        public TraceDocument? Document()
        {
            if (element.ValueKind != JsonValueKind.Object || Find("format", JsonValueKind.String)?.GetString() != TraceWriter.Format)
            {
                bag.Report(TraceDiagnostics.WrongForm, span, "format", $"'{TraceWriter.Format}'");
                return null;
            }

            var document = new TraceDocument(
                Text("tool"),
                Text("model"),
                Text("modelHash"),
                new TraceSettings(Texts("configs"), Objects("settings", f => (f.Text("name"), f.Text("value")))),
                Text("property"),
                Find("selection", JsonValueKind.Null) is null ? Texts("selection") : null,
                Schedule(),
                Minimum(),
                Named("initialState"),
                Objects("steps", f => f.Step()));
            if (!bag.HasErrors && document.Steps.Length != document.Schedule.Steps.Length)
            {
                Missing("steps", $"as many as the schedule has, {document.Schedule.Steps.Length}");
            }

            return document;
        }

        private RecordedStep Step() => new(
            Text("actor"),
            Text("action"),
            Text("source"),
            Objects("changes", f => new RecordedChange(f.Text("name"), f.Text("before"), f.Text("after"))),
            Named("state"));

        private Schedule Schedule()
        {
            if (ScheduleText.TryParse(
                Find("schedule", JsonValueKind.String)?.GetString() ?? "", out _, out var schedule))
            {
                return schedule;
            }

            Missing("schedule", "'v1:HASH:INITIAL/ACTION.CHOICE/…'");
            return schedule;
        }

        // Files of earlier versions do not say.
        private Minimum Minimum()
        {
            var isSaid = element.TryGetProperty("established", out _);
            var established = MinimalityNames.Parse(isSaid ? Texts("established") : []);
            if (established is null)
            {
                Missing("established", "[\"steps\", \"contextSwitches\", \"participants\", \"order\"] or its beginning");
            }

            return new Minimum(established ?? Minimality.NotEstablished, Number("contextSwitches", isSaid) ?? 0, Number("participants", false));
        }

        private int? Number(string name, bool isNeeded)
        {
            if (Find(name, JsonValueKind.Number) is { } value && value.TryGetInt32(out var number) && number >= 0)
            {
                return number;
            }

            if (isNeeded)
            {
                Missing(name, "a number");
            }

            return null;
        }

        private string Text(string name)
        {
            if (Find(name, JsonValueKind.String) is { } value)
            {
                return value.GetString()!;
            }

            Missing(name, "a text");
            return "";
        }

        private ImmutableArray<string> Texts(string name)
        {
            if (Find(name, JsonValueKind.Array) is { } array
                && array.EnumerateArray().All(e => e.ValueKind == JsonValueKind.String))
            {
                return [.. array.EnumerateArray().Select(e => e.GetString()!)];
            }

            Missing(name, "an array of texts");
            return [];
        }

        private ImmutableArray<T> Objects<T>(string name, Func<Fields, T> read)
        {
            if (Find(name, JsonValueKind.Array) is { } array
                && array.EnumerateArray().All(e => e.ValueKind == JsonValueKind.Object))
            {
                return [.. array.EnumerateArray().Select(e => read(new Fields(e, bag, span)))];
            }

            Missing(name, "an array of objects");
            return [];
        }

        private ImmutableArray<(string Name, string Value)> Named(string name)
        {
            if (Find(name, JsonValueKind.Object) is { } named
                && named.EnumerateObject().All(p => p.Value.ValueKind == JsonValueKind.String))
            {
                return [.. named.EnumerateObject().Select(p => (p.Name, p.Value.GetString()!))];
            }

            Missing(name, "an object of texts");
            return [];
        }

        private JsonElement? Find(string name, JsonValueKind kind) =>
            element.TryGetProperty(name, out var value) && value.ValueKind == kind ? value : null;

        private void Missing(string name, string expected) =>
            bag.Report(TraceDiagnostics.WrongForm, span, name, expected);
    }
}
