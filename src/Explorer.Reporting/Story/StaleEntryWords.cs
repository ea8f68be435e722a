using System.Collections.Generic;
using System.Linq;
using Explorer.Machines.Interpretation;
using Explorer.Reporting.Diagrams;

namespace Explorer.Reporting.Story;

/// <summary>Puts the life of a stale entry into sentences.</summary>
internal static class StaleEntryWords
{
    private const int MostCalls = 3;

    public static IEnumerable<string> Sentences(Trace trace, DiagramColumns columns, StaleEntry entry)
    {
        var since = entry.FilledAt == 0 ? "has been there from the start" : $"was filled at {At(entry.FilledAt)}";
        yield return $"The entry {entry.Name} for {entry.Value.Display} {since}.";
        yield return $"At {At(entry.OutdatedAt!.Value)} {entry.Source} ceased to say {entry.Value.Display}: from then on the entry was to be flushed.";
        foreach (var deferral in entry.Deferrals)
        {
            yield return $"That was put off: {deferral.Name} = {deferral.Value.Display} since {At(deferral.Step)}{Waiting(deferral)}.";
        }

        if (entry.OverwrittenAt is { } step)
        {
            yield return $"What is read through it was overtaken at {At(step)}.";
        }

        string At(int step) => EvidenceWords.Reference(trace, columns, step);
    }

    private static string Waiting(Deferral deferral)
    {
        var calls = deferral.Waiting.Take(MostCalls).ToList();
        var more = deferral.Waiting.Length > MostCalls ? " among others" : "";
        return calls.Count == 0 ? ", and nothing in the model acts on it" : $", on which {English.List(calls)} would act{more}";
    }
}
