using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Machines.Interpretation;
using Explorer.Reporting.Diagrams;

namespace Explorer.Reporting.Story;

/// <summary>Puts the reason for a violation into sentences.</summary>
internal sealed class EvidenceWords(Trace trace, DiagramColumns columns)
{
    private const int MostItems = 6;
    private const int LongestQuotation = 100;

    /// <summary>What is not as it should be, then what was looked at, where each thing says which step put it there.</summary>
    public ImmutableArray<string> Sentences(string property, int step, Reason reason)
    {
        var quoted = English.Quoted(reason.Deciding.Text, LongestQuotation) ?? property;
        var bindings = reason.Bindings.Select(b => $"{b.Name} = {b.Value.Display}").ToList();
        var where = bindings.Count == 0 ? "" : $" for {English.List(bindings)}";
        var when = step == 0 ? "At the start" : $"After step {step}";
        var lead = $"{when}, {quoted} is {(reason.Value ? "true" : "false")}{where}";
        var items = reason.Evidence.Select(e => Describe(e, step)).ToList();
        if (items.Count == 0)
        {
            return [lead + "."];
        }

        var shown = items.Count > MostItems ? [.. items.Take(MostItems), $"{items.Count - MostItems} more"] : items;
        return [$"{lead}: {English.LongList(shown)}."];
    }

    /// <summary>The parts of the shared state in a reason, also those behind locals.</summary>
    public static IEnumerable<string> Parts(Reason reason) =>
        reason.Evidence.SelectMany(e => e.SetAt is null ? e.Origins : [e]).Select(e => e.Name);

    /// <summary>The name of a step, on one line.</summary>
    public static string NameOf(Trace trace, int step) =>
        English.Quoted(trace.Steps[step - 1].Action.Name, LongestQuotation)?.Trim('`') ?? $"step {step}";

    /// <summary>Who took a step, and what it was: `CPU1 (store)`.</summary>
    public static string Author(Trace trace, DiagramColumns columns, int step) =>
        columns.ActorOf(step) is { } actor ? $"{actor} ({NameOf(trace, step)})" : NameOf(trace, step);

    private string Describe(Evidence evidence, int step)
    {
        if (evidence.SetAt is { } set)
        {
            return $"{evidence.Name} = {evidence.Value.Display}, {Since(set, evidence.ReadAt, step)}";
        }

        var origins = evidence.Origins.Take(MostItems)
            .Select(o => $"{o.Name} = {o.Value.Display} ({Since(o.SetAt ?? 0, o.ReadAt, step)})").ToList();
        var from = origins.Count == 0 ? "" : $", from {English.List(origins)}";
        return $"{evidence.Name} = {evidence.Value.Display}{from}";
    }

    private string Since(int set, int read, int step)
    {
        var readWhen = read == step ? "" : $", read at step {read}";
        return (set, set == step) switch
        {
            (0, _) => "as at the start" + readWhen,
            (_, true) => "set in this very step",
            _ => $"set at step {set} by {Author(trace, columns, set)}{readWhen}",
        };
    }
}
