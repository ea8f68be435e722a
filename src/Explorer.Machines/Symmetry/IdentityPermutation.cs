using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Machines.Interpretation;
using Explorer.Machines.Types;
using Explorer.Machines.Values;

namespace Explorer.Machines.Symmetry;

/// <summary>
/// A renaming of the unnamed identities of a model, applied to whole states. Because nothing tells unnamed identities
/// apart, the renamed state of a reachable state is reachable, and behaves the same (Ip and Dill, "Better verification
/// through symmetry", 1996: scalarsets). Renaming an identity moves the elements of the arrays that it indexes, the
/// members of sets, and the threads and handlers that have it as an argument.
/// </summary>
public sealed class IdentityPermutation
{
    private readonly MachineModel _model;
    private readonly Dictionary<IdentityType, int[]> _images;
    private readonly int[] _machines;

    private IdentityPermutation(MachineModel model, Dictionary<IdentityType, int[]> images)
    {
        _model = model;
        _images = images;
        _machines = new int[model.Machines.Length];
        MapMachines();
        MapThreads();
    }

    /// <summary>All renamings of a model's identities, the one that changes nothing first.</summary>
    public static ImmutableArray<IdentityPermutation> All(MachineModel model)
    {
        IEnumerable<Dictionary<IdentityType, int[]>> combinations = [[]];
        foreach (var type in model.IdentityTypes)
        {
            var choices = Orders(type).ToList();
            combinations = combinations.SelectMany(c => choices.Select(o => new Dictionary<IdentityType, int[]>(c) { [type] = o })).ToList();
        }

        return [.. combinations.Select(c => new IdentityPermutation(model, c))];
    }

    /// <summary>The renaming that exchanges two neighbouring unnamed identities, `first` and the next one. Together these
    /// generate all renamings.</summary>
    public static IdentityPermutation Transposition(MachineModel model, IdentityType type, int first)
    {
        var images = Enumerable.Range(0, type.Size).ToArray();
        (images[first], images[first + 1]) = (first + 1, first);
        return new IdentityPermutation(model, new Dictionary<IdentityType, int[]> { [type] = images });
    }

    /// <summary>What an identity is renamed to.</summary>
    public int ImageOf(IdentityType type, int index) => _images.TryGetValue(type, out var images) ? images[index] : index;

    /// <summary>The thread or handler that is after the renaming where a thread or handler was before.</summary>
    public int ImageOfMachine(int machine) => _machines[machine];

    /// <summary>The state with its identities renamed.</summary>
    public MachineState Apply(MachineState state)
    {
        var machines = new MachineStatus[state.Machines.Length];
        for (var i = 0; i < machines.Length; i++)
        {
            var status = state.Machines[i];
            machines[_machines[i]] = new MachineStatus(status.Location, [.. status.Locals.Select(Apply)]);
        }

        return new MachineState([.. state.Variables.Select(Apply)], [.. machines]);
    }

    /// <summary>The value with its identities renamed.</summary>
    public Value Apply(Value value) => value switch
    {
        IdentityValue v => v.Index >= 0 && _images.TryGetValue(v.Type, out var images) ? v with { Index = images[v.Index] } : v,
        EnumValue v => v.Fields.IsEmpty ? v : v with { Fields = [.. v.Fields.Select(Apply)] },
        StructValue v => v with { Fields = [.. v.Fields.Select(Apply)] },
        OptionValue { Content: { } content } v => v with { Content = Apply(content) },
        ArrayValue v => v with { Elements = Elements(v) },
        SetValue v => v.Type.ContainsIdentity ? v with { Mask = Members(v) } : v,
        QueueValue v => v with { Elements = [.. v.Elements.Select(Apply)] },
        _ => value,
    };

    private ImmutableArray<Value> Elements(ArrayValue array)
    {
        if (!array.Type.Index.ContainsIdentity)
        {
            return [.. array.Elements.Select(Apply)];
        }

        var elements = new Value[array.Elements.Length];
        for (var i = 0; i < elements.Length; i++)
        {
            elements[Image(array.Type.Index, i)] = Apply(array.Elements[i]);
        }

        return [.. elements];
    }

    private ulong Members(SetValue set)
    {
        ulong mask = 0;
        for (var i = 0; i < 64; i++)
        {
            if ((set.Mask >> i & 1) != 0)
            {
                mask |= 1UL << (int)Image(set.Type.Element, i);
            }
        }

        return mask;
    }

    private long Image(ModelType type, long ordinal) => ValueOrder.Of(type, Apply(ValueOrder.At(type, ordinal)));

    // Rules stay: they have no state.
    private void MapMachines()
    {
        var byName = new Dictionary<string, int>();
        foreach (var machine in _model.Machines)
        {
            _machines[machine.Index] = machine.Index;
            byName.TryAdd(machine.Kind == MachineKind.Rule ? "" : machine.Name, machine.Index);
        }

        foreach (var machine in _model.Machines)
        {
            if (machine.Kind != MachineKind.Rule && !machine.Arguments.IsEmpty)
            {
                _machines[machine.Index] = byName[(machine with { Arguments = [.. machine.Arguments.Select(Apply)] }).Name];
            }
        }
    }

    // Threads are identities too; those that the model does without stay.
    private void MapThreads()
    {
        if (_model.ThreadType is not { } type)
        {
            return;
        }

        int[] images = [.. Enumerable.Range(0, type.Size)];
        foreach (var machine in _model.Machines.Where(m => m.Thread >= 0))
        {
            images[machine.Thread] = _model.Machines[_machines[machine.Index]].Thread;
        }

        _images[type] = images;
    }

    // All orders of the unnamed identities; the named ones stay.
    private static IEnumerable<int[]> Orders(IdentityType type) =>
        Orders([.. Enumerable.Range(0, type.Named.Length)], [.. Enumerable.Range(type.Named.Length, type.Size - type.Named.Length)]);

    private static IEnumerable<int[]> Orders(ImmutableArray<int> chosen, ImmutableArray<int> rest)
    {
        if (rest.IsEmpty)
        {
            return [[.. chosen]];
        }

        return rest.SelectMany(next => Orders(chosen.Add(next), rest.Remove(next)));
    }
}
