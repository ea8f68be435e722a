using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Text.Json;
using Explorer.Core;
using Explorer.Machines.Types;
using Explorer.Machines.Values;

namespace Explorer.Reporting.Formats.Html;

/// <summary>
/// Types and values as the page's script reads them. A type is an object in a list and is referred to by its number; a
/// value is written by its type: a bool as such; an integer as a number, as text beyond 2^53; an identity as its index;
/// `T?` as null or `[value]`; an enum as `[variant, fields…]`; structs, arrays and queues as their parts; a set as its
/// elements.
/// </summary>
internal sealed class ValueWriter
{
    private const long LargestExact = 1L << 53;

    private readonly Dictionary<ModelType, int> _numbers = [];
    private readonly List<ModelType> _types = [];

    /// <summary>The number of a type, and numbers for all that it consists of.</summary>
    public int NumberOf(ModelType type)
    {
        if (!_numbers.TryGetValue(type, out var number))
        {
            foreach (var part in PartsOf(type))
            {
                NumberOf(part);
            }

            number = _types.Count;
            _numbers[type] = number;
            _types.Add(type);
        }

        return number;
    }

    /// <summary>All types that have a number, in its order.</summary>
    public void WriteTypes(Utf8JsonWriter json)
    {
        json.WriteStartArray("types");
        foreach (var type in _types)
        {
            json.WriteStartObject();
            WriteType(json, type);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public static void Write(Utf8JsonWriter json, Value value)
    {
        switch (value)
        {
            case BoolValue v:
                json.WriteBooleanValue(v.IsTrue);
                break;
            case IntValue { Number: >= -LargestExact and <= LargestExact } v:
                json.WriteNumberValue(v.Number);
                break;
            case IntValue v:
                json.WriteStringValue(v.Display);
                break;
            case IdentityValue v:
                json.WriteNumberValue(v.Index);
                break;
            case OptionValue { Content: null }:
                json.WriteNullValue();
                break;
            default:
                WriteParts(json, value);
                break;
        }
    }

    private static void WriteParts(Utf8JsonWriter json, Value value)
    {
        json.WriteStartArray();
        if (value is EnumValue { Variant: var variant })
        {
            json.WriteNumberValue(variant);
        }

        foreach (var part in PartsOf(value))
        {
            Write(json, part);
        }

        json.WriteEndArray();
    }

    private static IEnumerable<Value> PartsOf(Value value) => value switch
    {
        OptionValue v => [v.Content!],
        EnumValue v => v.Fields,
        StructValue v => v.Fields,
        ArrayValue v => v.Elements,
        QueueValue v => v.Elements,
        SetValue v => Enumerable.Range(0, 64).Where(i => (v.Mask >> i & 1) != 0).Select(i => ValueOrder.At(v.Type.Element, i)),
        _ => throw new InternalErrorException($"{value} has no parts"),
    };

    private static IEnumerable<ModelType> PartsOf(ModelType type) => type switch
    {
        OptionType t => [t.Element],
        SetType t => [t.Element],
        QueueType t => [t.Element],
        ArrayType t => [t.Index, t.Element],
        StructType t => t.Fields.Select(f => f.Type),
        EnumType t => t.Variants.SelectMany(v => v.Fields).Select(f => f.Type),
        _ => [],
    };

    private void WriteType(Utf8JsonWriter json, ModelType type)
    {
        json.WriteString("text", type.Display);
        switch (type)
        {
            case BoolType:
                json.WriteString("kind", "bool");
                break;
            case IntType:
                json.WriteString("kind", "int");
                break;
            case IdentityType t:
                json.WriteString("kind", "identity");
                WriteTexts(json, "names", Enumerable.Range(0, t.Size).Select(t.NameOf));
                break;
            case StructType t:
                json.WriteString("kind", "struct");
                WriteFields(json, t.Fields);
                break;
            case EnumType t:
                json.WriteString("kind", "enum");
                WriteVariants(json, t);
                break;
            case ArrayType t:
                json.WriteString("kind", "array");
                json.WriteNumber("index", _numbers[t.Index]);
                json.WriteNumber("of", _numbers[t.Element]);
                WriteTexts(json, "labels", Enumerable.Range(0, t.Length).Select(i => ValueOrder.At(t.Index, i).Display));
                break;
            default:
                json.WriteString("kind", type switch { OptionType => "option", SetType => "set", _ => "queue" });
                json.WriteNumber("of", _numbers[PartsOf(type).Single()]);
                break;
        }
    }

    private void WriteVariants(Utf8JsonWriter json, EnumType type)
    {
        json.WriteStartArray("variants");
        foreach (var variant in type.Variants)
        {
            json.WriteStartObject();
            json.WriteString("name", variant.Name);
            WriteFields(json, variant.Fields);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void WriteFields(Utf8JsonWriter json, ImmutableArray<FieldInfo> fields)
    {
        json.WriteStartArray("fields");
        foreach (var field in fields)
        {
            json.WriteStartObject();
            json.WriteString("name", field.Name);
            json.WriteNumber("type", _numbers[field.Type]);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteTexts(Utf8JsonWriter json, string key, IEnumerable<string> texts) =>
        Json.JsonStyle.WriteTexts(json, key, texts);
}
