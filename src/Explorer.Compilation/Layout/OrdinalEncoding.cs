using System;
using System.Collections.Immutable;
using Explorer.Machines.Types;
using Explorer.Machines.Values;

namespace Explorer.Compilation.Layout;

/// <summary>
/// Values by their number in the order of the type (<see cref="ValueOrder"/>): booleans, identities, and options, enums
/// and structs without arrays in them. Dense: no bit pattern below the number of values is unused.
/// </summary>
public sealed class OrdinalEncoding(ModelType type) : Encoding(type)
{
    public long Cardinality { get; } = (long)type.Cardinality;

    public override int Bits { get; } = BitsFor((ulong)type.Cardinality);

    /// <summary>What one step of field `index` adds to the number of a struct or, without its offset, of a variant.</summary>
    internal static long Stride(ImmutableArray<FieldInfo> fields, int index)
    {
        long stride = 1;
        for (var i = index + 1; i < fields.Length; i++)
        {
            stride *= (long)fields[i].Type.Cardinality;
        }

        return stride;
    }

    /// <summary>The number of the first value of a variant.</summary>
    internal static long Offset(EnumType type, int variant)
    {
        long offset = 0;
        for (var i = 0; i < variant; i++)
        {
            offset += (long)type.Variants[i].Cardinality;
        }

        return offset;
    }

    public override void Encode(Value value, Span<ulong> words) =>
        words[0] |= (ulong)ValueOrder.Of(Type, Type.ContainsIdentity ? IdentityMarks.Clear(value) : value);

    public override Value Decode(ReadOnlySpan<ulong> words) => ValueOrder.At(Type, (long)(words[0] & TailMask));
}
