using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text.Json;
using Explorer.Benchmarks.Micro;
using Explorer.Core.Systems;

namespace Explorer.Benchmarks.Budgets;

/// <summary>
/// Compares what the hot paths allocate with budgets.json, in bytes for each operation. It takes a second or two and does
/// not depend on how busy the machine is, so it can be a gate where times cannot.
/// </summary>
internal static unsafe class AllocationBudgets
{
    private const string Model = "models/bench/luf-small.model";
    private const int States = 1 << 17;

    // What a growing table allocates for itself now and then is nothing that an operation allocates.
    private const int Decimals = 2;

    /// <returns>The exit code: 0 if all budgets are kept, else 1.</returns>
    public static int Check()
    {
        var exceeded = 0;
        var budgets = Read();
        foreach (var (operation, measured) in Measure())
        {
            var budget = budgets[operation];
            var isKept = Math.Round(measured, Decimals) <= budget;
            exceeded += isKept ? 0 : 1;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"  {operation,-12} {measured,8:F2} bytes, budget {budget}{(isKept ? "" : "  EXCEEDED")}"));
        }

        Console.WriteLine($"Allocation budgets: {budgets.Count - exceeded} kept, {exceeded} exceeded.");
        return exceeded == 0 ? 0 : 1;
    }

    private static Dictionary<string, double> Read()
    {
        using var file = typeof(AllocationBudgets).Assembly.GetManifestResourceStream("budgets.json")!;
        return JsonSerializer.Deserialize<Dictionary<string, double>>(file)!;
    }

    private static IEnumerable<(string Operation, double Bytes)> Measure()
    {
        var sample = StateSample.OfCompiled(Model, 256);
        using var buffer = new SuccessorBuffer(sample.System.StateLength);
        var successor = new ulong[sample.System.StateLength];
        yield return ("expand", Allocated(() => Expand(sample, buffer)));
        var firings = sample.Firings(1 << 12);
        yield return ("fire", Allocated(() => FireBench.Fire(sample, firings, successor)));

        var (added, known) = MeasureStores();
        yield return ("storeNew", added);
        yield return ("storeKnown", known);
    }

    private static int Expand(StateSample sample, SuccessorBuffer buffer)
    {
        var count = 0;
        for (var i = 0; i < sample.Count; i++)
        {
            sample.System.Expand(sample[i], buffer);
            count += buffer.Count;
        }

        return count;
    }

    // The worst of the sets: for states of one word, for pairs, and for trees of two sizes.
    private static (double Added, double Known) MeasureStores()
    {
        var (added, known) = (0.0, 0.0);
        foreach (var bits in (int[])[63, 95, 127, 255])
        {
            using var states = new RandomStates(2 * States, bits);
            using var store = StateStore.OfSearch(bits);
            // The first half is there when the second one is measured: the table has been begun and the code compiled.
            store.Add(states.First, States);
            added = Math.Max(added, AllocatedOnce(() => store.Add(states.First + ((long)States * states.Words), States)));
            known = Math.Max(known, AllocatedOnce(() => Again(store, states)));
        }

        return (added, known);
    }

    private static int Again(StateStore store, RandomStates states)
    {
        store.Add(states.First, states.Count);
        return states.Count;
    }

    /// <summary>Bytes for each operation, of which `run` returns the number; the first run, which compiles, does not count.</summary>
    private static double Allocated(Func<int> run)
    {
        run();
        return AllocatedOnce(run);
    }

    private static double AllocatedOnce(Func<int> run)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var operations = run();
        return (double)(GC.GetAllocatedBytesForCurrentThread() - before) / operations;
    }
}
