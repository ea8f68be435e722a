// The fingerprint of a state: each word is combined by exclusive or and mixed by Sebastiano Vigna's variant of the
// MurmurHash3 finalizer (splitmix64; David Stafford's constants, "Mix13"), a bijection that lets every bit of the input
// change every bit of the output with probability about one half. Fingerprints stand for states where states are not
// kept, so they are mixed more than hashes of tables are.
using System;
using System.Runtime.CompilerServices;

namespace Explorer.Search.States;

internal static unsafe class Fingerprint
{
    private const ulong Gamma = 0x9E3779B97F4A7C15;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Of<TLength>(ulong* state, TLength length)
        where TLength : struct, IStateLength
    {
        var hash = Mix(state[0] + Gamma);
        for (var i = 1; i < length.Words; i++)
        {
            hash = Mix(hash ^ state[i]);
        }

        return hash;
    }

    /// <summary>An upper bound of the probability that among so many states two have the same fingerprint of 63 bits.</summary>
    public static double OmissionProbability(long states) => Math.Min(1, states / Math.Pow(2, 64) * Math.Max(0, states - 1));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Mix(ulong word)
    {
        word = (word ^ (word >> 30)) * 0xBF58476D1CE4E5B9;
        word = (word ^ (word >> 27)) * 0x94D049BB133111EB;
        return word ^ (word >> 31);
    }
}
