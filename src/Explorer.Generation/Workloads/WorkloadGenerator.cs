using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using FsCheck;
using FsCheck.Fluent;

namespace Explorer.Generation;

/// <summary>Draws workloads by FsCheck (Claessen and Hughes, "QuickCheck", 2000).</summary>
public static class WorkloadGenerator
{
    /// <summary>Workloads of exactly so many calls, or of as many as the model's bounds allow. The calls are spread over the
    /// programs at random; each is of any operation with equal chance, with any arguments.</summary>
    public static Gen<Workload> OfSize(WorkloadSpace space, int size)
    {
        ArgumentNullException.ThrowIfNull(space);
        var owners = Enumerable.Range(0, space.Programs).SelectMany(p => Enumerable.Repeat(p, space.Each));
        return Gen.Shuffle(owners).SelectMany(o => Fill(space, space.Empty, [.. o.Take(Math.Clamp(size, 1, space.LargestSize)).Order()], 0));
    }

    /// <summary>Workloads that grow with FsCheck's size, up to the model's bounds; shrunk by leaving out a call, or putting
    /// the first value of its type in place of an argument.</summary>
    public static Arbitrary<Workload> Arbitrary(WorkloadSpace space) =>
        Arb.From(Gen.Sized(size => OfSize(space, Math.Min(size + 1, space.LargestSize))), WorkloadReductions.Of);

    /// <summary>Draws workloads; the same ones for the same seed.</summary>
    public static IReadOnlyList<Workload> Draw(WorkloadSpace space, int size, int count, ulong seed) =>
        [.. OfSize(space, size).Sample(count, new Rnd(seed), size)];

    private static Gen<Workload> Fill(WorkloadSpace space, Workload workload, ImmutableArray<int> owners, int next)
    {
        var operations = Enumerable.Range(0, space.Description.Operations.Length)
            .Where(o => !space.IsOnce(o) || workload.Calls.All(c => c.Operation != o)).ToArray();
        return next == owners.Length || operations.Length == 0
            ? Gen.Constant(workload)
            : Gen.Elements(operations).SelectMany(o => Call(space, o)).SelectMany(
                c => Fill(space, workload.With(owners[next], workload.Programs[owners[next]].Add(c)), owners, next + 1));
    }

    private static Gen<WorkloadCall> Call(WorkloadSpace space, int operation) => Gen.CollectToArray(
            space.ArgumentsOf(operation).Select(f => Gen.Choose(0, (int)f.Type.Cardinality - 1)))
        .Select(arguments => new WorkloadCall(operation, [.. arguments]));
}
