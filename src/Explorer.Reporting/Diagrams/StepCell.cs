using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Machines;
using Explorer.Machines.Interpretation;
using Explorer.Machines.Values;
using Explorer.Reporting.Traces;
using Explorer.Reporting.Wrapping;

namespace Explorer.Reporting.Diagrams;

/// <summary>The text of one step: the headings that are new in its column, its name, its draws, what it changed.</summary>
internal sealed class StepCell(MachineModel model, DiagramOptions options)
{
    private const int MostChanges = 8;
    private const int LongestName = 160;

    /// <summary>Lines to be written into the step's column, and which of them is the step's name's last one. Outer
    /// headings have lines of their own; inner ones, which are many and short, stand before the step's name.</summary>
    /// <param name="headings">All headings of the step, outermost first.</param>
    /// <param name="outer">How many of them are outer ones.</param>
    /// <param name="known">How many of them the column shows already.</param>
    public (ImmutableArray<string> Lines, int NameLine) Of(
        TraceStep step, ImmutableArray<string> headings, int outer, int known, int width)
    {
        var lines = ImmutableArray.CreateBuilder<string>();
        for (var i = known; i < outer; i++)
        {
            Add(lines, headings[i], i, width);
        }

        Add(lines, Titled([.. headings.Skip(Math.Max(known, outer))], NameOf(step)), outer, width);
        var nameLine = lines.Count - 1;
        foreach (var detail in Details(step))
        {
            Add(lines, detail, outer + 1, width);
        }

        return (lines.ToImmutable(), nameLine);
    }

    /// <summary>A part and its new value; with the old one unless that was nothing.</summary>
    public static string Describe(StateChange change) => IsNothing(change.Before)
        ? $"{change.Name} = {change.After.Display}"
        : $"{change.Name}: {change.Before.Display} -> {change.After.Display}";

    // The only step of `lock(folio)` is often named `lock`.
    private static string Titled(ImmutableArray<string> headings, string name) =>
        !headings.IsEmpty && headings[^1].StartsWith(name + "(", StringComparison.Ordinal)
            ? string.Join(": ", headings)
            : string.Join(": ", [.. headings, name]);

    private IEnumerable<string> Details(TraceStep step)
    {
        foreach (var (name, value) in step.Chosen.Where(c => options.IsVerbose || IsFree(c.Value)))
        {
            yield return $"choose {name} = {value.Display}";
        }

        var changes = step.Changes.Where(IsShown).ToList();
        foreach (var change in changes.Take(changes.Count > MostChanges ? MostChanges - 1 : MostChanges))
        {
            yield return Describe(change);
        }

        if (changes.Count > MostChanges)
        {
            yield return $"… and {changes.Count - MostChanges + 1} more";
        }

        if (step.Fault is { } fault)
        {
            yield return $"fault: {fault.Message}";
        }

        if (options.IsVerbose)
        {
            yield return $"({TraceRecording.Place(step.Action.Span)})";
        }
    }

    // Where a type has only one value there was nothing to choose.
    private static bool IsFree(Value value) => value is not IdentityValue { Type.Size: 1 };

    private bool IsShown(StateChange change) =>
        options.IsVerbose || change.IsOwnVariable
        || (change.Variable >= 0
            && (!model.Variables[change.Variable].IsGhost || options.Essential.Contains(change.Name)));

    // Deep nesting must not eat the column.
    private static void Add(ImmutableArray<string>.Builder lines, string text, int level, int width)
    {
        var indent = Math.Min(level * 2, width / 3);
        var left = new string(' ', indent);
        lines.AddRange(WordWrap.Lines(text, width - indent, 2).Select(line => left + line));
    }

    private static string NameOf(TraceStep step) => step.Action.Name.Length <= LongestName
        ? step.Action.Name
        : step.Action.Name[..(LongestName - 1)] + "…";

    private static bool IsNothing(Value value) => value switch
    {
        OptionValue v => v.Content is null,
        SetValue v => v.Mask == 0,
        QueueValue v => v.Elements.IsEmpty,
        IdentityValue v => v.Index < 0,
        BoolValue v => !v.IsTrue,
        _ => false,
    };
}
