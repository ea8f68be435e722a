using System;
using System.Linq;
using BenchmarkDotNet.Attributes;
using Explorer.Compilation;
using Explorer.Compilation.Symmetry;
using Explorer.Machines.Symmetry;

namespace Explorer.Benchmarks.Micro;

/// <summary>What the representative of a state costs: by the canonicalizer of a compiled model, and as the least of all
/// renamings of the decoded state, by which it is tested.</summary>
public unsafe class CanonicalizeBench
{
    private const int States = 4096;
    private const int RenamedStates = 16;

    private CompiledSystem _system = null!;
    private Canonicalizer _canonicalizer = null!;
    private IdentityPermutation[] _renamings = [];
    private ulong[][] _states = [];
    private ulong[] _room = [];

    [Params("models/bench/luf-small.model", "models/luf/migrate-then-write.model")]
    public string Model { get; set; } = "";

    [GlobalSetup]
    public void Prepare()
    {
        var sample = StateSample.OfCompiled(Model, States);
        _system = (CompiledSystem)sample.System;
        _canonicalizer = Canonicalizer.Of(_system) ?? throw new InvalidOperationException($"{Model} has no renamings");
        _renamings = [.. IdentityPermutation.All(_system.Model)];
        _states = [.. Enumerable.Range(0, States).Select(i => sample[i].ToArray())];
        _room = new ulong[_system.StateLength];
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = States)]
    public ulong Canonicalize()
    {
        var sum = 0UL;
        fixed (ulong* room = _room)
        {
            foreach (var state in _states)
            {
                state.CopyTo(_room, 0);
                _canonicalizer.Canonicalize(room);
                sum += room[0];
            }
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = RenamedStates)]
    public ulong LeastOfAllRenamings()
    {
        var sum = 0UL;
        foreach (var state in _states.AsSpan(0, RenamedStates))
        {
            var decoded = _system.Layout.Decode(state);
            sum += _renamings.Select(r => _system.Layout.Encode(r.Apply(decoded)))
                .Aggregate((a, b) => a.AsSpan().SequenceCompareTo(b) < 0 ? a : b)[0];
        }

        return sum;
    }
}
