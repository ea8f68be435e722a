using System.Collections.Generic;
using System.Collections.Immutable;
using System.Numerics;
using Explorer.Machines.Types;
using Explorer.Machines.Values;

namespace Explorer.Machines.Analysis;

/// <summary>
/// Bounds of values that are numbered (<see cref="ValueOrder.IsNumbered"/>), and of their parts: an integer's as itself,
/// any other's on its number in the order of the type.
/// </summary>
internal static class PartBounds
{
    /// <summary>The type of what is in any number of arrays around it.</summary>
    public static ModelType Innermost(ModelType type) => type is ArrayType array ? Innermost(array.Element) : type;

    public static IntegerBounds OfType(ModelType type) => type is IntType || !ValueOrder.IsNumbered(type)
        ? IntegerBounds.OfType(type)
        : new(0, BigInteger.Max(type.Cardinality, 1) - 1);

    /// <summary>Of one value. Identities are all alike: what one of them can be, all can.</summary>
    public static IntegerBounds OfValue(ModelType type, Value value) => (type, value) switch
    {
        (IntType, IntValue v) => new(v.Number, v.Number),
        (BoolType, BoolValue v) => v.IsTrue ? new(1, 1) : new(0, 0),
        (OptionType, OptionValue { Content: null }) => new(0, 0),
        (OptionType t, OptionValue { Content: { } content }) => Some(t, OfValue(t.Element, content)),
        (StructType t, StructValue v) => OfFields(t.Fields, i => OfValue(t.Fields[i].Type, v.Fields[i])),
        (EnumType t, EnumValue v) => OfVariant(t, v.Variant, i => OfValue(t.Variants[v.Variant].Fields[i].Type, v.Fields[i])),
        (SetType t, SetValue v) when v.Mask == 0 || !t.ContainsIdentity => new(v.Mask, v.Mask),
        _ => OfType(type),
    };

    public static IntegerBounds Some(OptionType type, IntegerBounds content) => Numbers(type.Element, content).Plus(1);

    /// <summary>Of what an option holds if it is not `none`.</summary>
    public static IntegerBounds Content(OptionType type, IntegerBounds option) => Values(
        type.Element, new(BigInteger.Max(option.Low, 1) - 1, BigInteger.Max(option.High, 1) - 1));

    /// <summary>Of the number of values side by side, the first the most significant.</summary>
    public static IntegerBounds OfFields(ImmutableArray<FieldInfo> fields, System.Func<int, IntegerBounds> field)
    {
        var (low, high) = (BigInteger.Zero, BigInteger.Zero);
        for (var i = 0; i < fields.Length; i++)
        {
            var numbers = Numbers(fields[i].Type, field(i));
            low = (low * fields[i].Type.Cardinality) + numbers.Low;
            high = (high * fields[i].Type.Cardinality) + numbers.High;
        }

        return new(low, high);
    }

    /// <summary>Of one field, given those of all side by side.</summary>
    public static IntegerBounds Field(ImmutableArray<FieldInfo> fields, int index, IntegerBounds whole)
    {
        var stride = BigInteger.One;
        for (var i = index + 1; i < fields.Length; i++)
        {
            stride *= fields[i].Type.Cardinality;
        }

        var (type, count) = (fields[index].Type, fields[index].Type.Cardinality);
        var (low, high) = (whole.Low / stride, whole.High / stride);
        return low / count == high / count ? Values(type, new(low % count, high % count)) : OfType(type);
    }

    public static IntegerBounds OfVariant(EnumType type, int variant, System.Func<int, IntegerBounds> field) =>
        OfFields(type.Variants[variant].Fields, field).Plus(Offset(type, variant));

    /// <summary>Of the fields of a variant side by side, given those of the whole; null if it is never this variant.</summary>
    public static IntegerBounds? InVariant(EnumType type, int variant, IntegerBounds whole)
    {
        var all = new IntegerBounds(0, type.Variants[variant].Cardinality - 1);
        var within = whole.Plus(-Offset(type, variant));
        return within.High < all.Low || within.Low > all.High ? null : within.Within(all);
    }

    /// <summary>Of a field that the variants share, as far as the whole can be one of them.</summary>
    public static IntegerBounds OfVariantField(
        EnumType type, IEnumerable<(int Variant, int Field)> fields, ModelType fieldType, IntegerBounds whole)
    {
        IntegerBounds? union = null;
        foreach (var (variant, field) in fields)
        {
            if (InVariant(type, variant, whole) is { } within)
            {
                var bounds = Field(type.Variants[variant].Fields, field, within);
                union = union?.Union(bounds) ?? bounds;
            }
        }

        return union ?? OfType(fieldType);
    }

    private static BigInteger Offset(EnumType type, int variant)
    {
        var offset = BigInteger.Zero;
        for (var i = 0; i < variant; i++)
        {
            offset += type.Variants[i].Cardinality;
        }

        return offset;
    }

    /// <summary>From the bounds of values to those of their numbers.</summary>
    public static IntegerBounds Numbers(ModelType type, IntegerBounds values) => type is IntType t ? values.Plus(-(BigInteger)t.Low) : values;

    private static IntegerBounds Values(ModelType type, IntegerBounds numbers) => type is IntType t ? numbers.Plus(t.Low) : numbers;
}
