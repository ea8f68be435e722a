using System;
using System.Collections.Immutable;
using Explorer.Core;
using Explorer.Machines.Nodes;
using Explorer.Machines.Values;

namespace Explorer.Machines.Interpretation;

/// <summary>
/// Carries out an assignment. The path is walked first, from left to right: each index is evaluated and looked up, each
/// `none` and each wrong variant met, before the next one. Then the value is evaluated. Then the part is replaced.
/// </summary>
/// <param name="log">Told what is written, and read on the way there; null: nobody asks.</param>
internal sealed class Assignment(Evaluator evaluator, AccessLog? log = null)
{
    /// <summary>The scope after it.</summary>
    public Scope Execute(Assign node, Scope scope)
    {
        var place = node.Target;
        var whole = place.Variable is { } variable ? scope.Variables[variable.Index] : scope.Locals[place.Local!];
        var positions = Walk(place, whole, scope);
        var value = evaluator.Evaluate(node.Value, scope);
        var changed = Replace(whole, positions.AsSpan(), value);
        if (place.Variable is not null)
        {
            log?.Write(new AccessedPart(place.Variable, positions));
        }

        return place.Variable is not null ? scope.With(place.Variable, changed) : scope.With(place.Local!, changed);
    }

    private ImmutableArray<int> Walk(Place place, Value whole, Scope scope)
    {
        var positions = ImmutableArray.CreateBuilder<int>();
        var part = whole;
        foreach (var step in place.Path)
        {
            // To walk into the content of an option, or a variant's field, is to read what it is, also where that is a fault.
            if ((step is ContentStep or VariantFieldStep) && place.Variable is not null)
            {
                log?.Read(new AccessedPart(place.Variable, positions.ToImmutable()), part);
            }

            var position = Position(step, part, place, scope);
            positions.Add(position);
            part = PartAt(part, position);
        }

        return positions.ToImmutable();
    }

    private int Position(PlaceStep step, Value part, Place place, Scope scope) => (step, part) switch
    {
        (ElementStep s, ArrayValue v) => Parts.PositionInArray(v.Type, evaluator.Evaluate(s.Index, scope), s.Index.Span),
        (FieldStep s, StructValue) => s.Field,
        (VariantFieldStep s, EnumValue v) => Parts.FieldOfVariant(v, s.Fields, place.Span),
        (ContentStep, OptionValue v) => Parts.Content(v, place.Span) is not null ? 0 : -1,
        _ => throw new InternalErrorException($"{step} does not lead into {part}"),
    };

    private static Value PartAt(Value whole, int position) => whole switch
    {
        ArrayValue v => v.Elements[position],
        StructValue v => v.Fields[position],
        EnumValue v => v.Fields[position],
        OptionValue { Content: { } content } => content,
        _ => throw new InternalErrorException($"{whole} has no parts"),
    };

    private static Value Replace(Value whole, ReadOnlySpan<int> positions, Value value)
    {
        if (positions.IsEmpty)
        {
            return value;
        }

        var position = positions[0];
        var part = Replace(PartAt(whole, position), positions[1..], value);
        return whole switch
        {
            ArrayValue v => v with { Elements = v.Elements.SetItem(position, part) },
            StructValue v => v with { Fields = v.Fields.SetItem(position, part) },
            EnumValue v => v with { Fields = v.Fields.SetItem(position, part) },
            OptionValue v => v with { Content = part },
            _ => throw new InternalErrorException($"{whole} has no parts"),
        };
    }
}
