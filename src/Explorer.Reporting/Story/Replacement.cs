using System;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Core;
using Explorer.Machines.Interpretation;
using Explorer.Machines.Nodes;
using Explorer.Machines.Values;

namespace Explorer.Reporting.Story;

/// <summary>A value with a part of it replaced.</summary>
internal static class Replacement
{
    /// <param name="path">The positions that lead to the part, outermost first; content of a `T?` is position 0.</param>
    public static Value Of(Value whole, ReadOnlySpan<int> path, Value part)
    {
        if (path.IsEmpty)
        {
            return part;
        }

        var position = path[0];
        return whole switch
        {
            ArrayValue v => v with { Elements = Set(v.Elements, position, path, part) },
            StructValue v => v with { Fields = Set(v.Fields, position, path, part) },
            EnumValue v => v with { Fields = Set(v.Fields, position, path, part) },
            OptionValue { Content: { } content } v => v with { Content = Of(content, path[1..], part) },
            _ => throw new InternalErrorException($"{whole} has no parts"),
        };
    }

    /// <summary>The positions that a place's path leads through at a moment.</summary>
    /// <param name="whole">The value of the variable or local that the path starts from.</param>
    /// <exception cref="FaultException">There is nothing there.</exception>
    public static int[] PathTo(Place place, Value whole, Moment moment)
    {
        var path = new int[place.Path.Length];
        var part = whole;
        for (var i = 0; i < path.Length; i++)
        {
            (path[i], part) = (place.Path[i], part) switch
            {
                (ElementStep s, ArrayValue v) when Position(v, moment.Evaluate(s.Index)) is var p && p >= 0 && p < v.Elements.Length =>
                    Element(v.Elements, p),
                (FieldStep s, StructValue v) => (s.Field, v.Fields[s.Field]),
                (VariantFieldStep s, EnumValue v) when s.Fields.Any(f => f.Variant == v.Variant) =>
                    Element(v.Fields, s.Fields.First(f => f.Variant == v.Variant).Field),
                (ContentStep, OptionValue { Content: { } content }) => (0, content),
                _ => throw Missing(place),
            };
        }

        return path;
    }

    private static int Position(ArrayValue array, Value index) => (int)ValueOrder.Of(array.Type.Index, index);

    // The interpreter meets the same fault here.
    private static FaultException Missing(Place place) => new(new Fault(FaultKind.Index, "there is no such part", place.Span));

    private static (int Position, Value Part) Element(ImmutableArray<Value> parts, int position) => (position, parts[position]);

    private static ImmutableArray<Value> Set(ImmutableArray<Value> parts, int position, ReadOnlySpan<int> path, Value part) =>
        parts.SetItem(position, Of(parts[position], path[1..], part));
}
