using System.Runtime.CompilerServices;

namespace Explorer.Search.States;

/// <summary>Items are the states themselves.</summary>
internal readonly unsafe struct PlainCodec<TLength>(TLength length) : IStateCodec
    where TLength : struct, IStateLength
{
    public int StateWords => length.Words;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong* Open(ulong* item, ulong* room) => item;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong* Read(ulong* item, ulong* room) => item;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Prepare(ulong* successors, int count)
    {
        // An item needs no looking up.
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong* Encode(ulong* successor, ulong* room) => successor;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong* EncodeAlone(ulong* state, ulong* room) => state;
}
