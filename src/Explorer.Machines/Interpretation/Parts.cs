using System.Collections.Generic;
using System.Collections.Immutable;
using Explorer.Core.Diagnostics;
using Explorer.Machines.Types;
using Explorer.Machines.Values;

namespace Explorer.Machines.Interpretation;

/// <summary>Where in a value a part of it is, for those who read it and those who replace it.</summary>
internal static class Parts
{
    /// <summary>All values of a type, in order.</summary>
    public static IEnumerable<Value> ValuesOf(ModelType type)
    {
        var count = (long)type.Cardinality;
        for (long ordinal = 0; ordinal < count; ordinal++)
        {
            yield return ValueOrder.At(type, ordinal);
        }
    }

    /// <summary>The elements of a set, in order.</summary>
    public static IEnumerable<Value> ElementsOf(SetValue set)
    {
        for (var ordinal = 0; ordinal < 64; ordinal++)
        {
            if ((set.Mask >> ordinal & 1) != 0)
            {
                yield return ValueOrder.At(set.Type.Element, ordinal);
            }
        }
    }

    /// <summary>The position of the element at an index; an index fault if there is none.</summary>
    public static int PositionInArray(ArrayType array, Value index, SourceSpan span) =>
        (int)(Ordinal(array.Index, index) ?? throw FaultException.Index(
            index is IdentityValue
                ? "the index is an identity that has not been set"
                : $"index {index.Display} is outside {array.Index.Display}",
            span));

    /// <summary>The bit of an element; an index fault if there is none.</summary>
    public static int OrdinalInSet(SetType set, Value element, SourceSpan span) =>
        (int)(Ordinal(set.Element, element)
            ?? throw FaultException.Index($"{element.Display} cannot be in a {set.Display}", span));

    public static bool IsIn(Value element, SetValue set) =>
        Ordinal(set.Type.Element, element) is { } ordinal && (set.Mask >> (int)ordinal & 1) != 0;

    /// <summary>What a `T?` holds; `none` is an index fault.</summary>
    public static Value Content(OptionValue option, SourceSpan span) =>
        option.Content ?? throw FaultException.Index("there is no value here: it is none", span);

    /// <summary>Which field of its variant a value has there; a variant that is not listed is an index fault.</summary>
    public static int FieldOfVariant(EnumValue value, ImmutableArray<(int Variant, int Field)> fields, SourceSpan span)
    {
        foreach (var (variant, field) in fields)
        {
            if (variant == value.Variant)
            {
                return field;
            }
        }

        var (named, position) = fields[0];
        throw FaultException.Index($"{value.Display} has no field {value.Type.Variants[named].Fields[position].Name}", span);
    }

    // An integer may be of another range than the type, and an identity may be the mark: then it has no number in it.
    private static long? Ordinal(ModelType type, Value value) => (type, value) switch
    {
        (IntType range, IntValue number) when !Arithmetic.Contains(range, number.Number) => null,
        (_, IdentityValue { Index: < 0 }) => null,
        _ => ValueOrder.Of(type, value),
    };
}
