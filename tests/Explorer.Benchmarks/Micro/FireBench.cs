using System;
using BenchmarkDotNet.Attributes;
using Explorer.Core.Systems;

namespace Explorer.Benchmarks.Micro;

/// <summary>What one successor costs: of all of a state's at once, as a search asks for them; one at a time, as a replay
/// does; and on the interpreter, against which the compiled code is checked.</summary>
public class FireBench
{
    private const int States = 4096;
    private const int Successors = 1 << 16;
    private const int InterpretedSuccessors = 1 << 10;

    private SuccessorBuffer _buffer = null!;
    private SuccessorBuffer _interpretedBuffer = null!;
    private StateSample _compiled = null!;
    private StateSample _interpreted = null!;
    private Firing[] _firings = [];
    private ulong[] _successor = [];
    private int _next;

    [Params("models/bench/luf-small.model", "models/luf/migrate-then-write.model")]
    public string Model { get; set; } = "";

    [GlobalSetup]
    public void Prepare()
    {
        _compiled = StateSample.OfCompiled(Model, States);
        _interpreted = StateSample.OfInterpreted(Model, 256);
        _buffer = new SuccessorBuffer(_compiled.System.StateLength);
        _interpretedBuffer = new SuccessorBuffer(_interpreted.System.StateLength);
        _firings = _compiled.Firings(Successors);
        _successor = new ulong[_compiled.System.StateLength];
    }

    [GlobalCleanup]
    public void Clean()
    {
        _buffer.Dispose();
        _interpretedBuffer.Dispose();
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Successors)]
    public int Expand() => Expand(_compiled, _buffer, Successors);

    [Benchmark(OperationsPerInvoke = Successors)]
    public int Fire() => Fire(_compiled, _firings, _successor);

    [Benchmark(OperationsPerInvoke = InterpretedSuccessors)]
    public int Interpret() => Expand(_interpreted, _interpretedBuffer, InterpretedSuccessors);

    /// <summary>Executes all the steps.</summary>
    /// <returns>How many could be executed.</returns>
    internal static int Fire(StateSample sample, Firing[] firings, Span<ulong> successor)
    {
        var fired = 0;
        foreach (var (state, action, choice) in firings)
        {
            fired += sample.System.TryFire(action, choice, sample[state], successor, out _, out _) ? 1 : 0;
        }

        return fired;
    }

    // Until there are enough: some successors too many, one state's at most, do not show in the mean.
    private int Expand(StateSample sample, SuccessorBuffer buffer, int enough)
    {
        var count = 0;
        while (count < enough)
        {
            sample.System.Expand(sample[Next(sample)], buffer);
            count += buffer.Count;
        }

        return count;
    }

    private int Next(StateSample sample) => _next = (_next + 1) % sample.Count;
}
