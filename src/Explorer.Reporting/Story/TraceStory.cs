using System.Collections.Immutable;
using Explorer.Core.Properties;
using Explorer.Machines;
using Explorer.Machines.Expressions;
using Explorer.Machines.Interpretation;
using Explorer.Reporting.Diagrams;
using Explorer.Reporting.Traces;

namespace Explorer.Reporting.Story;

/// <summary>
/// Says in words why a trace violates a property: which part of the condition decides, what it looked at, which step
/// had put that there, and after which step of another machine it was too late; and if what was read is a copy that outlived
/// its source, the life of that copy. It knows nothing of TLBs or any other subject: everything follows from the
/// assignments to what was read (a dynamic data slice, Korel and Laski 1988). Not handled: control dependence; why a step
/// that would have helped was not taken.
/// </summary>
/// <param name="Sentences">One or more; empty if nothing can be said.</param>
/// <param name="Parts">Names of the parts of the state that the sentences mention.</param>
public sealed record TraceStory(ImmutableArray<string> Sentences, ImmutableHashSet<string> Parts)
{
    public static TraceStory None { get; } = new([], []);

    /// <summary>The stale entry through which the last step read; null if the trace is not about one.</summary>
    public StaleEntry? Entry { get; init; }

    /// <summary>The life of that entry in words; empty without one.</summary>
    public ImmutableArray<string> EntrySentences { get; init; } = [];

    /// <summary>The story of a trace that violates a property in its last step or state.</summary>
    /// <param name="property">Index of the property.</param>
    public static TraceStory Of(Trace trace, DiagramColumns columns, int property) => trace.Model.Properties[property].Kind switch
    {
        PropertyKind.Invariant => OfInvariant(trace, columns, property),
        PropertyKind.Assertion => OfAssertion(trace, columns, property),
        PropertyKind.Deadlock => DeadlockWords.Tell(trace, columns),
        PropertyKind.Range or PropertyKind.Overflow or PropertyKind.Index => OfFault(trace),
        _ => None,
    };

    private static TraceStory OfInvariant(Trace trace, DiagramColumns columns, int property)
    {
        var end = trace.Steps.IsEmpty ? trace.InitialState : trace.Steps[^1].State;
        if (end is null || trace.Model.Conditions[property] is not { } condition || trace.Model.Machines.IsEmpty)
        {
            return None;
        }

        var moment = new Moment(
            new Interpreter(trace.Model), trace.Steps.Length, trace.Model.Machines[0], end,
            ImmutableDictionary<Local, Held>.Empty);
        var when = moment.Step == 0 ? "At the start" : $"After step {moment.Step}";
        return Tell(trace, columns, when, property, condition, moment);
    }

    private static TraceStory OfAssertion(Trace trace, DiagramColumns columns, int property)
    {
        if (trace.Steps.IsEmpty || Reenactment.Of(trace) is not { } steps)
        {
            return None;
        }

        foreach (var (assertion, moment, _) in steps[^1].Failures)
        {
            if (assertion.Property == property)
            {
                return Tell(trace, columns, $"In step {moment.Step}", property, assertion.Condition, moment);
            }
        }

        return None;
    }

    private static TraceStory Tell(
        Trace trace, DiagramColumns columns, string when, int property, Expression condition, Moment moment)
    {
        try
        {
            var reason = new ReasonFinder(new EvidenceCollector(new PartHistory(trace))).Why(condition, moment);
            var isOfState = trace.Model.Properties[property].Kind != PropertyKind.Assertion;
            var tooLate = isOfState ? null : Counterfactual.TooLateAfter(trace, property);
            var entry = StaleEntryFinder.Find(trace, reason, isOfState, tooLate);
            return new TraceStory(
                [
                    .. new EvidenceWords(trace, columns).Sentences(trace.Model.Properties[property].Name, when, moment.Step, reason),
                    .. tooLate is { } step ? new[] { TooLate(trace, columns, step) } : [],
                ],
                [.. EvidenceWords.Parts(reason)])
            {
                Entry = entry,
                EntrySentences = entry is null ? [] : [.. StaleEntryWords.Sentences(trace, columns, entry)],
            };
        }
        catch (FaultException)
        {
            return None;
        }
    }

    private static string TooLate(Trace trace, DiagramColumns columns, int step) =>
        $"Taken before {EvidenceWords.Reference(trace, columns, step)}, it would have violated nothing.";

    private static TraceStory OfFault(Trace trace)
    {
        var fault = trace.Steps.IsEmpty ? trace.InitialFault : trace.Steps[^1].Fault;
        return fault is null
            ? None
            : new TraceStory([$"Evaluation met a fault at {TraceRecording.Place(fault.Span)}: {fault.Message}."], []);
    }
}
