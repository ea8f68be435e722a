using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace Explorer.Generation;

/// <summary>Who runs what: for each CPU (or whatever the model's workload is for) the calls that it makes, in order.</summary>
/// <param name="Programs">One for each value of the type, in its order; many may be empty.</param>
public sealed record Workload(ImmutableArray<ImmutableArray<WorkloadCall>> Programs)
{
    /// <summary>How many calls it has in all.</summary>
    public int Size => Programs.Sum(p => p.Length);

    /// <summary>The calls of all programs.</summary>
    public IEnumerable<WorkloadCall> Calls => Programs.SelectMany(p => p);

    /// <summary>The workload with another program for one of the CPUs.</summary>
    public Workload With(int owner, ImmutableArray<WorkloadCall> program) => new(Programs.SetItem(owner, program));

    public bool Equals(Workload? other) => other is not null && Compare(this, other) == 0;

    public override int GetHashCode()
    {
        var hash = 17;
        foreach (var program in Programs)
        {
            hash = unchecked((hash * 31) + program.Length);
            foreach (var call in program)
            {
                hash = unchecked((hash * 31) + call.GetHashCode());
            }
        }

        return hash;
    }

    /// <summary>Those with fewer calls first, then those whose first programs are longer, then by their calls.</summary>
    public static int Compare(Workload left, Workload right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        var order = left.Size.CompareTo(right.Size);
        for (var i = 0; order == 0 && i < Math.Min(left.Programs.Length, right.Programs.Length); i++)
        {
            order = Compare(left.Programs[i], right.Programs[i]);
        }

        return order != 0 ? order : left.Programs.Length.CompareTo(right.Programs.Length);
    }

    private static int Compare(ImmutableArray<WorkloadCall> left, ImmutableArray<WorkloadCall> right)
    {
        var order = right.Length.CompareTo(left.Length);
        for (var i = 0; order == 0 && i < left.Length; i++)
        {
            order = WorkloadCall.Compare(left[i], right[i]);
        }

        return order;
    }
}
