using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using Explorer.Core;
using Explorer.Core.Properties;
using Explorer.Reporting.Story;
using Explorer.Reporting.Summaries;
using Explorer.Reporting.Traces;

namespace Explorer.Reporting.Formats.Html;

/// <summary>The texts of the page, as HTML: its title, the story, the settings, how to replay it.</summary>
internal sealed partial class PageWords(TraceExport export)
{
    private const int MostCalls = 3;

    private PropertyInfo Property => export.Trace.Model.Properties[export.Property];

    private string Model => SourceExcerpts.Tidy(export.Trace.Model.Name);

    private int Steps => export.Trace.Steps.Length;

    /// <summary>What a place of the frame is filled with.</summary>
    public string Of(string name) => name switch
    {
        "title" => HtmlText.Escape($"{Property.Name} violated: {Model}"),
        "property" => HtmlText.Escape(Property.Name),
        "says" => HtmlText.Escape(Property.Text),
        "model" => HtmlText.Escape(Model),
        "steps" => Words.Of(Steps, "step"),
        "last" => Steps.ToString(),
        "tool" => HtmlText.Escape(export.Document.Tool),
        "hash" => HtmlText.Escape(export.Document.ModelHash),
        "settings" => Settings(),
        "schedule" => HtmlText.Escape(ScheduleText.Format(export.Document.ModelHash, export.Document.Schedule)),
        "command" => HtmlText.Escape($"explorer replay {export.File ?? "FILE.trace.json"}"),
        "established" => string.Join(' ', export.Established.Select(HtmlText.Escape)),
        _ => throw new InternalErrorException($"the page has no part '{name}'"),
    };

    /// <summary>What the table and the time line call something that happened to the entry.</summary>
    public static string TagOf(string kind) => kind switch
    {
        "deferred" => "flush put off",
        "used" => "stale read",
        "overwritten" => "made stale",
        _ => kind,
    };

    /// <summary>The story's sentences, with links to the steps; nothing if there are none.</summary>
    public string Story()
    {
        var sentences = export.Story.Sentences;
        return sentences.IsEmpty
            ? ""
            : $"<div class=\"why\"><h2>Why it is violated</h2><p>{string.Join("</p><p>", sentences.Select(Linked))}</p></div>";
    }

    /// <summary>The life of the stale entry as a list, in the order of steps; nothing if there is none.</summary>
    public string Life(EntryLife life)
    {
        if (life.Entry is not { } entry)
        {
            return "";
        }

        var html = new StringBuilder();
        html.Append($"<div class=\"life\"><h2>The stale entry <code>{HtmlText.Escape(entry.Name)}</code></h2><ol>");
        foreach (var mark in life.Marks)
        {
            html.Append($"<li data-kind=\"{mark.Kind}\" data-step=\"{mark.Step}\"><a href=\"#step={mark.Step}\"><span class=\"tag {mark.Kind}\">"
                + $"{TagOf(mark.Kind)}</span></a><p>{Linked(SentenceOf(mark, entry))}</p></li>");
        }

        return html.Append("</ol></div>").ToString();
    }

    private string SentenceOf(EntryMark mark, StaleEntry entry) => mark.Kind switch
    {
        "filled" when mark.Step == 0 => $"From the start the entry holds `{entry.Value.Display}`{From(entry)}.",
        "filled" => $"{Who(mark.Step)} filled the entry with `{entry.Value.Display}`{From(entry)}.",
        "outdated" => $"{Who(mark.Step)} changed `{entry.Source ?? "its source"}`. From here on the entry should be gone.",
        "deferred" => string.Join(' ', entry.Deferrals.Where(d => d.Step == mark.Step).Select(d => Deferred(d, mark.Step))),
        "overwritten" => $"{Who(mark.Step)}: after it, what is read through the entry is no longer allowed.",
        _ when Property.Kind == PropertyKind.Assertion => $"{Who(mark.Step)} read through the entry.",
        _ => $"{Who(mark.Step)}: after it the entry is still there.",
    };

    private static string From(StaleEntry entry) => entry.Source is null ? "" : $", a copy of `{entry.Source}`";

    private string Deferred(Deferral deferral, int step)
    {
        var calls = deferral.Waiting.Take(MostCalls).ToList();
        var others = deferral.Waiting.Length > MostCalls ? " and others" : "";
        var waiting = calls.Count == 0
            ? "Nothing in the model acts on it."
            : $"To act on it was left to {(others.Length == 0 ? English.List(calls) : string.Join(", ", calls))}{others}, "
                + $"which had not happened by step {export.Story.Entry!.UsedAt}.";
        return $"{Who(step)} put the flush off: `{deferral.Name} = {deferral.Value.Display}`. {waiting}";
    }

    private string Who(int step) => Capital(EvidenceWords.Reference(export.Trace, export.Columns, step));

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private string Settings()
    {
        var settings = export.Document.Settings.Configs.Concat(export.Document.Settings.Values.Select(v => $"{v.Name} = {v.Value}"));
        IEnumerable<string> items = settings.Select(s => $"<li><code>{HtmlText.Escape(s)}</code></li>");
        return items.Any() ? $"<ul class=\"settings\">{string.Concat(items)}</ul>" : "the model's defaults";
    }

    // `step 7` becomes a link if there is one, and what stands between backquotes becomes code.
    private string Linked(string sentence)
    {
        var html = StepReference().Replace(HtmlText.Escape(sentence), match =>
            int.TryParse(match.Groups[1].Value, out var step) && step <= Steps
                ? $"<a href=\"#step={step}\">{match.Value}</a>"
                : match.Value);
        return Quotation().Replace(html, "<code>$1</code>");
    }

    [GeneratedRegex("\\b[Ss]tep (\\d+)\\b")]
    private static partial Regex StepReference();

    [GeneratedRegex("`([^`]*)`")]
    private static partial Regex Quotation();
}
