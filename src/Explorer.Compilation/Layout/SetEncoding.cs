using System;
using Explorer.Core;
using Explorer.Machines.Types;
using Explorer.Machines.Values;

namespace Explorer.Compilation.Layout;

/// <summary>Sets as masks: bit i for value number i of the element type.</summary>
public sealed class SetEncoding : Encoding
{
    public SetEncoding(SetType type)
        : base(type)
    {
        if (type.Element.Cardinality > 64)
        {
            throw new InternalErrorException($"{type} has more than 64 elements");
        }

        Bits = (int)type.Element.Cardinality;
    }

    public override int Bits { get; }

    public override void Encode(Value value, Span<ulong> words) => words[0] |= ((SetValue)value).Mask;

    public override Value Decode(ReadOnlySpan<ulong> words) => new SetValue((SetType)Type, words[0] & TailMask);
}
