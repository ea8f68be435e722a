using System.Collections.Immutable;
using Explorer.Machines.Values;

namespace Explorer.Reporting.Story;

/// <summary>The life of the entry through which a violating step read: a copy of a part of the state that outlived what it
/// was copied from. All steps count from 1; 0 is the start. What is null was not found in the trace.</summary>
/// <param name="Name">The entry as a model would write it, e.g. `tlb[CPU0][block0]`.</param>
/// <param name="Variable">Index of the variable that it is a part of.</param>
/// <param name="Value">What it held when it was used.</param>
/// <param name="FilledAt">The step that gave it that value.</param>
/// <param name="Source">What it was copied from, e.g. `pte[block0]`.</param>
/// <param name="OutdatedAt">The first later step that changed the source: from then on the entry was to be flushed.</param>
/// <param name="OverwrittenAt">The step after which what is read through the entry is no longer allowed.</param>
/// <param name="UsedAt">The step that read through it.</param>
/// <param name="Deferrals">What was put off, and still is when the entry is used.</param>
public sealed record StaleEntry(
    string Name,
    int Variable,
    Value Value,
    int FilledAt,
    string? Source,
    int? OutdatedAt,
    int? OverwrittenAt,
    int UsedAt,
    ImmutableArray<Deferral> Deferrals);

/// <summary>A note in the state that something is still to be done, which nobody has taken up when the entry is used.</summary>
/// <param name="Name">The part that is the note, e.g. `pending[page0]`.</param>
/// <param name="Value">What it says.</param>
/// <param name="Step">The step that made it.</param>
/// <param name="Waiting">The calls that would have acted on it, e.g. `flush_cpus` in `alloc_page`; may be empty.</param>
public sealed record Deferral(string Name, Value Value, int Step, ImmutableArray<string> Waiting);
