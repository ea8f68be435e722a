using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Machines;
using Explorer.Machines.Types;

namespace Explorer.Compilation.Layout;

/// <summary>The entries of a layout, with places: variables, locations, and locals that may share their bits.</summary>
internal sealed class LayoutParts
{
    private readonly List<LayoutEntry> _entries = [];

    // What is placed: the encoding that says how wide it is, and the entries that are there.
    private readonly List<(Encoding Widest, List<int> Entries)> _parts = [];

    public LayoutParts(MachineModel model, EncodingTable encodings)
    {
        FirstEntry = new int[model.Machines.Length];
        foreach (var variable in model.Variables)
        {
            Add(new LayoutEntry(variable.Name, -1, variable, null, null), encodings.Of(variable.Type));
        }

        foreach (var machine in model.Machines)
        {
            FirstEntry[machine.Index] = _entries.Count;
            if (!machine.Locations.IsEmpty)
            {
                AddMachine(machine, encodings);
            }
        }

        Entries = Placed();
    }

    public ImmutableArray<LayoutEntry> Entries { get; }

    /// <summary>For each machine the index of its location's entry, if it has one.</summary>
    public int[] FirstEntry { get; }

    private void Add(LayoutEntry entry, Encoding encoding)
    {
        _parts.Add((encoding, [_entries.Count]));
        _entries.Add(entry with { Slot = new Slot(0, 0, encoding) });
    }

    private void AddMachine(Machine machine, EncodingTable encodings)
    {
        var location = new LayoutEntry(machine.Name, machine.Index, null, null, null);
        if (machine.Locations.Length > 1)
        {
            Add(location, encodings.Of(new IntType(0, machine.Locations.Length - 1, false)));
        }
        else
        {
            _entries.Add(location);
        }

        var first = _entries.Count;
        foreach (var local in machine.Locals.Take(machine.StoredLocals))
        {
            var slot = new Slot(0, 0, encodings.Of(local.Type));
            _entries.Add(new LayoutEntry($"{machine.Name}.{local.Name}", machine.Index, null, local, slot));
        }

        foreach (var group in LocalColouring.Groups(machine, encodings))
        {
            _parts.Add((encodings.Of(machine.Locals[group[0]].Type), [.. group.Select(i => first + i)]));
        }
    }

    private ImmutableArray<LayoutEntry> Placed()
    {
        var places = LayoutPlanner.Place([.. _parts.Select(p => p.Widest)]);
        foreach (var ((_, entries), (word, shift)) in _parts.Zip(places))
        {
            foreach (var i in entries)
            {
                _entries[i] = _entries[i] with { Slot = _entries[i].Slot!.Value with { Word = word, Shift = shift } };
            }
        }

        return [.. _entries];
    }
}
