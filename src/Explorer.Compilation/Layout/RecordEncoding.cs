using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Explorer.Core;
using Explorer.Machines.Types;
using Explorer.Machines.Values;

namespace Explorer.Compilation.Layout;

/// <summary>
/// Structs, options and enums that are not encoded by number, because something in them is an array: a tag that says
/// which variant it is (none for a struct; `none` is 0 and a content 1 for an option), then the fields. The fields of
/// different variants share their bits; what the variant at hand does not use is zero.
/// </summary>
public sealed class RecordEncoding : Encoding
{
    /// <param name="variants">For each variant the encodings of its fields.</param>
    public RecordEncoding(ModelType type, Encoding[][] variants)
        : base(type)
    {
        TagBits = BitsFor((ulong)variants.Length);
        IsScalar = Array.TrueForAll(variants, v => Array.TrueForAll(v, f => f.IsScalar) && End(Pack(v)) <= ElementRun.PackedLimit);
        var slots = Array.ConvertAll(variants, v => IsScalar ? Pack(v) : Align(v));
        Variants = slots;
        Bits = IsScalar ? 0 : 64;
        foreach (var variant in slots)
        {
            Bits = Math.Max(Bits, End(variant));
        }
    }

    public int TagBits { get; }

    /// <summary>For each variant the slots of its fields.</summary>
    public IReadOnlyList<IReadOnlyList<Slot>> Variants { get; }

    public override int Bits { get; }

    public override bool IsScalar { get; }

    public override void Encode(Value value, Span<ulong> words)
    {
        var (variant, fields) = Split(value);
        words[0] |= (uint)variant;
        for (var i = 0; i < fields.Length; i++)
        {
            Variants[variant][i].Encode(fields[i], words);
        }
    }

    public override Value Decode(ReadOnlySpan<ulong> words)
    {
        var variant = (int)(words[0] & Mask(TagBits));
        var fields = ImmutableArray.CreateBuilder<Value>(Variants[variant].Count);
        foreach (var slot in Variants[variant])
        {
            fields.Add(slot.Decode(words));
        }

        return Type switch
        {
            StructType t => new StructValue(t, fields.MoveToImmutable()),
            EnumType t => new EnumValue(t, variant, fields.MoveToImmutable()),
            OptionType t => new OptionValue(t, variant == 0 ? null : fields[0]),
            _ => throw new InternalErrorException($"{Type} is no record"),
        };
    }

    private static (int Variant, ImmutableArray<Value> Fields) Split(Value value) => value switch
    {
        StructValue v => (0, v.Fields),
        EnumValue v => (v.Variant, v.Fields),
        OptionValue { Content: null } => (0, []),
        OptionValue v => (1, [v.Content]),
        _ => throw new InternalErrorException($"{value} is no record"),
    };

    private int End(Slot[] slots)
    {
        var end = TagBits;
        foreach (var slot in slots)
        {
            end = Math.Max(end, (64 * slot.Word) + slot.Shift + slot.Width);
        }

        return end;
    }

    private Slot[] Pack(Encoding[] fields)
    {
        var shift = TagBits;
        return Array.ConvertAll(fields, f => new Slot(0, (shift += f.Bits) - f.Bits, f));
    }

    // Scalars where the words before leave room, memory parts in words of their own.
    private Slot[] Align(Encoding[] fields)
    {
        var (word, used) = (0, TagBits);
        var slots = new Slot[fields.Length];
        for (var i = 0; i < fields.Length; i++)
        {
            var field = fields[i];
            if (field.Bits == 0)
            {
                // Behind a memory part there may be no word.
                slots[i] = new Slot(0, 0, field);
                continue;
            }

            if (used > 0 && (!field.IsScalar || used + field.Bits > 64))
            {
                (word, used) = (word + 1, 0);
            }

            slots[i] = new Slot(word, used, field);
            (word, used) = field.IsScalar ? (word, used + field.Bits) : (word + field.Words, 0);
        }

        return slots;
    }
}
