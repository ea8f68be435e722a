using System;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Core.Systems;
using Explorer.Machines.Types;
using Explorer.Machines.Values;

namespace Explorer.Compilation;

/// <summary>Which identities take part in the steps of a compiled model: those for which the machine was made, and those
/// that occur in what a step changes, as indices or as values.</summary>
public sealed class StepIdentities : IStepIdentities
{
    private const int MostIdentities = 64;

    private readonly CompiledSystem _system;
    private readonly ImmutableDictionary<IdentityType, int> _firstBits;
    private readonly ImmutableArray<ulong> _ofMachines;

    private StepIdentities(CompiledSystem system, ImmutableDictionary<IdentityType, int> firstBits)
    {
        (_system, _firstBits) = (system, firstBits);
        _ofMachines = [.. system.Model.Machines.Select(m => m.Arguments.Aggregate(0UL, (bits, a) => bits | BitsOf(a)))];
    }

    /// <summary>Null if the model has more than 64 identities in all.</summary>
    public static StepIdentities? Of(CompiledSystem system)
    {
        var bits = ImmutableDictionary.CreateBuilder<IdentityType, int>();
        var count = 0;
        foreach (var type in system.Model.IdentityTypes)
        {
            bits[type] = count;
            count += type.Size;
        }

        return count > MostIdentities ? null : new StepIdentities(system, bits.ToImmutable());
    }

    public ulong Of(int action, ReadOnlySpan<ulong> before, ReadOnlySpan<ulong> after)
    {
        var machine = _system.Model.Actions[action].Machine;
        var found = _ofMachines[machine];
        if (after.IsEmpty)
        {
            return found;
        }

        var (left, right) = (_system.Layout.Decode(before), _system.Layout.Decode(after));
        for (var i = 0; i < left.Variables.Length; i++)
        {
            found |= Changed(left.Variables[i], right.Variables[i]);
        }

        foreach (var (old, value) in left.Machines[machine].Locals.Zip(right.Machines[machine].Locals))
        {
            found |= Changed(old, value);
        }

        return found;
    }

    private ulong Changed(Value before, Value after) => (before, after) switch
    {
        _ when before.Equals(after) => 0,
        (ArrayValue b, ArrayValue a) => Elements(b, a),
        (StructValue b, StructValue a) => Parts(b.Fields, a.Fields),
        (EnumValue b, EnumValue a) when b.Variant == a.Variant => Parts(b.Fields, a.Fields),
        (SetValue b, SetValue a) => BitsOf(a.Type.Element, b.Mask ^ a.Mask),
        _ => BitsOf(before) | BitsOf(after),
    };

    private ulong Elements(ArrayValue before, ArrayValue after)
    {
        var found = 0UL;
        for (var i = 0; i < after.Elements.Length; i++)
        {
            var part = Changed(before.Elements[i], after.Elements[i]);
            found |= before.Elements[i].Equals(after.Elements[i]) ? 0 : part | BitsOf(ValueOrder.At(after.Type.Index, i));
        }

        return found;
    }

    private ulong Parts(ImmutableArray<Value> before, ImmutableArray<Value> after) =>
        before.Zip(after).Aggregate(0UL, (bits, pair) => bits | Changed(pair.First, pair.Second));

    private ulong BitsOf(Value value) => value switch
    {
        IdentityValue { Index: >= 0 } v when _firstBits.TryGetValue(v.Type, out var first) => 1UL << (first + v.Index),
        OptionValue { Content: { } content } => BitsOf(content),
        SetValue v => BitsOf(v.Type.Element, v.Mask),
        _ => PartsOf(value).Aggregate(0UL, (bits, part) => bits | BitsOf(part)),
    };

    private ulong BitsOf(ModelType element, ulong mask)
    {
        var found = 0UL;
        for (; mask != 0; mask &= mask - 1)
        {
            found |= BitsOf(ValueOrder.At(element, System.Numerics.BitOperations.TrailingZeroCount(mask)));
        }

        return found;
    }

    private static ImmutableArray<Value> PartsOf(Value value) => value switch
    {
        ArrayValue v => v.Elements,
        StructValue v => v.Fields,
        EnumValue v => v.Fields,
        QueueValue v => v.Elements,
        _ => [],
    };
}
