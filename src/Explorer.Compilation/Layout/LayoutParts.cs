using System.Collections.Generic;
using System.Collections.Immutable;
using Explorer.Machines;
using Explorer.Machines.Types;

namespace Explorer.Compilation.Layout;

/// <summary>The entries of a layout, with places: variables, locations, and locals that may share their bits.</summary>
internal sealed class LayoutParts
{
    private readonly List<LayoutEntry> _entries = [];

    private readonly List<Part> _parts = [];

    public LayoutParts(MachineModel model, StoredEncodings encodings, bool isDense)
    {
        FirstEntry = new int[model.Machines.Length];
        foreach (var variable in model.Variables)
        {
            Add(new LayoutEntry(variable.Name, -1, variable, null, null), encodings.Of(variable));
        }

        foreach (var machine in model.Machines)
        {
            FirstEntry[machine.Index] = _entries.Count;
            if (!machine.Locations.IsEmpty)
            {
                AddMachine(machine, encodings);
            }
        }

        NumberArrays(encodings, isDense);
        Entries = Placed();
    }

    /// <summary>What is placed: the encoding that says how wide it is, and the entries that are there.</summary>
    private sealed record Part(Encoding Widest, List<int> Entries);

    /// <summary>A part that can be stored by its number, and the bits that saves for each table entry.</summary>
    private sealed record Candidate(int Part, DenseEncoding Dense, double Saving);

    public ImmutableArray<LayoutEntry> Entries { get; }

    /// <summary>For each machine the index of its location's entry, if it has one.</summary>
    public int[] FirstEntry { get; }

    private void Add(LayoutEntry entry, Encoding encoding)
    {
        _parts.Add(new Part(encoding, [_entries.Count]));
        _entries.Add(entry with { Slot = new Slot(0, 0, encoding) });
    }

    private void AddMachine(Machine machine, StoredEncodings encodings)
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
        for (var i = 0; i < machine.StoredLocals; i++)
        {
            var local = machine.Locals[i];
            var slot = new Slot(0, 0, encodings.Of(local));
            _entries.Add(new LayoutEntry($"{machine.Name}.{local.Name}", machine.Index, null, local, slot));
        }

        foreach (var group in LocalColouring.Groups(machine, encodings))
        {
            _parts.Add(new Part(encodings.Of(machine.Locals[group[0]]), group.ConvertAll(i => first + i)));
        }
    }

    // Arrays by their numbers, as few as save words; those first that save most bits per table entry.
    private void NumberArrays(StoredEncodings encodings, bool all)
    {
        var (widths, best) = (Widths(), LayoutPlanner.Words(Widths()));
        if (best == 1 && !all)
        {
            return;
        }

        var (candidates, taken) = (Candidates(encodings), 0);
        for (var i = 0; i < candidates.Count; i++)
        {
            widths[candidates[i].Part] = candidates[i].Dense;
            var words = LayoutPlanner.Words(widths);
            (best, taken) = words < best || all ? (words, i + 1) : (best, taken);
        }

        for (var i = 0; i < taken; i++)
        {
            var (part, dense) = (candidates[i].Part, candidates[i].Dense);
            _parts[part] = new Part(dense, _parts[part].Entries);
            _entries[_parts[part].Entries[0]] = _entries[_parts[part].Entries[0]] with { Slot = new Slot(0, 0, dense) };
        }
    }

    private List<Candidate> Candidates(StoredEncodings encodings)
    {
        var candidates = new List<Candidate>();
        for (var i = 0; i < _parts.Count; i++)
        {
            if (_entries[_parts[i].Entries[0]].Variable is { } variable && encodings.Dense(variable) is { } dense)
            {
                var entries = dense.Expanded.Entries.Length + dense.Numbers.Entries.Length;
                candidates.Add(new Candidate(i, dense, (double)(_parts[i].Widest.Bits - dense.Bits) / entries));
            }
        }

        candidates.Sort((a, b) => a.Saving != b.Saving ? b.Saving.CompareTo(a.Saving) : a.Part - b.Part);
        return candidates;
    }

    private List<Encoding> Widths() => _parts.ConvertAll(p => p.Widest);

    private ImmutableArray<LayoutEntry> Placed()
    {
        var places = LayoutPlanner.Place(Widths(), out _);
        for (var part = 0; part < _parts.Count; part++)
        {
            foreach (var i in _parts[part].Entries)
            {
                var own = _entries[i].Slot!.Encoding;
                _entries[i] = _entries[i] with { Slot = places[part] with { Encoding = own } };
            }
        }

        return [.. _entries];
    }
}
