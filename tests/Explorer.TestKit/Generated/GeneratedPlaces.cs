using System.Linq;
using Explorer.Machines.Expressions;
using Explorer.Machines.Nodes;
using Explorer.Machines.Types;
using static Explorer.TestKit.ModelTerms;

namespace Explorer.TestKit.Generated;

/// <summary>Random places: a variable or an assigned local, or any part of one.</summary>
internal sealed class GeneratedPlaces(Draws draws, GeneratedExpressions expressions)
{
    private readonly GeneratedReads _reads = new(draws, expressions);

    public Place Any(ExpressionContext context)
    {
        var roots = context.Variables.Select(Place).Concat(context.Locals.Select(Place));
        var place = draws.Pick([.. roots]);
        while (draws.Chance(75) && Part(place, context) is { } part)
        {
            place = part;
        }

        return place;
    }

    /// <summary>What is at the place.</summary>
    public static Expression Read(Place place)
    {
        var read = place.Variable is { } variable ? ModelTerms.Read(variable) : ModelTerms.Read(place.Local!);
        foreach (var step in place.Path)
        {
            read = step switch
            {
                ElementStep s => Element(read, s.Index),
                FieldStep s => FieldOf(read, s.Field),
                VariantFieldStep s => new VariantFieldRead(
                    read, s.Fields, GeneratedReads.FieldType((EnumType)read.Type, s.Fields[0]), None),
                _ => Unwrap(read),
            };
        }

        return read;
    }

    private Place? Part(Place place, ExpressionContext context) => place.Type switch
    {
        ArrayType t => place.At(_reads.Index(t, 1, context)),
        StructType t => place.Field(draws.Below(t.Fields.Length)),
        OptionType when draws.Chance(40) => place.Content(),
        EnumType t when GeneratedReads.Fields(t).Any() && draws.Chance(40) => VariantField(place, t),
        _ => null,
    };

    private Place VariantField(Place place, EnumType type)
    {
        var pairs = _reads.SomeOfOneType(type, [.. GeneratedReads.Fields(type)], out var fieldType);
        return place.Into(new VariantFieldStep(pairs), fieldType);
    }
}
