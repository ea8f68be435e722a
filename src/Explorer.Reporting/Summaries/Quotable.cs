using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using Explorer.Core.Properties;
using Explorer.Core.Verdicts;
using Explorer.Reporting.Traces;

namespace Explorer.Reporting.Summaries;

/// <summary>Sentences of a report that a reviewer can quote alone.</summary>
public static class Quotable
{
    /// <summary>What was established: what holds, over how many states, for which sizes, with which reductions, and
    /// which actions never fired.</summary>
    public static string Holds(CheckReport report)
    {
        var statistics = report.Result.Statistics;
        var limit = statistics.CutStates == 0
            ? ""
            : $" within the limit, beyond which {Words.Of(statistics.CutStates)} of them were not followed";
        return $"{Names(report)} in all {Words.Of(statistics.States, "state")}{limit}{Sizes(report)}, "
            + $"{Reductions(report)}{Proviso(report)}; {Silent(report)}.";
    }

    /// <summary>What an incomplete search has seen.</summary>
    public static string SoFar(CheckReport report)
    {
        var statistics = report.Result.Statistics;
        return $"No violation in the {Words.Of(statistics.States, "state")} up to depth {statistics.Depth}{Sizes(report)}, "
            + $"{Reductions(report)}.";
    }

    /// <summary>What is known of a counterexample's minimality.</summary>
    public static string Length(Counterexample counterexample) => counterexample.Number == 1
        ? Length(counterexample.Steps, counterexample.Minimum)
        : $"Another way to it, number {counterexample.Number}, in {Words.Of(counterexample.Steps, "step")} and with "
            + $"{Words.Of(counterexample.Minimum.ContextSwitches)} context switch{(counterexample.Minimum.ContextSwitches == 1 ? "" : "es")}.";

    /// <summary>What is known of a trace's minimality.</summary>
    public static string Length(int count, Minimum minimum)
    {
        var steps = Words.Of(count, "step");
        var shortest = $"No trace is shorter than {steps}";
        var switches = $"none of {steps} has fewer context switches ({minimum.ContextSwitches})";
        return minimum.Established switch
        {
            _ when count == 0 => "It takes no step.",
            Minimality.NotEstablished => $"There may be traces shorter than these {steps}.",
            Minimality.Steps => $"{shortest}; whether one of as many has fewer context switches is not established.",
            Minimality.ContextSwitches => $"{shortest}; {switches}.",
            _ => $"{shortest}; {switches}; of these none has fewer threads and identities ({minimum.Participants}), and this "
                + "is the first in the model's order.",
        };
    }

    private static string Names(CheckReport report)
    {
        var names = report.Result.Properties.Select(p => p.Property.Kind == PropertyKind.Reachable
            ? $"{p.Property.Name} (reached)"
            : p.Property.Name);
        return string.Join(", ", names);
    }

    private static string Sizes(CheckReport report)
    {
        var settings = report.Parameters.Concat(report.Switches).Select(s => $"{s.Name} = {s.Value}").ToList();
        var types = report.Model.IdentityTypes.Select(t => $"{t.Name} {t.Size}").ToList();
        var counts = types.Count == 0 ? "" : $" ({string.Join(", ", types)})";
        return settings.Count == 0 ? counts : $", for {string.Join(", ", settings)}{counts}";
    }

    private static string Reductions(CheckReport report) => report.Cost.Reductions.IsEmpty
        ? "without reductions"
        : $"with {string.Join(", ", report.Cost.Reductions)}";

    /// <summary>How likely it is that a state was missed, in words.</summary>
    public static string Omissions(CheckReport report) => string.Create(
        CultureInfo.InvariantCulture, $"probability of an omission at most {report.Result.OmissionProbability:0.0e-0}");

    private static string Proviso(CheckReport report) =>
        report.Result.OmissionProbability == 0 ? "" : $", unless fingerprints collide ({Omissions(report)})";

    private static string Silent(CheckReport report)
    {
        ImmutableArray<string> silent = SilentActions.Of(report.Model, report.Result.Statistics.ActionFirings);
        return silent.IsEmpty ? "every action fired" : $"never fired: {string.Join("; ", silent)}";
    }
}
