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
    private ulong[] _successor = null!;
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
    public int Fire()
    {
        var fired = 0;
        while (fired < Successors)
        {
            fired += FireAll(_compiled[Next(_compiled)]);
        }

        return fired;
    }

    [Benchmark(OperationsPerInvoke = InterpretedSuccessors)]
    public int Interpret() => Expand(_interpreted, _interpretedBuffer, InterpretedSuccessors);

    /// <summary>Every outcome of every action, also to find out that there is none.</summary>
    internal static int FireAll(ITransitionSystem system, ReadOnlySpan<ulong> state, Span<ulong> successor)
    {
        var fired = 0;
        for (var action = 0; action < system.Actions.Length; action++)
        {
            for (var choice = 0; system.TryFire(action, choice, state, successor, out _, out _); choice++)
            {
                fired++;
            }
        }

        return fired;
    }

    private int FireAll(ReadOnlySpan<ulong> state) => FireAll(_compiled.System, state, _successor);

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
