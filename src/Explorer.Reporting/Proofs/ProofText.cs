using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Core.Properties;
using Explorer.Machines.Interpretation;
using Explorer.Reporting.Summaries;

namespace Explorer.Reporting.Proofs;

/// <summary>What `prove` prints about a property.</summary>
public static class ProofText
{
    // More lemmas are counted, not listed, unless one asks for all.
    private const int MostLemmas = 6;

    /// <param name="isVerbose">All lemmas, and all of a state.</param>
    public static ImmutableArray<string> Lines(ProofReport report, bool isVerbose)
    {
        var text = report.Property.Text.Length == 0 ? "" : $": {report.Property.Text}";
        var lines = new List<string> { $"  {report.Outcome,-8} {report.Property.Name}{text}" };
        lines.AddRange(report.Outcome switch
        {
            "proved" => Proved(report, isVerbose),
            "refuted" => Refuted(report),
            _ => [$"    {report.Reason}"],
        });
        return [.. lines];
    }

    /// <summary>For which sizes, in a sentence: nothing follows for others.</summary>
    public static string Sizes(ProofReport report)
    {
        var counts = report.Machines.IdentityTypes.Select(t => $"{t.Name} {t.Size}").ToList();
        var settings = report.Settings.Select(s => $"{s.Name} = {s.Value}").Concat(counts).ToList();
        var sizes = settings.Count == 0 ? "the model as it is" : string.Join(", ", settings);
        var limit = report.Machines.Limit is null ? "" : " Within the limit only.";
        return $"For {sizes}; of other sizes this says nothing.{limit}";
    }

    private static IEnumerable<string> Proved(ProofReport report, bool isVerbose)
    {
        var how = report.Steps == 1 ? "by induction" : $"by induction over {report.Steps} steps";
        yield return report.Lemmas.IsEmpty
            ? $"    {how}, {Words.Seconds(report.Seconds)}"
            : $"    {how} with {Words.Of(report.Lemmas.Length, "lemma")}, {Words.Seconds(report.Seconds)}";
        var shown = isVerbose ? report.Lemmas.Length : MostLemmas;
        foreach (var lemma in report.Lemmas.Take(shown))
        {
            yield return $"      {lemma}";
        }

        if (report.Lemmas.Length > shown)
        {
            yield return $"      and {Words.Of(report.Lemmas.Length - shown)} more; --verbose lists all";
        }
    }

    private static IEnumerable<string> Refuted(ProofReport report)
    {
        if (report.Action is null)
        {
            yield return "    It does not hold in this reachable state; 'explorer check' shows the shortest way to one:";
            foreach (var line in StateText.Lines(report.Machines, report.State!))
            {
                yield return $"      {line}";
            }

            yield break;
        }

        var machine = report.Machines.Machines[report.Action.Machine];
        yield return $"    No induction: it holds in this state, and not after a step of {machine.Name}.";
        yield return $"    Is the state reachable? {Answer(report.Reachable)}";
        foreach (var line in StateText.Lines(report.Machines, report.State!))
        {
            yield return $"      {line}";
        }

        yield return $"    {machine.Name}: {string.Join(": ", [.. report.Action.Headings, report.Action.Name])}";
        if (report.After is not null)
        {
            foreach (var change in new StateDifference(report.Machines).Between(report.State!, report.After, machine.Index))
            {
                yield return $"      {change.Name}: {change.Before.Display} -> {change.After.Display}";
            }
        }

        yield return report.Property.Kind is PropertyKind.Invariant or PropertyKind.Deadlock
            ? $"    {report.Property.Name} does not hold then."
            : $"    A step from there violates {report.Property.Name}.";
    }

    private static string Answer(string reachable) => reachable switch
    {
        "yes" => "Yes: it was met on the way.",
        "no" => "No: all reachable states were explored, and it is none of them. A lemma that excludes it would help.",
        _ => "Not known: there are too many states to explore them here. If not, a lemma that excludes it would help.",
    };
}
