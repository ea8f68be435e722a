using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Reporting.Story;

namespace Explorer.Reporting.Formats.Html;

/// <summary>Where the entry of the story stands after a step.</summary>
internal enum EntryPhase
{
    /// <summary>It is not there yet, or there is none.</summary>
    None,

    /// <summary>It says what its source says.</summary>
    Filled,

    /// <summary>Its source has changed: it should have been flushed.</summary>
    Outdated,

    /// <summary>What is read through it is no longer allowed.</summary>
    Stale,

    /// <summary>It was read through all the same.</summary>
    Used,
}

/// <summary>Something that happened to the entry in a step.</summary>
/// <param name="Kind">`filled`, `outdated`, `deferred`, `overwritten` or `used`.</param>
internal sealed record EntryMark(int Step, string Kind);

/// <summary>The life of the stale entry along the steps of a trace; empty if the story has no entry.</summary>
internal sealed class EntryLife
{
    public EntryLife(TraceExport export)
    {
        Entry = export.Story.Entry;
        Marks = Entry is null ? [] : [.. MarksOf(Entry).OrderBy(m => m.Step)];
    }

    public StaleEntry? Entry { get; }

    /// <summary>What happened to it, in the order of steps.</summary>
    public ImmutableArray<EntryMark> Marks { get; }

    /// <summary>Where it stands after a step; 0 is the start.</summary>
    public EntryPhase PhaseAt(int step) => Entry switch
    {
        null => EntryPhase.None,
        _ when step < Entry.FilledAt => EntryPhase.None,
        _ when step >= Entry.UsedAt => EntryPhase.Used,
        _ when step >= Entry.OverwrittenAt => EntryPhase.Stale,
        _ when step >= Entry.OutdatedAt => EntryPhase.Outdated,
        _ => EntryPhase.Filled,
    };

    /// <summary>The phase as the style and the script call it; empty for none.</summary>
    public string NameAt(int step) => PhaseAt(step) switch
    {
        EntryPhase.Filled => "filled",
        EntryPhase.Outdated => "outdated",
        EntryPhase.Stale => "stale",
        EntryPhase.Used => "used",
        _ => "",
    };

    private static IEnumerable<EntryMark> MarksOf(StaleEntry entry)
    {
        yield return new EntryMark(entry.FilledAt, "filled");
        if (entry.OutdatedAt is { } outdated)
        {
            yield return new EntryMark(outdated, "outdated");
        }

        foreach (var step in entry.Deferrals.Select(d => d.Step).Distinct())
        {
            yield return new EntryMark(step, "deferred");
        }

        if (entry.OverwrittenAt is { } overwritten)
        {
            yield return new EntryMark(overwritten, "overwritten");
        }

        yield return new EntryMark(entry.UsedAt, "used");
    }
}
