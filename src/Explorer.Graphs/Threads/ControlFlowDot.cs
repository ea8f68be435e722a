using System.Collections.Generic;
using System.Collections.Immutable;
using Explorer.Reporting.Formats;

namespace Explorer.Graphs.Threads;

/// <summary>Control-flow graphs as a drawing in the DOT language: a box for each thread and handler, in it its locations
/// with the steps as arrows. The start has an arrow from a point, an end a doubled border; where interrupts are off the
/// border is thick, where only preemption is off it is dashed.</summary>
public static class ControlFlowDot
{
    /// <param name="path">The model's path as given.</param>
    public static string Text(string path, ImmutableArray<ControlFlow> flows)
    {
        var dot = new DotText(path);
        dot.Defaults("node", ("shape", "box"), ("fontname", "\"monospace\""), ("fontsize", "10"));
        dot.Defaults("edge", ("fontname", "\"monospace\""), ("fontsize", "9"));
        for (var i = 0; i < flows.Length; i++)
        {
            Draw(dot, i, flows[i]);
        }

        return dot.End();
    }

    private static void Draw(DotText dot, int number, ControlFlow flow)
    {
        dot.OpenCluster($"{number}");
        dot.Defaults("graph", ("label", DotText.Label(Title(flow))), ("labeljust", "l"));
        dot.Node($"m{number}_start", ("shape", "point"));
        foreach (var location in flow.Locations)
        {
            DrawLocation(dot, number, location);
        }

        for (var i = 0; i < flow.Steps.Length; i++)
        {
            DrawStep(dot, number, i, flow.Steps[i]);
        }

        dot.Close();
    }

    private static IEnumerable<string> Title(ControlFlow flow) =>
    [
        $"{flow.Kind} {string.Join(", ", flow.Machines)}{(flow.Cpu.Length == 0 ? "" : $" on {flow.Cpu}")}",
        .. flow.Description.Length == 0 ? (string[])[] : [flow.Description.Split('\n')[0].Trim()],
    ];

    private static void DrawLocation(DotText dot, int number, FlowLocation location)
    {
        var id = $"m{number}_l{location.Index}";
        var style = location.IrqsOff ? "bold" : location.PreemptOff ? "dashed" : "";
        dot.Node(id, ("label", DotText.Label(Lines(location))), ("style", style), ("peripheries", location.IsEnd ? "2" : ""));
        if (location.IsStart)
        {
            dot.Edge($"m{number}_start", id);
        }
    }

    private static IEnumerable<string> Lines(FlowLocation location)
    {
        yield return location.Name;
        if (!location.Labels.IsEmpty)
        {
            yield return $"label {string.Join(", ", location.Labels)}";
        }

        if (!location.Live.IsEmpty)
        {
            yield return $"keeps {string.Join(", ", location.Live)}";
        }

        if (location.IrqsOff || location.PreemptOff)
        {
            yield return location.IrqsOff ? "interrupts off" : "preemption off";
        }
    }

    private static void DrawStep(DotText dot, int number, int index, FlowStep step)
    {
        var label = DotText.EdgeLabel([.. step.Headings, step.Name, $"({step.Source[(step.Source.LastIndexOf('/') + 1)..]})"]);
        foreach (var target in step.Targets)
        {
            dot.Edge($"m{number}_l{step.From}", $"m{number}_l{target}", ("label", label));
        }

        if (step.Targets.IsEmpty)
        {
            dot.Node($"m{number}_s{index}", ("label", DotText.Label(["never ends"])), ("shape", "plaintext"));
            dot.Edge($"m{number}_l{step.From}", $"m{number}_s{index}", ("label", label));
        }
    }
}
