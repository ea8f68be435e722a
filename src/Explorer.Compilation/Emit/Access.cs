using System.Reflection.Emit;
using Explorer.Compilation.Layout;

namespace Explorer.Compilation.Emit;

internal enum AccessBase
{
    /// <summary>Word number `Word` of the state.</summary>
    State,

    /// <summary>The scalar in the local `Holder`.</summary>
    Holder,

    /// <summary>`Word` words behind the pointer in the local `Holder`.</summary>
    Pointer,
}

/// <summary>
/// Where compiled code finds a value: from a bit of a word. The bit is `Shift`, plus what the local `Dynamic` (a 32-bit
/// integer) holds if there is one. Values in memory start at bit 0.
/// </summary>
internal readonly record struct Access(
    AccessBase Base, int Word, LocalBuilder? Holder, int Shift, LocalBuilder? Dynamic, Encoding Encoding, int ContainerBits = 64)
{
    public static Access OfState(Slot slot) => new(AccessBase.State, slot.Word, null, slot.Shift, null, slot.Encoding);

    /// <summary>A scalar, all of it, in a local.</summary>
    public static Access OfHolder(LocalBuilder holder, Encoding encoding) =>
        new(AccessBase.Holder, 0, holder, 0, null, encoding, encoding.Bits);

    public static Access OfPointer(LocalBuilder pointer, Encoding encoding) =>
        new(AccessBase.Pointer, 0, pointer, 0, null, encoding);

    /// <summary>A part at a place that is known when compiling.</summary>
    public Access Part(Slot slot) => this with { Word = Word + slot.Word, Shift = Shift + slot.Shift, Encoding = slot.Encoding };

    /// <summary>Nothing lies above the value in its container.</summary>
    public bool IsTop => Dynamic is null && Shift + Encoding.Bits >= ContainerBits;
}
