using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Text;
using Explorer.Machines;
using Explorer.Machines.Interpretation;
using Explorer.Machines.Values;

namespace Explorer.Reporting.Formats.Html;

/// <summary>The race as a table: a column for each CPU, a row for each step, with the life of the stale entry along the
/// edge. A step begins in its column and may take the room of those to the right, in which nothing happens then. Each row
/// can be linked as `#step=N`.</summary>
internal sealed class RaceTable
{
    private const int MostChanges = 8;

    private readonly TraceExport _export;
    private readonly EntryLife _life;
    private readonly StringBuilder _html = new();

    private RaceTable(TraceExport export, EntryLife life)
    {
        _export = export;
        _life = life;
    }

    private Trace Trace => _export.Trace;

    private int Count => _export.Columns.Titles.Length;

    public static string Of(TraceExport export, EntryLife life)
    {
        var table = new RaceTable(export, life);
        table.AppendHead();
        table.AppendStart();
        table.AppendSteps();
        table._html.Append("</tbody></table>");
        return table._html.ToString();
    }

    private void AppendHead()
    {
        _html.Append($"<table class=\"race columns-{Count}\"><thead><tr><th class=\"number\" scope=\"col\">step</th>");
        foreach (var title in _export.Columns.Titles)
        {
            _html.Append($"<th scope=\"col\">{HtmlText.Escape(title)}</th>");
        }

        _html.Append("</tr></thead>\n<tbody>\n");
    }

    private void AppendStart()
    {
        var draws = Trace.InitialChosen.Select(c => $"{c.Name} = {c.Value.Display}").ToList();
        var text = draws.Count == 0 ? "start" : "start with " + string.Join(", ", draws);
        OpenRow(0);
        _html.Append($"<td class=\"start\" colspan=\"{System.Math.Max(Count, 1)}\"><a href=\"#step=0\">{HtmlText.Escape(text)}</a>");
        AppendTags(0);
        AppendFault(Trace.InitialFault);
        if (Trace.Steps.IsEmpty)
        {
            AppendViolation();
        }

        _html.Append("</td></tr>\n");
    }

    private void AppendSteps()
    {
        var shown = new (int Actor, ImmutableArray<string> Headings)[Count];
        System.Array.Fill(shown, (-1, []));
        for (var i = 0; i < Trace.Steps.Length; i++)
        {
            var step = Trace.Steps[i];
            var column = _export.Columns.ColumnOfStep[i];
            var isKnown = shown[column].Actor == step.Action.Machine && shown[column].Headings.SequenceEqual(step.Action.Headings);
            shown[column] = (step.Action.Machine, step.Action.Headings);
            OpenRow(i + 1);
            _html.Insert(_html.Length, "<td></td>", column);
            AppendCell(i + 1, step, isKnown);
            _html.Append("</tr>\n");
        }
    }

    private void OpenRow(int step)
    {
        var phase = _life.NameAt(step);
        var life = phase.Length == 0 ? "" : $" data-phase=\"{phase}\"";
        var stale = phase == "used" ? " data-stale=\"used\"" : "";
        _html.Append($"<tr id=\"step={step}\" data-step=\"{step}\"{life}{stale}><th class=\"number\" scope=\"row\">{step}</th>");
    }

    private void AppendCell(int number, TraceStep step, bool isKnown)
    {
        var title = _export.Columns.Titles[_export.Columns.ColumnOfStep[number - 1]];
        _html.Append($"<td class=\"step\" colspan=\"{Count - _export.Columns.ColumnOfStep[number - 1]}\" data-column=\"{HtmlText.Escape(title)}\">");
        var calls = CallsOf(step, title);
        if (!isKnown && calls.Length > 0)
        {
            _html.Append($"<div class=\"calls\">{HtmlText.Escape(calls)}</div>");
        }

        _html.Append($"<a href=\"#step={number}\">{HtmlText.Escape(step.Action.Name)}</a>");
        AppendTags(number);
        AppendDetails(step);
        if (number == Trace.Steps.Length)
        {
            AppendViolation();
        }

        _html.Append($"<div class=\"place\">{HtmlText.Escape(FileAndLine(step))}</div></td>");
    }

    private string CallsOf(TraceStep step, string title)
    {
        var machine = Trace.Model.Machines[step.Action.Machine];
        var isNamed = machine.Kind != MachineKind.Rule && machine.Name != title;
        return string.Join(" › ", isNamed ? [machine.Name, .. step.Action.Headings] : step.Action.Headings);
    }

    private static string FileAndLine(TraceStep step)
    {
        var place = SourceExcerpts.Place(step.Action.Span);
        return place[(place.LastIndexOf('/') + 1)..];
    }

    private void AppendTags(int step)
    {
        foreach (var mark in _life.Marks.Where(m => m.Step == step))
        {
            _html.Append($" <span class=\"tag {mark.Kind}\">{PageWords.TagOf(mark.Kind)}</span>");
        }
    }

    private void AppendDetails(TraceStep step)
    {
        var items = step.Chosen.Where(c => c.Value is not IdentityValue)
            .Select(c => $"choose {HtmlText.Escape(c.Name)} = {HtmlText.Escape(c.Value.Display)}")
            .Concat(step.Changes.Where(IsShown).Select(Change)).ToList();
        if (items.Count > 0)
        {
            _html.Append("<ul>");
            foreach (var item in items.Take(items.Count > MostChanges ? MostChanges - 1 : MostChanges))
            {
                _html.Append($"<li>{item}</li>");
            }

            _html.Append(items.Count > MostChanges ? $"<li>… and {items.Count - MostChanges + 1} more</li></ul>" : "</ul>");
        }

        AppendFault(step.Fault);
    }

    private bool IsShown(StateChange change) => change.IsOwnVariable || (change.Variable >= 0
        && (!Trace.Model.Variables[change.Variable].IsGhost || _export.Story.Parts.Contains(change.Name)));

    private static string Change(StateChange change)
    {
        var name = $"<span class=\"part\">{HtmlText.Escape(change.Name)}</span>";
        return change is { Before: SetValue before, After: SetValue after }
            ? $"{name} {SetChange(before, after)}"
            : $"{name} <del>{HtmlText.Escape(change.Before.Display)}</del> → <ins>{HtmlText.Escape(change.After.Display)}</ins>";
    }

    private static string SetChange(SetValue before, SetValue after)
    {
        var added = before with { Mask = after.Mask & ~before.Mask };
        var removed = before with { Mask = before.Mask & ~after.Mask };
        var parts = new List<string>();
        if (added.Mask != 0)
        {
            parts.Add($"+ <ins>{HtmlText.Escape(Elements(added))}</ins>");
        }

        if (removed.Mask != 0)
        {
            parts.Add($"− <del>{HtmlText.Escape(Elements(removed))}</del>");
        }

        return string.Join(" ", parts);
    }

    // `{a, b}` without its braces: the sign before it says that it is a set.
    private static string Elements(SetValue set) => set.Display[1..^1];

    private void AppendFault(Fault? fault)
    {
        if (fault is not null)
        {
            _html.Append($"<div class=\"fault\">fault: {HtmlText.Escape(fault.Message)}</div>");
        }
    }

    private void AppendViolation()
    {
        if (!Trace.FinalViolations.IsEmpty)
        {
            var names = string.Join(", ", Trace.FinalViolations.Select(p => Trace.Model.Properties[p].Name));
            _html.Append($"<div class=\"violation\" data-violation>violates {HtmlText.Escape(names)}</div>");
        }
    }
}
