using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Machines;
using Explorer.Machines.Interpretation;

namespace Explorer.Reporting.Diagrams;

/// <summary>
/// Draws a trace as kernel developers draw races: a column for each CPU, time downwards, a number for each step, and
/// below each step the variables that it changed. A call is a heading over its steps, shown when it begins and when the
/// column comes back to it. It does not elide steps: a minimal counterexample is short, and any step may be the cause.
/// </summary>
public sealed class RaceDiagram
{
    private const int Gutter = 6;
    private const int Gap = 2;
    private const int NarrowestColumn = 18;

    private readonly Trace _trace;
    private readonly DiagramColumns _columns;
    private readonly StepCell _cell;
    private readonly int _pageWidth;
    private readonly int _width;
    private readonly ImmutableArray<bool> _isShared;
    private readonly List<string> _lines = [];

    private RaceDiagram(Trace trace, DiagramOptions options)
    {
        _trace = trace;
        _columns = DiagramColumns.Of(trace);
        _cell = new StepCell(trace.Model, options);
        _pageWidth = options.Width;
        var count = Math.Max(_columns.Titles.Length, 1);
        _width = Math.Max((options.Width - Gutter - (Gap * (count - 1))) / count, NarrowestColumn);
        _isShared = [.. Enumerable.Range(0, count).Select(IsShared)];
    }

    /// <summary>The lines of the diagram, without trailing spaces.</summary>
    public static ImmutableArray<string> Draw(Trace trace, DiagramOptions options)
    {
        var diagram = new RaceDiagram(trace, options);
        diagram.DrawHeader();
        diagram.DrawStart();
        diagram.DrawSteps();
        return [.. diagram._lines];
    }

    private void DrawHeader()
    {
        if (_columns.Titles.IsEmpty)
        {
            return;
        }

        _lines.Add(Row("", i => Fit(_columns.Titles[i])));
        _lines.Add(Row("", i => new string('-', Fit(_columns.Titles[i]).Length)));
    }

    // The draws of the initial step, across all columns: they belong to no CPU.
    private void DrawStart()
    {
        var chosen = _trace.InitialChosen.Select(c => $"{c.Name} = {c.Value.Display}").ToList();
        var texts = chosen.Count == 0 ? [] : new List<string> { "start with " + string.Join(", ", chosen) };
        if (_trace.InitialFault is { } fault)
        {
            texts.Add($"fault: {fault.Message}");
        }

        if (_trace.Steps.IsEmpty && _trace.FinalViolations.Length != 0)
        {
            texts.Add(Marker());
        }

        var number = "0";
        foreach (var line in texts.SelectMany(t => Wrapping.WordWrap.Lines(t, _pageWidth - Gutter, 2)))
        {
            _lines.Add($"{number,4}  {line}");
            number = "";
        }
    }

    private void DrawSteps()
    {
        var shown = new (int Actor, ImmutableArray<string> Headings)[_isShared.Length];
        Array.Fill(shown, (-1, []));
        for (var i = 0; i < _trace.Steps.Length; i++)
        {
            var step = _trace.Steps[i];
            var column = _columns.ColumnOfStep[i];
            var (headings, outer) = HeadingsOf(step, column);
            var known = shown[column].Actor == step.Action.Machine ? CommonPrefix(shown[column].Headings, headings) : 0;
            shown[column] = (step.Action.Machine, headings);
            var (lines, nameLine) = _cell.Of(step, headings, outer, known, _width);
            DrawCell(i + 1, column, i == _trace.Steps.Length - 1 ? Marked(lines, nameLine, column) : lines);
        }
    }

    private void DrawCell(int number, int column, ImmutableArray<string> lines)
    {
        var left = new string(' ', column * (_width + Gap));
        for (var i = 0; i < lines.Length; i++)
        {
            var gutter = i == 0 ? $"{number,4}  " : new string(' ', Gutter);
            _lines.Add((gutter + left + lines[i]).TrimEnd());
        }
    }

    // Beside the name where the page has room, else below it.
    private ImmutableArray<string> Marked(ImmutableArray<string> lines, int nameLine, int column)
    {
        if (_trace.FinalViolations.IsEmpty)
        {
            return lines;
        }

        var marker = Marker();
        var start = Gutter + (column * (_width + Gap));
        var pad = Math.Clamp(_pageWidth - start - marker.Length - Gap, 0, _width);
        var beside = lines[nameLine].PadRight(pad) + "  " + marker;
        if (start + beside.Length <= _pageWidth)
        {
            return lines.SetItem(nameLine, beside);
        }

        var indent = lines[nameLine].Length - lines[nameLine].TrimStart().Length;
        var room = Math.Max(_pageWidth - start, _width) - indent;
        var below = Wrapping.WordWrap.Lines(marker, room, 3).Select(line => new string(' ', indent) + line);
        return lines.InsertRange(nameLine + 1, below);
    }

    private string Marker() =>
        "<- violates " + string.Join(", ", _trace.FinalViolations.Select(p => _trace.Model.Properties[p].Name));

    /// <summary>The calls and texts around a step, with the machine's name before them where its column is not its own:
    /// that is where a reader would ask. The name and the outermost of the others are outer headings.</summary>
    private (ImmutableArray<string> Headings, int Outer) HeadingsOf(TraceStep step, int column)
    {
        var machine = _trace.Model.Machines[step.Action.Machine];
        var isNamed = machine.Kind == MachineKind.Interrupt
            || (machine.Kind == MachineKind.Thread && _isShared[column] && _columns.Titles[column] != machine.Name);
        var calls = step.Action.Headings;
        var outer = Math.Min(calls.Length, 1);
        return isNamed ? ([machine.Name, .. calls], outer + 1) : (calls, outer);
    }

    private bool IsShared(int column) => _trace.Steps
        .Where((step, i) => _columns.ColumnOfStep[i] == column
            && _trace.Model.Machines[step.Action.Machine].Kind != MachineKind.Rule)
        .Select(step => step.Action.Machine).Distinct().Count() > 1;

    private static int CommonPrefix(ImmutableArray<string> left, ImmutableArray<string> right)
    {
        var n = 0;
        while (n < left.Length && n < right.Length && left[n] == right[n])
        {
            n++;
        }

        return n;
    }

    private string Row(string number, Func<int, string> cell)
    {
        var cells = Enumerable.Range(0, _columns.Titles.Length).Select(i => cell(i).PadRight(_width + Gap));
        return ($"{number,4}  " + string.Concat(cells)).TrimEnd();
    }

    private string Fit(string title) => title.Length <= _width ? title : title[..(_width - 1)] + "…";
}
