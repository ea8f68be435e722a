using System.Collections.Immutable;
using System.Linq;
using Explorer.Core.Diagnostics;
using Explorer.Machines.Interpretation;

namespace Explorer.Reporting.Traces;

/// <summary>Puts a replayed trace into words for its file.</summary>
public static class TraceRecording
{
    /// <summary>The steps in order, as many as the trace has.</summary>
    public static ImmutableArray<RecordedStep> Steps(Trace trace) => [.. trace.Steps.Select(step => Record(trace, step))];

    /// <summary>The variables of a state by name, in the model's order; empty without a state.</summary>
    public static ImmutableArray<(string Name, string Value)> State(Trace trace, MachineState? state) =>
        state is null
            ? []
            : [.. trace.Model.Variables.Select(v => (v.Name, state.Variables[v.Index].Display))];

    /// <summary>`path:line` of a place in a model.</summary>
    public static string Place(SourceSpan span) => $"{span.Source.Path}:{span.Source.Position(span.Start).Line}";

    private static RecordedStep Record(Trace trace, TraceStep step) => new(
        trace.Model.Machines[step.Action.Machine].Name,
        step.Action.Name,
        Place(step.Action.Span),
        [.. step.Changes.Select(c => new RecordedChange(c.Name, c.Before.Display, c.After.Display))],
        State(trace, step.State));
}
