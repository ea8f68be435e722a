using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Machines;
using Explorer.Machines.Interpretation;
using Explorer.Reporting.Diagrams;
using Explorer.Reporting.Traces;

namespace Explorer.Reporting.Story;

/// <summary>Who waits where in a deadlock, for what, and which step made it so.</summary>
internal static class DeadlockWords
{
    private const int LongestQuotation = 60;

    public static TraceStory Tell(Trace trace, DiagramColumns columns)
    {
        var end = trace.Steps.IsEmpty ? trace.InitialState : trace.Steps[^1].State;
        if (end is null)
        {
            return TraceStory.None;
        }

        var hasHardware = trace.Model.Actions.Any(a => a.IsMay);
        var sentences = new List<string>
        {
            hasHardware ? "Only hardware that may act can still take steps." : "Nothing can take a step.",
        };
        var parts = new HashSet<string>();
        foreach (var machine in trace.Model.Machines.Where(m => m.Kind == MachineKind.Thread))
        {
            var location = machine.Locations[end.Machines[machine.Index].Location];
            if (!location.IsEnd)
            {
                var reasons = BlockedStep.ReasonsOf(trace, machine, end, trace.Steps.Length);
                parts.UnionWith(reasons.SelectMany(EvidenceWords.Parts));
                sentences.Add(Waits(machine, location, reasons, new EvidenceWords(trace, columns), trace.Steps.Length));
            }
        }

        return new TraceStory([.. sentences], [.. parts]);
    }

    private static string Waits(
        Machine machine, Location location, ImmutableArray<Reason> reasons, EvidenceWords words, int step)
    {
        var place = TraceRecording.Place(location.Span);
        if (reasons.IsEmpty)
        {
            return $"{machine.Name} waits at {English.Quoted(location.Span.Text, LongestQuotation) ?? location.Name} ({place}).";
        }

        var conditions = reasons.Select(r => words.Condition(r, step));
        return $"{machine.Name} waits at {place} for {string.Join(", or for ", conditions)}.";
    }
}
