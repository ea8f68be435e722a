// The hash of a state: each word is combined by exclusive or, multiplied by an odd constant, and its upper half folded
// onto the lower one (the steps of Austin Appleby's MurmurHash3 finalizer); a last multiplication brings what is in all
// bits to the top ones, which are those that tables use. It is a hash for tables only: equality is always decided on
// the states themselves. It does not resist an adversary.
using System.Runtime.CompilerServices;

namespace Explorer.Search.States;

internal static unsafe class StateHash
{
    private const ulong First = 0x9E3779B97F4A7C15;
    private const ulong Second = 0xD6E8FEB86659FD93;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Of(ulong word) => Fold(word) * Second;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Of(ulong first, ulong second) => Fold(Fold(first) ^ second) * Second;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Of<TLength>(ulong* state, TLength length)
        where TLength : struct, IStateLength
    {
        var hash = Fold(state[0]);
        for (var i = 1; i < length.Words; i++)
        {
            hash = Fold(hash ^ state[i]);
        }

        return hash * Second;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Fold(ulong word)
    {
        word *= First;
        return word ^ (word >> 32);
    }
}
