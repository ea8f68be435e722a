using System;
using Explorer.Machines.Types;
using Explorer.Machines.Values;

namespace Explorer.Compilation.Layout;

/// <summary>Integers as their distance from the lowest. On the stack of compiled code they are themselves.</summary>
public sealed class IntEncoding(IntType type) : Encoding(type)
{
    public long Low { get; } = type.Low;

    public override int Bits { get; } = type.IsUnbounded
        ? 64
        : BitsFor(unchecked((ulong)type.High - (ulong)type.Low + 1));

    public override void Encode(Value value, Span<ulong> words) =>
        words[0] |= unchecked((ulong)((IntValue)value).Number - (ulong)Low);

    public override Value Decode(ReadOnlySpan<ulong> words) =>
        new IntValue(unchecked((long)((words[0] & TailMask) + (ulong)Low)));
}
