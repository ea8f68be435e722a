// The hash of a state: one multiplication of 64 by 64 bits for each word, both halves of the product folded together
// (Wang Yi, "wyhash", 2019, used the same fold). One constant factor serves all words, chained, instead of a product
// of two words: no single value of a word can wipe out what the other words say. The high bits choose the segment and
// the place in it. It is a hash for tables only: equality is always decided on the states themselves.
// It does not resist an adversary.
using System;
using System.Runtime.CompilerServices;

namespace Explorer.Search.VisitedSets;

internal static unsafe class StateHash
{
    private const ulong Start = 0x9E3779B97F4A7C15;
    private const ulong Factor = 0xD6E8FEB86659FD93;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Of(ulong word) => Fold(word ^ Start);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Of(ulong* state, int length)
    {
        var hash = Start;
        for (var i = 0; i < length; i++)
        {
            hash = Fold(hash ^ state[i]);
        }

        return hash;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Fold(ulong word)
    {
        var high = Math.BigMul(word, Factor, out var low);
        return high ^ low;
    }
}
