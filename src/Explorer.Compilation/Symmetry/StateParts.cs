using System;
using System.Collections.Generic;
using Explorer.Compilation.Layout;
using Explorer.Machines;
using Explorer.Machines.Types;

namespace Explorer.Compilation.Symmetry;

/// <summary>Bits of a word that a renaming moves as they are.</summary>
/// <param name="Guard">Says whether they are what they are said to be; -1 if always.</param>
internal sealed record Region(PartPath Path, int Word, int Shift, int Width, int Guard);

/// <summary>A number in the state with what renamings do to it.</summary>
/// <param name="Domain">The encoding or the type whose values the number stands for; null if renamings leave it alone.</param>
/// <param name="Count">Numbers below this occur; 1 without a domain.</param>
/// <param name="Weight">What one step of the number adds to the bits that begin at `Word` and `Shift`.</param>
internal sealed record StatePart(
    PartPath Path, int Field, int Guard, object? Domain, int Count, ulong Weight, int Word, int Shift);

/// <summary>A guard with the table that says for which values it holds, or null if a range says so.</summary>
internal sealed record PartGuard(int Parent, int Field, ulong Low, ulong High, byte[]? Table);

/// <summary>
/// A state cut into what renamings do to it. Regions are bits that move as a whole when what they are indexed by or the
/// machine that they belong to is renamed. Parts are numbers small enough for a table of their images; what has too many
/// values is cut into its elements, fields, members and digits. Parts of queues, variants and locals have guards that
/// tell whether they are there. Not cut: identities in an encoding that is not known here.
/// </summary>
internal sealed partial class StateParts
{
    // Tables are small, so that they stay in the cache.
    private const int TableBits = 8;

    private readonly StateLayout _layout;

    private StateParts(MachineModel model, StateLayout layout)
    {
        _layout = layout;
        foreach (var variable in model.Variables)
        {
            Cut(new PartPath(-1, [new PathStep(null, variable.Index)]), layout.OfVariable(variable), -1);
        }

        foreach (var machine in model.Machines)
        {
            CutMachine(machine);
        }
    }

    public List<Region> Regions { get; } = [];

    public List<StatePart> Parts { get; } = [];

    public List<PartField> Fields { get; } = [];

    public List<PartGuard> Guards { get; } = [];

    /// <summary>False if there is something that cannot be cut.</summary>
    public bool IsComplete { get; private set; } = true;

    public static StateParts Of(MachineModel model, StateLayout layout) => new(model, layout);

    private static Slot Within(Slot whole, Slot part) => new(whole.Word + part.Word, whole.Shift + part.Shift, part.Encoding);

    private void CutMachine(Machine machine)
    {
        if (machine.Locations.IsEmpty)
        {
            return;
        }

        var path = new PartPath(machine.Index, []);
        var location = _layout.OfLocation(machine.Index);
        var field = -1;
        if (location is not null)
        {
            Cut(path.Field(-1), location, -1);
            field = AddField(location);
        }

        for (var i = 0; i < machine.StoredLocals; i++)
        {
            var live = new byte[1 << (location?.Width ?? 0)];
            foreach (var at in machine.Locations)
            {
                live[at.Index] = at.Live.Contains(machine.Locals[i]) ? (byte)1 : (byte)0;
            }

            if (Array.IndexOf(live, (byte)1) >= 0)
            {
                Cut(path.Field(i), _layout.OfLocal(machine.Index, i), location is null ? -1 : Guard(field, live));
            }
        }
    }

    // Locals that are live at the same locations share a guard.
    private int Guard(int location, byte[] table)
    {
        var guard = Guards.FindLastIndex(g => g.Field == location && g.Table is not null && g.Table.AsSpan().SequenceEqual(table));
        return guard >= 0 ? guard : AddGuard(new PartGuard(-1, location, 0, 0, table));
    }

    private void Cut(PartPath path, Slot slot, int guard)
    {
        var encoding = slot.Encoding;
        switch (encoding)
        {
            case { Bits: 0 }:
                break;
            case { Type.ContainsIdentity: false }:
                CutFixed(path, slot, guard);
                break;
            case DenseEncoding or { IsScalar: true, Bits: <= TableBits } when CodeImages.Knows(encoding):
                AddTabulated(path, slot, guard);
                break;
            case ArrayEncoding e:
                CutArray(path, slot, e, guard);
                break;
            case SetEncoding e:
                CutSet(path, slot, ((SetType)e.Type).Element, guard);
                break;
            case QueueEncoding e:
                CutQueue(path, slot, e, guard);
                break;
            case RecordEncoding e:
                CutRecord(path, slot, e, guard);
                break;
            case NarrowEncoding e:
                Regions.Add(new Region(path, slot.Word, slot.Shift, slot.Width, guard));
                CutDigits(path, e.Type, Digit(new Digits(AddField(slot), 1, slot), unchecked(0 - e.Offset), 1, 1UL << 62), guard);
                break;
            case OrdinalEncoding e:
                Regions.Add(new Region(path, slot.Word, slot.Shift, slot.Width, guard));
                CutDigits(path, e.Type, new Digits(AddField(slot), 1, slot), guard);
                break;
            default:
                IsComplete = false;
                break;
        }
    }

    // Nothing in it is renamed: it moves at most.
    private void CutFixed(PartPath path, Slot slot, int guard)
    {
        for (var (word, done) = (0, 0); done < slot.Width; word++)
        {
            var width = Math.Min(slot.Width - done, 64);
            var part = path.Field(word);
            Regions.Add(new Region(part, slot.Word + word, slot.Shift, width, guard));
            if (path.MayMove)
            {
                var field = AddField(slot.Word + word, slot.Shift, width);
                Parts.Add(new StatePart(part, field, guard, null, 1, 1, slot.Word + word, slot.Shift));
            }

            done += width;
        }
    }

    private void AddTabulated(PartPath path, Slot slot, int guard)
    {
        Regions.Add(new Region(path, slot.Word, slot.Shift, slot.Width, guard));
        Parts.Add(new StatePart(path, AddField(slot), guard, slot.Encoding, 1 << slot.Width, 1, slot.Word, slot.Shift));
    }

    private void CutArray(PartPath path, Slot slot, ArrayEncoding array, int guard)
    {
        var index = ((ArrayType)array.Type).Index;
        for (var i = 0; i < array.Run.Count; i++)
        {
            Cut(path.Element(index, i), Within(slot, array.Run.At(i)), guard);
        }
    }

    private void CutSet(PartPath path, Slot slot, ModelType member, int guard)
    {
        for (var i = 0; i < slot.Width; i++)
        {
            var part = path.Element(member, i);
            Regions.Add(new Region(part, slot.Word, slot.Shift + i, 1, guard));
            var field = AddField(slot.Word, slot.Shift + i, 1);
            Parts.Add(new StatePart(part, field, guard, null, 1, 1, slot.Word, slot.Shift + i));
        }
    }

    private void CutQueue(PartPath path, Slot slot, QueueEncoding queue, int guard)
    {
        Regions.Add(new Region(path, slot.Word, slot.Shift, queue.LengthBits, guard));
        var length = AddField(slot.Word, slot.Shift, queue.LengthBits);
        Parts.Add(new StatePart(path, length, guard, null, 1, 1, slot.Word, slot.Shift));
        for (var i = 0; i < queue.Run.Count; i++)
        {
            var there = AddGuard(new PartGuard(guard, length, (ulong)i + 1, ulong.MaxValue, null));
            Cut(path.Field(i), Within(slot, queue.Run.At(i)), there);
        }
    }

    private void CutRecord(PartPath path, Slot slot, RecordEncoding record, int guard)
    {
        var tag = -1;
        if (record.TagBits > 0)
        {
            Regions.Add(new Region(path, slot.Word, slot.Shift, record.TagBits, guard));
            tag = AddField(slot.Word, slot.Shift, record.TagBits);
            Parts.Add(new StatePart(path, tag, guard, null, 1, 1, slot.Word, slot.Shift));
        }

        for (var variant = 0; variant < record.Variants.Count; variant++)
        {
            var there = tag < 0 ? guard : AddGuard(new PartGuard(guard, tag, (ulong)variant, (ulong)variant, null));
            for (var i = 0; i < record.Variants[variant].Count; i++)
            {
                Cut(path.Field(variant).Field(i), Within(slot, record.Variants[variant][i]), there);
            }
        }
    }

    private int AddField(Slot slot) => AddField(slot.Word, slot.Shift, slot.Width);

    private int AddField(int word, int shift, int width) => AddField(new PartField(word, shift, width));

    private int AddField(PartField field)
    {
        Fields.Add(field);
        return Fields.Count - 1;
    }

    private int AddGuard(PartGuard guard)
    {
        Guards.Add(guard);
        return Guards.Count - 1;
    }
}
