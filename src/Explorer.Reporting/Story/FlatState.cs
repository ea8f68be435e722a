using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Machines;
using Explorer.Machines.Interpretation;
using Explorer.Machines.Values;

namespace Explorer.Reporting.Story;

/// <summary>An element of a variable: arrays and structs are taken apart, everything else is whole.</summary>
/// <param name="Name">As a model would write it, e.g. `pte[va0]`.</param>
/// <param name="Variable">The variable's name.</param>
/// <param name="Indices">Of the arrays around it, outermost first.</param>
internal sealed record NamedPart(string Name, string Variable, bool IsGhost, ImmutableArray<Value> Indices, Value Value)
{
    /// <summary>Whether an identity occurs in the part's value.</summary>
    public bool Mentions(IdentityValue identity) => Identities(Value).Contains(identity);

    /// <summary>The identities that occur in a value.</summary>
    public static IEnumerable<IdentityValue> Identities(Value value) => value switch
    {
        IdentityValue { Index: >= 0 } v => [v],
        OptionValue { Content: { } content } => Identities(content),
        StructValue v => v.Fields.SelectMany(Identities),
        EnumValue v => v.Fields.SelectMany(Identities),
        QueueValue v => v.Elements.SelectMany(Identities),
        ArrayValue v => v.Elements.SelectMany(Identities),
        SetValue v => Enumerable.Range(0, 64).Where(i => (v.Mask >> i & 1) != 0)
            .SelectMany(i => Identities(ValueOrder.At(v.Type.Element, i))),
        _ => [],
    };
}

/// <summary>All parts of a state by name: of the shared variables, and of those that belong to one thread.</summary>
internal sealed class FlatState
{
    private readonly Dictionary<string, NamedPart> _byName = [];

    private FlatState(List<NamedPart> parts)
    {
        Parts = [.. parts.Where(p => _byName.TryAdd(p.Name, p))];
    }

    /// <summary>In the order of the model.</summary>
    public ImmutableArray<NamedPart> Parts { get; }

    /// <summary>The part of this name; null if there is none.</summary>
    public NamedPart? this[string name] => _byName.GetValueOrDefault(name);

    public static FlatState Of(MachineModel model, MachineState state)
    {
        var parts = new List<NamedPart>();
        foreach (var variable in model.Variables)
        {
            var whole = new NamedPart(variable.Name, variable.Name, variable.IsGhost, [], state.Variables[variable.Index]);
            Add(whole, variable.IsPerCpu, parts);
        }

        foreach (var machine in model.Machines)
        {
            for (var i = 0; i < machine.StoredLocals; i++)
            {
                var local = machine.Locals[i];
                if (local.IsVariable)
                {
                    Add(new NamedPart(local.Name, local.Name, false, [], state.Machines[machine.Index].Locals[i]), false, parts);
                }
            }
        }

        return new FlatState(parts);
    }

    private static void Add(NamedPart whole, bool isPerCpu, List<NamedPart> parts)
    {
        switch (whole.Value)
        {
            case ArrayValue v:
                for (var i = 0; i < v.Elements.Length; i++)
                {
                    var index = ValueOrder.At(v.Type.Index, i);
                    var name = isPerCpu ? $"{whole.Name}@{index.Display}" : $"{whole.Name}[{index.Display}]";
                    Add(whole with { Name = name, Indices = whole.Indices.Add(index), Value = v.Elements[i] }, false, parts);
                }

                break;
            case StructValue v:
                for (var i = 0; i < v.Fields.Length; i++)
                {
                    Add(whole with { Name = $"{whole.Name}.{v.Type.Fields[i].Name}", Value = v.Fields[i] }, false, parts);
                }

                break;
            default:
                parts.Add(whole);
                break;
        }
    }
}
