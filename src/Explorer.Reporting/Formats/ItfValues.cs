using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using Explorer.Machines.Types;
using Explorer.Machines.Values;

namespace Explorer.Reporting.Formats;

/// <summary>
/// Values in the Informal Trace Format: numbers as `#bigint`, sets as `#set`, arrays as `#map` from their indices, structs as
/// records, queues as lists. Identities, and enums of which no variant has fields, are texts; other enums and `T?` are the
/// variants of Apalache and Quint, records of a `tag` and a `value`.
/// </summary>
internal static class ItfValues
{
    public static void Write(Utf8JsonWriter json, Value value)
    {
        switch (value)
        {
            case BoolValue v:
                json.WriteBooleanValue(v.IsTrue);
                break;
            case IntValue v:
                json.WriteStartObject();
                json.WriteString("#bigint", v.Number.ToString(CultureInfo.InvariantCulture));
                json.WriteEndObject();
                break;
            case ArrayValue v:
                WriteMap(json, v);
                break;
            case SetValue v:
                json.WriteStartObject();
                WriteList(json, "#set", [.. Enumerable.Range(0, 64).Where(i => (v.Mask >> i & 1) != 0)
                    .Select(i => ValueOrder.At(v.Type.Element, i))]);
                json.WriteEndObject();
                break;
            case QueueValue v:
                WriteList(json, null, v.Elements);
                break;
            case StructValue v:
                WriteRecord(json, v.Type.Fields, v.Fields);
                break;
            case OptionValue v:
                WriteVariant(json, v.Content is null ? "none" : "some", v.Content is null ? [] : [v.Content], null);
                break;
            case EnumValue v when v.Type.Variants.Any(variant => !variant.Fields.IsEmpty):
                WriteVariant(json, v.Type.Variants[v.Variant].Name, v.Fields, v.Type.Variants[v.Variant].Fields);
                break;
            default:
                json.WriteStringValue(value.Display);
                break;
        }
    }

    private static void WriteMap(Utf8JsonWriter json, ArrayValue array)
    {
        json.WriteStartObject();
        json.WriteStartArray("#map");
        for (var i = 0; i < array.Elements.Length; i++)
        {
            WriteList(json, null, [ValueOrder.At(array.Type.Index, i), array.Elements[i]]);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteList(Utf8JsonWriter json, string? key, ImmutableArray<Value> values)
    {
        if (key is null)
        {
            json.WriteStartArray();
        }
        else
        {
            json.WriteStartArray(key);
        }

        foreach (var value in values)
        {
            Write(json, value);
        }

        json.WriteEndArray();
    }

    private static void WriteRecord(Utf8JsonWriter json, ImmutableArray<FieldInfo> fields, ImmutableArray<Value> values)
    {
        json.WriteStartObject();
        for (var i = 0; i < fields.Length; i++)
        {
            json.WritePropertyName(fields[i].Name);
            Write(json, values[i]);
        }

        json.WriteEndObject();
    }

    // Without names the only value stands for itself; none is the empty tuple.
    private static void WriteVariant(
        Utf8JsonWriter json, string tag, ImmutableArray<Value> values, ImmutableArray<FieldInfo>? fields)
    {
        json.WriteStartObject();
        json.WriteString("tag", tag);
        json.WritePropertyName("value");
        if (values.IsEmpty)
        {
            json.WriteStartObject();
            WriteList(json, "#tup", []);
            json.WriteEndObject();
        }
        else if (fields is { } named)
        {
            WriteRecord(json, named, values);
        }
        else
        {
            Write(json, values[0]);
        }

        json.WriteEndObject();
    }
}
