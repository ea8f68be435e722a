using System;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Machines;
using Explorer.Machines.Analysis;
using Explorer.Machines.Interpretation;
using Explorer.Machines.Values;

namespace Explorer.Compilation.Layout;

/// <summary>
/// Where everything of a state is. A part is as wide as what it can hold (<see cref="EffectiveBounds"/>). Entries are in the order of footprints: the variables, then for each machine that has
/// locations its location and its stored locals. What is not live is zero.
/// </summary>
public sealed class StateLayout
{
    private readonly MachineModel _model;
    private readonly int[] _firstEntry;

    public StateLayout(MachineModel model, EncodingTable encodings)
        : this(model, encodings, false)
    {
    }

    /// <param name="isDense">Store all arrays by their numbers that can be, not only those that save a word; for tests.</param>
    internal StateLayout(MachineModel model, EncodingTable encodings, bool isDense)
    {
        _model = model;
        var parts = new LayoutParts(model, new StoredEncodings(encodings, EffectiveBounds.Of(model)), isDense);
        Entries = parts.Entries;
        _firstEntry = parts.FirstEntry;
        Bits = 1;
        foreach (var entry in Entries)
        {
            Bits = Math.Max(Bits, (64 * entry.Word) + entry.Shift + entry.Width);
        }

        Words = (Bits + 63) / 64;
    }

    public ImmutableArray<LayoutEntry> Entries { get; }

    /// <summary>Length of a state in words, at least 1.</summary>
    public int Words { get; }

    /// <summary>Bits up to the last one that is used.</summary>
    public int Bits { get; }

    public Slot OfVariable(Variable variable) => Entries[variable.Index].Slot!;

    /// <summary>Where a machine's location is; null if it has no or only one.</summary>
    public Slot? OfLocation(int machine) =>
        _model.Machines[machine].Locations.IsEmpty ? null : Entries[_firstEntry[machine]].Slot;

    /// <summary>Where a stored local is, if it is live.</summary>
    public Slot OfLocal(int machine, int index) => Entries[_firstEntry[machine] + 1 + index].Slot!;

    public ulong[] Encode(MachineState state)
    {
        var words = new ulong[Words];
        for (var i = 0; i < _model.Variables.Length; i++)
        {
            Entries[i].Slot!.Encode(state.Variables[i], words);
        }

        foreach (var machine in _model.Machines.Where(m => !m.Locations.IsEmpty))
        {
            EncodeMachine(machine, state.Machines[machine.Index], words);
        }

        return words;
    }

    public MachineState Decode(ReadOnlySpan<ulong> words)
    {
        var variables = ImmutableArray.CreateBuilder<Value>(_model.Variables.Length);
        for (var i = 0; i < _model.Variables.Length; i++)
        {
            variables.Add(Entries[i].Slot!.Decode(words));
        }

        var machines = ImmutableArray.CreateBuilder<MachineStatus>(_model.Machines.Length);
        foreach (var machine in _model.Machines)
        {
            machines.Add(DecodeMachine(machine, words));
        }

        return new MachineState(variables.MoveToImmutable(), machines.MoveToImmutable());
    }

    private void EncodeMachine(Machine machine, MachineStatus status, ulong[] words)
    {
        OfLocation(machine.Index)?.Encode(new IntValue(status.Location), words);
        foreach (var local in machine.Locations[status.Location].Live)
        {
            var index = machine.Locals.IndexOf(local);
            OfLocal(machine.Index, index).Encode(status.Locals[index], words);
        }
    }

    private MachineStatus DecodeMachine(Machine machine, ReadOnlySpan<ulong> words)
    {
        if (machine.Locations.IsEmpty)
        {
            return new MachineStatus(-1, []);
        }

        var location = OfLocation(machine.Index) is { } slot ? (int)((IntValue)slot.Decode(words)).Number : 0;
        var locals = ImmutableArray.CreateBuilder<Value>(machine.StoredLocals);
        for (var i = 0; i < machine.StoredLocals; i++)
        {
            var local = machine.Locals[i];
            locals.Add(machine.Locations[location].Live.Contains(local)
                ? OfLocal(machine.Index, i).Decode(words)
                : ValueOrder.Default(local.Type));
        }

        return new MachineStatus(location, locals.MoveToImmutable());
    }
}
