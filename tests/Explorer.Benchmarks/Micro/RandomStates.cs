using System;
using System.Runtime.InteropServices;

namespace Explorer.Benchmarks.Micro;

/// <summary>Random states in unmanaged memory, the same in every run, all different for all that matters: of 63 random bits
/// a million draws repeat one with a probability of 1 : 17 million.</summary>
internal sealed unsafe class RandomStates : IDisposable
{
    /// <param name="bits">Of a state; in compiled models the last bit of the last word is never one of them.</param>
    public RandomStates(int count, int bits)
    {
        var words = WordsFor(bits);
        Count = count;
        Words = words;
        First = (ulong*)NativeMemory.AlignedAlloc((nuint)count * (nuint)words * 8, 64);
        var random = new Random(1);
        for (var i = 0; i < count * words; i++)
        {
            First[i] = (ulong)random.NextInt64() ^ ((ulong)random.Next(2) << 63);
        }

        for (var i = words - 1; i < count * words; i += words)
        {
            First[i] &= ulong.MaxValue >> (64 * words) - bits;
        }
    }

    /// <summary>Words of a state of so many bits.</summary>
    public static int WordsFor(int bits) => (bits + 63) / 64;

    public int Count { get; }

    public int Words { get; }

    /// <summary>The first word of the first state; they stand one after the other.</summary>
    public ulong* First { get; }

    public void Dispose() => NativeMemory.AlignedFree(First);
}
