using System;
using BenchmarkDotNet.Attributes;
using Explorer.Search.States;

namespace Explorer.Benchmarks.Micro;

/// <summary>The hash of a state, for states that are in the cache, beside the one that the framework would give.</summary>
public unsafe class HashBench
{
    private const int States = 1024;

    private RandomStates _states = null!;

    [Params(1, 2, 4)]
    public int Words { get; set; }

    [GlobalSetup]
    public void Prepare() => _states = new RandomStates(States, (64 * Words) - 1);

    [GlobalCleanup]
    public void Clean() => _states.Dispose();

    [Benchmark(Baseline = true, OperationsPerInvoke = States)]
    public int OfTheFramework()
    {
        var sum = 0;
        for (var i = 0; i < States; i++)
        {
            var hash = default(HashCode);
            hash.AddBytes(new ReadOnlySpan<byte>(_states.First + (i * Words), Words * 8));
            sum += hash.ToHashCode();
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = States)]
    public ulong OfStates() => Words switch
    {
        1 => Sum(default(OneWord)),
        2 => Sum(default(TwoWords)),
        _ => Sum(new AnyWords(Words)),
    };

    private ulong Sum<TLength>(TLength length)
        where TLength : struct, IStateLength
    {
        ulong sum = 0;
        var state = _states.First;
        for (var i = 0; i < States; i++)
        {
            sum += StateHash.Of(state, length);
            state += length.Words;
        }

        return sum;
    }
}
