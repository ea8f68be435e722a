using System;
using System.Runtime.InteropServices;

namespace Explorer.Benchmarks.Micro;

/// <summary>Random states in unmanaged memory, the same in every run, all different for all that matters: of 63 random bits
/// a million draws repeat one with a probability of 1 : 17 million. As in compiled models the last bit is unused.</summary>
internal sealed unsafe class RandomStates : IDisposable
{
    public RandomStates(int count, int words)
    {
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
            First[i] &= long.MaxValue;
        }
    }

    public int Count { get; }

    public int Words { get; }

    /// <summary>The first word of the first state; they stand one after the other.</summary>
    public ulong* First { get; }

    public void Dispose() => NativeMemory.AlignedFree(First);
}
