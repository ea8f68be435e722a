using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace Explorer.Generation;

/// <summary>Every workload of a model up to a size, one of each class of those that are the same but for names.</summary>
public static class WorkloadEnumeration
{
    /// <summary>All workloads of 1 to `size` calls, the smaller ones first; deterministic, and made as they are asked for.</summary>
    public static IEnumerable<Workload> All(WorkloadSpace space, int size)
    {
        ArgumentNullException.ThrowIfNull(space);
        for (var n = 1; n <= Math.Min(size, space.LargestSize); n++)
        {
            foreach (var workload in Extend(space, space.Empty, 0, n).Where(space.Symmetry.IsRepresentative))
            {
                yield return workload;
            }
        }
    }

    // Program after program, and call after call: the programs before `owner` are complete.
    private static IEnumerable<Workload> Extend(WorkloadSpace space, Workload workload, int owner, int left)
    {
        if (left == 0)
        {
            return [workload];
        }

        if (owner == space.Programs || left > (long)(space.Programs - owner) * space.Each)
        {
            return [];
        }

        return Programs(space, workload, Math.Min(left, space.Each))
            .SelectMany(p => Extend(space, workload.With(owner, p), owner + 1, left - p.Length));
    }

    private static IEnumerable<ImmutableArray<WorkloadCall>> Programs(WorkloadSpace space, Workload before, int longest)
    {
        var used = before.Calls.Select(c => c.Operation).Where(space.IsOnce).ToHashSet();
        for (var length = longest; length >= 0; length--)
        {
            foreach (var program in Programs(space, used, [], length))
            {
                yield return program;
            }
        }
    }

    private static IEnumerable<ImmutableArray<WorkloadCall>> Programs(
        WorkloadSpace space, HashSet<int> used, ImmutableArray<WorkloadCall> before, int length)
    {
        if (length == 0)
        {
            return [before];
        }

        return space.Calls
            .Where(c => !space.IsOnce(c.Operation) || (!used.Contains(c.Operation) && !before.Any(b => b.Operation == c.Operation)))
            .SelectMany(c => Programs(space, used, before.Add(c), length - 1));
    }
}
