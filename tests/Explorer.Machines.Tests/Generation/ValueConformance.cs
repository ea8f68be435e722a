using System.Linq;
using System.Numerics;
using Explorer.Machines.Interpretation;
using Explorer.Machines.Types;
using Explorer.Machines.Values;

namespace Explorer.Machines.Tests.Generation;

/// <summary>Is a value one of its type's?</summary>
internal static class ValueConformance
{
    public static bool Conforms(MachineModel model, MachineState state) =>
        model.Variables.All(v => Conforms(v.Type, state.Variables[v.Index])) && model.Machines.All(m => Conforms(m, state.Machines[m.Index]));

    public static bool Conforms(ModelType type, Value value) => (type, value) switch
    {
        (BoolType, BoolValue) => true,
        (IntType t, IntValue v) => t.Low <= v.Number && v.Number <= t.High,
        (IdentityType t, IdentityValue v) => t == v.Type && v.Index >= 0 && v.Index < t.Size,
        (OptionType t, OptionValue v) => t == v.Type && (v.Content is null || Conforms(t.Element, v.Content)),
        (StructType t, StructValue v) => t == v.Type && t.Fields.Zip(v.Fields).All(p => Conforms(p.First.Type, p.Second)),
        (EnumType t, EnumValue v) => t == v.Type && t.Variants[v.Variant].Fields.Length == v.Fields.Length
            && t.Variants[v.Variant].Fields.Zip(v.Fields).All(p => Conforms(p.First.Type, p.Second)),
        (ArrayType t, ArrayValue v) => t == v.Type && v.Elements.Length == t.Length && v.Elements.All(e => Conforms(t.Element, e)),
        (SetType t, SetValue v) => t == v.Type && v.Mask < BigInteger.One << (int)t.Element.Cardinality,
        (QueueType t, QueueValue v) => t == v.Type && v.Elements.Length <= t.Capacity && v.Elements.All(e => Conforms(t.Element, e)),
        _ => false,
    };

    // Live locals have a value of their type, the others the default.
    private static bool Conforms(Machine machine, MachineStatus status) =>
        machine.Kind == MachineKind.Rule
            ? status is { Location: -1, Locals.IsEmpty: true }
            : status.Locals.Length == machine.StoredLocals && machine.Locals.Take(machine.StoredLocals).Zip(status.Locals).All(p =>
                machine.Locations[status.Location].Live.Contains(p.First)
                    ? Conforms(p.First.Type, p.Second)
                    : p.Second.Equals(ValueOrder.Default(p.First.Type)));
}
