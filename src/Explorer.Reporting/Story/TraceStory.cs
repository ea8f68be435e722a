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
/// had put that there, and after which step of another machine it was too late. It knows nothing of TLBs or any other
/// subject: everything follows from the last assignments to what was read (a dynamic data slice, Korel and Laski 1988,
/// of depth one). Not handled: control dependence; why a step that would have helped was not taken.
/// </summary>
/// <param name="Sentences">One or more; empty if nothing can be said.</param>
/// <param name="Parts">Names of the parts of the state that the sentences mention.</param>
public sealed record TraceStory(ImmutableArray<string> Sentences, ImmutableHashSet<string> Parts)
{
    public static TraceStory None { get; } = new([], []);

    /// <summary>The stale entry through which the last step read; null if the trace is not about one.</summary>
    public StaleEntry? Entry { get; init; }

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
        if (trace.Steps.IsEmpty || Reenactment.LastStep(trace) is not { } failures)
        {
            return None;
        }

        foreach (var (assertion, moment) in failures)
        {
            if (assertion.Property == property)
            {
                var story = Tell(trace, columns, $"In step {moment.Step}", property, assertion.Condition, moment);
                return Counterfactual.TooLateAfter(trace, property) is { } step
                    ? story with { Sentences = story.Sentences.Add(TooLate(trace, columns, step)) }
                    : story;
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
            var words = new EvidenceWords(trace, columns);
            return new TraceStory(
                words.Sentences(trace.Model.Properties[property].Name, when, moment.Step, reason),
                [.. EvidenceWords.Parts(reason)]);
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
