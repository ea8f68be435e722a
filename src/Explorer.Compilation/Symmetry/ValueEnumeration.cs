using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Machines.Types;
using Explorer.Machines.Values;

namespace Explorer.Compilation.Symmetry;

/// <summary>All values of a type that has few, with or without an order.</summary>
internal static class ValueEnumeration
{
    public static IEnumerable<Value> Of(ModelType type) => type switch
    {
        ArrayType t => Tuples(Enumerable.Repeat(t.Element, t.Length)).Select(v => new ArrayValue(t, v)),
        QueueType t => Enumerable.Range(0, t.Capacity + 1)
            .SelectMany(n => Tuples(Enumerable.Repeat(t.Element, n))).Select(v => new QueueValue(t, v)),
        StructType t => Tuples(t.Fields.Select(f => f.Type)).Select(v => new StructValue(t, v)),
        OptionType t => Of(t.Element).Select(v => new OptionValue(t, v)).Prepend(new OptionValue(t, null)),
        EnumType t => t.Variants.SelectMany((variant, i) => Tuples(variant.Fields.Select(f => f.Type)).Select(v => new EnumValue(t, i, v))),
        _ => Enumerable.Range(0, (int)type.Cardinality).Select(i => ValueOrder.At(type, i)),
    };

    private static IEnumerable<ImmutableArray<Value>> Tuples(IEnumerable<ModelType> types)
    {
        IEnumerable<ImmutableArray<Value>> tuples = [[]];
        foreach (var type in types)
        {
            var values = Of(type).ToList();
            tuples = tuples.SelectMany(tuple => values.Select(tuple.Add)).ToList();
        }

        return tuples;
    }
}
