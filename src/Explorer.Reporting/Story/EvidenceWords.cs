using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Machines.Interpretation;
using Explorer.Machines.Values;
using Explorer.Reporting.Diagrams;

namespace Explorer.Reporting.Story;

/// <summary>Puts the reason for a violation into sentences.</summary>
internal sealed class EvidenceWords(Trace trace, DiagramColumns columns)
{
    private const int MostItems = 6;
    private const int LongestQuotation = 100;

    /// <summary>What is not as it should be, then what was looked at, where each thing says which step put it there.</summary>
    /// <param name="when">`After step 7` or `In step 7`.</param>
    public ImmutableArray<string> Sentences(string property, string when, int step, Reason reason)
    {
        var quoted = English.Quoted(reason.Deciding.Text, LongestQuotation) ?? property;
        var bindings = reason.Bindings.Select(b => $"{b.Name} = {b.Value.Display}").ToList();
        var where = bindings.Count == 0 ? "" : $" for {English.List(bindings)}";
        var items = reason.Evidence.Where(IsTelling).Select(e => Describe(e, step)).ToList();
        var rest = items.Count > MostItems ? [$"So were {items.Count - MostItems} more parts of the state."] : new List<string>();
        return
        [
            $"{when}, {quoted} is {(reason.Value ? "true" : "false")}{where}.",
            .. items.Take(MostItems),
            .. rest,
        ];
    }

    /// <summary>A condition that is waited for, with what keeps it from becoming true.</summary>
    public string Condition(Reason reason, int step)
    {
        var quoted = English.Quoted(reason.Deciding.Text, LongestQuotation) ?? "a condition";
        var items = reason.Evidence.Where(e => e.SetAt is not null).Take(MostItems).Select(e => Part(e, step)).ToList();
        return items.Count == 0 ? quoted : $"{quoted}: {English.LongList(items)}";
    }

    /// <summary>The parts of the shared state in a reason, also those behind locals.</summary>
    public static IEnumerable<string> Parts(Reason reason) =>
        reason.Evidence.SelectMany(e => e.SetAt is null ? e.Origins : [e]).Select(e => e.Name);

    /// <summary>The name of a step, on one line: what the author wrote before it, or before the call that consists of it.</summary>
    public static string NameOf(Trace trace, int step)
    {
        var action = trace.Steps[step - 1].Action;
        var name = !action.Headings.IsEmpty && !action.Headings[^1].Contains('(') ? action.Headings[^1] : action.Name;
        return English.Quoted(name, LongestQuotation)?.Trim('`') ?? $"step {step}";
    }

    /// <summary>A step with what it was and who took it: `step 7 (store, CPU1)`.</summary>
    public static string Reference(Trace trace, DiagramColumns columns, int step)
    {
        var actor = columns.ActorOf(step) is { } known ? $", {known}" : "";
        return $"step {step} ({NameOf(trace, step)}{actor})";
    }

    // Which identity an index was says nothing that the part's name does not say.
    private static bool IsTelling(Evidence evidence) =>
        evidence.SetAt is not null || !evidence.Origins.IsEmpty || evidence.Value is not IdentityValue;

    private string Describe(Evidence evidence, int step)
    {
        if (evidence.SetAt is not null)
        {
            return $"{Part(evidence, step)}.";
        }

        var origins = evidence.Origins.Take(MostItems).Select(o => Part(o, step)).ToList();
        var from = origins.Count == 0 ? "" : $" comes from {English.LongList(origins)}";
        return $"{evidence.Name} = {evidence.Value.Display}{from}.";
    }

    private string Part(Evidence part, int step)
    {
        var readWhen = part.ReadAt == step ? "" : $", read at step {part.ReadAt}";
        var since = part.SetAt switch
        {
            null or 0 => "unchanged since the start",
            { } set => $"set at {Reference(trace, columns, set)}",
        };
        return $"{part.Name} = {part.Value.Display}, {since}{readWhen}";
    }
}
