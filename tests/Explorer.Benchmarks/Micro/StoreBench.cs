using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;

namespace Explorer.Benchmarks.Micro;

/// <summary>A million random states, first new ones in a set that grows, then known ones in a set much larger than the
/// caches: the two things that a search asks of its visited set, beside the framework's hash set.</summary>
[GroupBenchmarksBy(BenchmarkLogicalGroupRule.ByCategory)]
[CategoriesColumn]
public unsafe class StoreBench
{
    private const int States = 1 << 20;

    private RandomStates _states = null!;
    private StateStore? _store;

    /// <summary>Of a state: one word, a pair of at most 96, and states that are kept as trees.</summary>
    [Params(63, 95, 127, 255)]
    public int Bits { get; set; }

    [GlobalSetup]
    public void Prepare() => _states = new RandomStates(States, Bits);

    [IterationSetup(Target = nameof(AddNew))]
    public void Empty() => Use(StateStore.OfSearch(Bits));

    [IterationSetup(Target = nameof(AddNewToHashSet))]
    public void EmptyHashSet() => Use(StateStore.OfFramework(Bits));

    [IterationSetup(Target = nameof(FindKnown))]
    public void Full() => Fill(StateStore.OfSearch(Bits));

    [IterationSetup(Target = nameof(FindKnownInHashSet))]
    public void FullHashSet() => Fill(StateStore.OfFramework(Bits));

    [GlobalCleanup]
    public void Clean()
    {
        _store?.Dispose();
        _states.Dispose();
    }

    [BenchmarkCategory("new")]
    [Benchmark(Baseline = true, OperationsPerInvoke = States)]
    public int AddNewToHashSet() => Add();

    [BenchmarkCategory("new")]
    [Benchmark(OperationsPerInvoke = States)]
    public int AddNew() => Add();

    [BenchmarkCategory("known")]
    [Benchmark(Baseline = true, OperationsPerInvoke = States)]
    public int FindKnownInHashSet() => Add();

    [BenchmarkCategory("known")]
    [Benchmark(OperationsPerInvoke = States)]
    public int FindKnown() => Add();

    private int Add() => _store!.Add(_states.First, States);

    private void Fill(StateStore store)
    {
        Use(store);
        Add();
    }

    private void Use(StateStore store)
    {
        _store?.Dispose();
        _store = store;
    }
}
