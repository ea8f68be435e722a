using System;
using System.Collections.Immutable;
using Explorer.Machines.Types;
using Explorer.Machines.Values;

namespace Explorer.Compilation.Layout;

/// <summary>Queues: the length, then the elements from the oldest; zeros where there is none. In memory the length
/// has the first word to itself.</summary>
public sealed class QueueEncoding : Encoding
{
    public QueueEncoding(QueueType type, Encoding element)
        : base(type)
    {
        LengthBits = BitsFor((ulong)type.Capacity + 1);
        Run = ElementRun.CanPack(element, type.Capacity, LengthBits)
            ? new ElementRun(element, type.Capacity, true, LengthBits)
            : new ElementRun(element, type.Capacity, false, 1);
    }

    public int LengthBits { get; }

    public ElementRun Run { get; }

    public override int Bits => Run.EndBits;

    public override bool IsScalar => Run.Packed;

    public override void Encode(Value value, Span<ulong> words)
    {
        var elements = ((QueueValue)value).Elements;
        words[0] |= (uint)elements.Length;
        for (var i = 0; i < elements.Length; i++)
        {
            Run.At(i).Encode(elements[i], words);
        }
    }

    public override Value Decode(ReadOnlySpan<ulong> words)
    {
        var length = (int)(words[0] & Mask(LengthBits));
        var elements = ImmutableArray.CreateBuilder<Value>(length);
        for (var i = 0; i < length; i++)
        {
            elements.Add(Run.At(i).Decode(words));
        }

        return new QueueValue((QueueType)Type, elements.MoveToImmutable());
    }
}
