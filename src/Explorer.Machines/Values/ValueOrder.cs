using System.Collections.Immutable;
using System.Linq;
using System.Numerics;
using Explorer.Core;
using Explorer.Machines.Types;

namespace Explorer.Machines.Values;

/// <summary>
/// The order of a type's values: false before true; integers upwards; identities by index; `none` first; variants as
/// declared, and within a variant, as within a struct, lexicographically with the first field the most significant;
/// sets as the binary numbers of their masks. Arrays and queues have no order.
/// </summary>
public static class ValueOrder
{
    private static readonly BigInteger MostNumbers = BigInteger.Pow(2, 62);

    /// <summary>Do the type's values have an order, and are they at most 2^62?</summary>
    public static bool IsNumbered(ModelType type) => IsOrdered(type) && type.Cardinality <= MostNumbers;

    /// <summary>Value number `ordinal` of a type, from 0 to Cardinality - 1.</summary>
    public static Value At(ModelType type, long ordinal) => type switch
    {
        BoolType => BoolValue.Of(ordinal != 0),
        IntType t => new IntValue(t.Low + ordinal),
        IdentityType t => new IdentityValue(t, (int)ordinal),
        OptionType t => new OptionValue(t, ordinal == 0 ? null : At(t.Element, ordinal - 1)),
        SetType t => new SetValue(t, (ulong)ordinal),
        StructType t => new StructValue(t, Fields(t.Fields, ordinal)),
        EnumType t => Variant(t, ordinal),
        _ => throw new InternalErrorException($"the values of {type} have no order"),
    };

    /// <summary>The number of a value of a type: the inverse of <see cref="At"/>.</summary>
    public static long Of(ModelType type, Value value) => (type, value) switch
    {
        (BoolType, BoolValue v) => v.IsTrue ? 1 : 0,
        (IntType t, IntValue v) => v.Number - t.Low,
        (IdentityType, IdentityValue v) => v.Index,
        (OptionType t, OptionValue v) => v.Content is null ? 0 : 1 + Of(t.Element, v.Content),
        (SetType, SetValue v) => (long)v.Mask,
        (StructType t, StructValue v) => Of(t.Fields, v.Fields),
        (EnumType t, EnumValue v) => Offset(t, v.Variant) + Of(t.Variants[v.Variant].Fields, v.Fields),
        _ => throw new InternalErrorException($"{value} is no value of {type} with an order"),
    };

    /// <summary>The value that a variable of the type has where nothing says more: false, the lowest integer, the first
    /// variant, `none`, the empty set and queue, and for identities the mark -1.</summary>
    public static Value Default(ModelType type) => type switch
    {
        IdentityType t => new IdentityValue(t, -1),
        StructType t => new StructValue(t, [.. t.Fields.Select(f => Default(f.Type))]),
        EnumType t => new EnumValue(t, 0, [.. t.Variants[0].Fields.Select(f => Default(f.Type))]),
        ArrayType t => new ArrayValue(t, [.. Enumerable.Repeat(Default(t.Element), t.Length)]),
        QueueType t => new QueueValue(t, []),
        _ => At(type, 0),
    };

    private static bool IsOrdered(ModelType type) => type switch
    {
        BoolType or IdentityType or IntType or SetType => true,
        OptionType t => IsOrdered(t.Element),
        StructType t => t.Fields.All(f => IsOrdered(f.Type)),
        EnumType t => t.Variants.All(v => v.Fields.All(f => IsOrdered(f.Type))),
        _ => false,
    };

    private static ImmutableArray<Value> Fields(ImmutableArray<FieldInfo> fields, long ordinal)
    {
        var values = new Value[fields.Length];
        for (var i = fields.Length - 1; i >= 0; i--)
        {
            var cardinality = (long)fields[i].Type.Cardinality;
            values[i] = At(fields[i].Type, ordinal % cardinality);
            ordinal /= cardinality;
        }

        return [.. values];
    }

    private static long Of(ImmutableArray<FieldInfo> fields, ImmutableArray<Value> values)
    {
        long ordinal = 0;
        for (var i = 0; i < fields.Length; i++)
        {
            ordinal = (ordinal * (long)fields[i].Type.Cardinality) + Of(fields[i].Type, values[i]);
        }

        return ordinal;
    }

    private static EnumValue Variant(EnumType type, long ordinal)
    {
        for (var i = 0; ; i++)
        {
            var cardinality = (long)type.Variants[i].Cardinality;
            if (ordinal < cardinality)
            {
                return new EnumValue(type, i, Fields(type.Variants[i].Fields, ordinal));
            }

            ordinal -= cardinality;
        }
    }

    private static long Offset(EnumType type, int variant) =>
        type.Variants.Take(variant).Sum(v => (long)v.Cardinality);
}
