using System.Collections.Generic;
using System.Linq;
using Explorer.Graphs.Analysis;
using Explorer.Reporting.Formats;

namespace Explorer.Graphs.States;

/// <summary>
/// A state graph as a drawing in the DOT language. What a state is can be told without colours: an arrow from a point leads
/// to an initial state; a violating one is a filled octagon, a deadlock a filled hexagon, one in which all threads have
/// ended a rounded box, one beyond the limit a dashed box. A doubled border marks states that all violating paths pass,
/// doubled arrows the steps that all of them take; the arrows of a shortest violating path are thick, those of the other
/// shortest ones half as thick. A step that a fault keeps from ending leads to an octagon of its own.
/// </summary>
public sealed class StateGraphDot
{
    private const string Violating = "\"#f4b6b6\"";
    private const string Red = "\"#b00020\"";

    private readonly StateGraphReport _report;
    private readonly StateLabels _labels;
    private readonly DotText _dot;
    private readonly HashSet<int> _gates;
    private readonly HashSet<int> _gateSteps;
    private readonly HashSet<int> _path;
    private readonly HashSet<int> _shortest;

    private StateGraphDot(StateGraphReport report)
    {
        _report = report;
        _labels = new StateLabels(report);
        _dot = new DotText(report.Path);
        var violations = report.Violations.ToList();
        _gates = Set(violations, v => v.DominatingStates);
        _gateSteps = Set(violations, v => v.DominatingSteps);
        _path = Set(violations, v => v.PathSteps);
        _shortest = Set(violations, v => v.ShortestSteps);
    }

    /// <summary>The whole text, the same in every run.</summary>
    public static string Text(StateGraphReport report) => new StateGraphDot(report).Draw();

    private static HashSet<int> Set(IEnumerable<GoalPaths> goals, System.Func<GoalPaths, IEnumerable<int>> part) => [.. goals.SelectMany(part)];

    private string Draw()
    {
        _dot.Comment(StateGraphSummary.Lines(_report));
        _dot.Defaults("graph", ("label", DotText.Label(StateGraphSummary.Title(_report))), ("labelloc", "t"), ("labeljust", "l"));
        _dot.Defaults("node", ("shape", "box"), ("fontname", "\"monospace\""), ("fontsize", "10"));
        _dot.Defaults("edge", ("fontname", "\"monospace\""), ("fontsize", "9"));
        DrawStarts();
        for (var state = 0; state < _report.Space.Count; state++)
        {
            DrawState(state);
        }

        foreach (var step in _report.Space.Steps)
        {
            DrawStep(step);
        }

        return _dot.End();
    }

    private void DrawStarts()
    {
        _dot.Node("start", ("shape", "point"));
        foreach (var state in _report.Space.InitialStates)
        {
            _dot.Edge("start", $"s{state}");
        }

        for (var i = 0; i < _report.Space.Starts.Length; i++)
        {
            if (_report.Space.Starts[i] is var start && start.Violations != 0)
            {
                DrawViolation($"i{i}", start.Violations);
                _dot.Edge("start", $"i{i}", ("label", DotText.EdgeLabel(["the initial step"])));
            }
        }
    }

    private void DrawState(int state)
    {
        var (mark, label) = (_report.Space.Marks[state], DotText.Label(_labels.OfState(state)));
        var doubled = _gates.Contains(state) ? "2" : "";
        var (shape, style, fill) = (mark.Found & ~_report.Space.Reachables) != 0 && !mark.IsDeadlock ? ("octagon", "filled", Violating)
            : mark.IsDeadlock ? ("hexagon", "filled", Violating)
            : mark.IsBeyondLimit ? ("", "dashed", "")
            : _labels.HasEnded(state) ? ("", "rounded", "")
            : ("", "", "");
        _dot.Node($"s{state}", ("label", label), ("shape", shape), ("style", style), ("fillcolor", fill), ("peripheries", doubled));
    }

    private void DrawStep(SpaceStep step)
    {
        var target = $"s{step.Step.Target}";
        if (step.Step.Target < 0)
        {
            target = $"f{step.Id}";
            DrawViolation(target, step.Step.Violations);
        }

        var (actor, name) = _labels.OfAction(step.Step.Action);
        var who = actor.Length == 0 ? (string[])[] : [actor];
        var violated = step.Step.Target < 0 ? [] : _report.Space.NamesOf(step.Step.Violations).Select(n => $"violates {n}");
        var color = step.Step.Violations != 0 ? Red : "";
        var isGate = _gateSteps.Contains(step.Id);
        _dot.Edge(
            $"s{step.Source}",
            target,
            ("label", DotText.EdgeLabel([.. who, name, .. violated])),
            ("penwidth", isGate ? "2" : _path.Contains(step.Id) ? "3" : _shortest.Contains(step.Id) ? "1.5" : ""),
            ("color", isGate ? Doubled(color.Length == 0 ? "\"black\"" : color) : color));
    }

    // Two lines, with a gap as wide as each of them.
    private static string Doubled(string color) => $"\"{color.Trim('"')}:invis:{color.Trim('"')}\"";

    private void DrawViolation(string id, ulong violations)
    {
        var names = _report.Space.NamesOf(violations).Select(n => $"violates {n}");
        _dot.Node(id, ("label", DotText.Label(names.DefaultIfEmpty("a fault"))), ("shape", "octagon"), ("style", "filled"), ("fillcolor", Violating));
    }
}
