using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using Explorer.Compilation.Layout;
using Explorer.Core;
using Explorer.Machines.Symmetry;
using Explorer.Machines.Types;

namespace Explorer.Compilation.Symmetry;

/// <summary>
/// What a renaming does to the numbers and to the bits of the values of small types, as tables. Each is made once, from
/// the tables of the parts. Bits that no value has stay as they are, so that every table is a permutation.
/// </summary>
internal sealed class CodeImages(IdentityPermutation renaming)
{
    private readonly Dictionary<ModelType, int[]> _ordinals = [];
    private readonly Dictionary<Encoding, int[]> _codes = [];

    public IdentityPermutation Renaming => renaming;

    /// <summary>For each value of a type, in order, the number of its image.</summary>
    public int[] OfOrdinals(ModelType type)
    {
        if (!_ordinals.TryGetValue(type, out var images))
        {
            images = Ordinals(type);
            _ordinals.Add(type, images);
        }

        return images;
    }

    /// <summary>For each bit pattern of an encoding of few bits its image.</summary>
    public int[] OfCodes(Encoding encoding)
    {
        if (!_codes.TryGetValue(encoding, out var images))
        {
            images = Unchanged(1 << encoding.Bits);
            if (encoding.Type.ContainsIdentity)
            {
                Fill(images, encoding);
            }

            _codes.Add(encoding, images);
        }

        return images;
    }

    /// <summary>True if tables can be made of an encoding: it and those of its parts are known here.</summary>
    public static bool Knows(Encoding encoding) => encoding switch
    {
        { Type.ContainsIdentity: false } or OrdinalEncoding or SetEncoding => true,
        ArrayEncoding array => Knows(array.Run.Element),
        DenseEncoding dense => Knows(dense.Inner),
        NarrowEncoding narrow => Knows(narrow.Inner),
        QueueEncoding queue => Knows(queue.Run.Element),
        RecordEncoding record => record.Variants.All(v => v.All(f => Knows(f.Encoding))),
        _ => false,
    };

    /// <summary>The images where nothing changes.</summary>
    public static int[] Unchanged(int count)
    {
        var images = new int[count];
        for (var i = 0; i < count; i++)
        {
            images[i] = i;
        }

        return images;
    }

    private int[] Ordinals(ModelType type) => type switch
    {
        _ when !type.ContainsIdentity => Unchanged((int)type.Cardinality),
        IdentityType t => Identities(t),
        OptionType t => Joined(Unchanged(1), OfOrdinals(t.Element)),
        StructType t => Product(t.Fields.AsSpan()),
        EnumType t => Variants(t),
        SetType t => Masks(OfOrdinals(t.Element)),
        _ => throw new InternalErrorException($"the values of {type} have no order"),
    };

    private int[] Identities(IdentityType type)
    {
        var images = new int[type.Size];
        for (var i = 0; i < images.Length; i++)
        {
            images[i] = renaming.ImageOf(type, i);
        }

        return images;
    }

    private int[] Variants(EnumType type)
    {
        int[] images = [];
        foreach (var variant in type.Variants)
        {
            images = Joined(images, Product(variant.Fields.AsSpan()));
        }

        return images;
    }

    private static int[] Joined(int[] first, int[] second)
    {
        var images = new int[first.Length + second.Length];
        Array.Copy(first, images, first.Length);
        for (var i = 0; i < second.Length; i++)
        {
            images[first.Length + i] = first.Length + second[i];
        }

        return images;
    }

    // The last field is the least significant.
    private int[] Product(ReadOnlySpan<FieldInfo> fields)
    {
        var images = Unchanged(1);
        foreach (var field in fields)
        {
            var (high, low) = (images, OfOrdinals(field.Type));
            images = new int[high.Length * low.Length];
            for (var i = 0; i < images.Length; i++)
            {
                images[i] = (high[i / low.Length] * low.Length) + low[i % low.Length];
            }
        }

        return images;
    }

    private static int[] Masks(int[] members)
    {
        var images = new int[1 << members.Length];
        for (var mask = 1; mask < images.Length; mask++)
        {
            images[mask] = images[mask & (mask - 1)] | (1 << members[BitOperations.TrailingZeroCount(mask)]);
        }

        return images;
    }

    private void Fill(int[] images, Encoding encoding)
    {
        switch (encoding)
        {
            case OrdinalEncoding or SetEncoding:
                var ordinals = OfOrdinals(encoding.Type);
                Array.Copy(ordinals, images, ordinals.Length);
                break;
            case ArrayEncoding { IsScalar: true } array:
                FillArray(images, array);
                break;
            case DenseEncoding dense:
                FillDense(images, dense);
                break;
            case NarrowEncoding narrow:
                FillNarrow(images, narrow);
                break;
            case QueueEncoding or RecordEncoding:
                foreach (var value in ValueEnumeration.Of(encoding.Type))
                {
                    images[encoding.EncodeScalar(value)] = (int)encoding.EncodeScalar(renaming.Apply(value));
                }

                break;
            default:
                throw new InternalErrorException($"no images of {encoding.Type} in this encoding");
        }
    }

    // Numbers whose images have none do not occur.
    private void FillDense(int[] images, DenseEncoding dense)
    {
        var inner = OfCodes(dense.Inner);
        for (var number = 0; number < images.Length; number++)
        {
            var bits = dense.Expanded.Entries[number];
            int image = dense.Numbers.Entries[inner[bits]];
            if (dense.Numbers.Entries[bits] == number && dense.Expanded.Entries[image] == inner[bits])
            {
                images[number] = image;
            }
        }
    }

    private void FillNarrow(int[] images, NarrowEncoding narrow)
    {
        for (var code = 0; code < images.Length; code++)
        {
            var value = renaming.Apply(narrow.Decode([(ulong)code]));
            var image = unchecked(narrow.Inner.EncodeScalar(value) - narrow.Offset);
            if (image < (ulong)images.Length)
            {
                images[code] = (int)image;
            }
        }
    }

    private void FillArray(int[] images, ArrayEncoding array)
    {
        Array.Clear(images);
        var places = OfOrdinals(((ArrayType)array.Type).Index);
        var own = OfCodes(array.Run.Element);
        for (var i = 0; i < array.Run.Count; i++)
        {
            var from = array.Run.At(i).Shift;
            var to = array.Run.At(places[i]).Shift;
            for (var code = 0; code < images.Length; code++)
            {
                images[code] |= own[(code >> from) & (own.Length - 1)] << to;
            }
        }
    }
}
