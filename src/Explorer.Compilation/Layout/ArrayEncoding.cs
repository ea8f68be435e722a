using System;
using System.Collections.Immutable;
using Explorer.Machines.Types;
using Explorer.Machines.Values;

namespace Explorer.Compilation.Layout;

/// <summary>Arrays: one scalar if all elements fit, else memory.</summary>
public sealed class ArrayEncoding : Encoding
{
    public ArrayEncoding(ArrayType type, Encoding element)
        : base(type) => Run = new ElementRun(element, type.Length, ElementRun.CanPack(element, type.Length, 0), 0);

    public ElementRun Run { get; }

    public override int Bits => Run.EndBits;

    public override bool IsScalar => Run.Packed;

    public override void Encode(Value value, Span<ulong> words)
    {
        var elements = ((ArrayValue)value).Elements;
        for (var i = 0; i < elements.Length; i++)
        {
            Run.At(i).Encode(elements[i], words);
        }
    }

    public override Value Decode(ReadOnlySpan<ulong> words)
    {
        var elements = ImmutableArray.CreateBuilder<Value>(Run.Count);
        for (var i = 0; i < Run.Count; i++)
        {
            elements.Add(Run.At(i).Decode(words));
        }

        return new ArrayValue((ArrayType)Type, elements.MoveToImmutable());
    }
}
