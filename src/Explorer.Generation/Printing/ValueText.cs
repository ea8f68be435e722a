using System.Collections.Generic;
using System.Linq;
using Explorer.Machines.Types;
using Explorer.Machines.Values;

namespace Explorer.Generation;

/// <summary>Values as a model would write them.</summary>
internal static class ValueText
{
    /// <param name="names">Names of unnamed identities, by type and index.</param>
    public static string Of(Value value, IReadOnlyDictionary<(IdentityType Type, int Index), string> names) => value switch
    {
        IdentityValue v => names.TryGetValue((v.Type, v.Index), out var name) ? name : v.Display,
        EnumValue { Fields.IsEmpty: true } v => v.Display,
        EnumValue v => $"{v.Type.Variants[v.Variant].Name}({Fields(v.Type.Variants[v.Variant].Fields, v.Fields, names)})",
        StructValue v => $"{v.Type.Name} {{ {Fields(v.Type.Fields, v.Fields, names)} }}",
        OptionValue { Content: { } content } => Of(content, names),
        SetValue v => $"{{{string.Join(", ", Elements(v).Select(e => Of(e, names)))}}}",
        _ => value.Display,
    };

    /// <summary>The identities without a name of their own that occur in a value.</summary>
    public static IEnumerable<IdentityValue> Unnamed(Value value) => value switch
    {
        IdentityValue v => v.Index >= v.Type.Named.Length ? [v] : [],
        EnumValue v => v.Fields.SelectMany(Unnamed),
        StructValue v => v.Fields.SelectMany(Unnamed),
        OptionValue { Content: { } content } => Unnamed(content),
        SetValue v => Elements(v).SelectMany(Unnamed),
        _ => [],
    };

    private static IEnumerable<Value> Elements(SetValue set) =>
        Enumerable.Range(0, 64).Where(i => (set.Mask >> i & 1) != 0).Select(i => ValueOrder.At(set.Type.Element, i));

    private static string Fields(
        IEnumerable<FieldInfo> fields, IEnumerable<Value> values, IReadOnlyDictionary<(IdentityType Type, int Index), string> names) =>
        string.Join(", ", fields.Zip(values, (f, v) => $"{f.Name}: {Of(v, names)}"));
}
