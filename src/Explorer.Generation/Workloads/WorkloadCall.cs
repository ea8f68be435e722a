using System;
using System.Collections.Immutable;

namespace Explorer.Generation;

/// <summary>A call of an operation. It says nothing of sizes, so that it means the same under other settings.</summary>
/// <param name="Operation">Its number in the model's workload, from 0.</param>
/// <param name="Arguments">For each drawn argument the number of its value in the order of its type, from 0.</param>
public sealed record WorkloadCall(int Operation, ImmutableArray<int> Arguments)
{
    public bool Equals(WorkloadCall? other) =>
        other is not null && Operation == other.Operation && Arguments.AsSpan().SequenceEqual(other.Arguments.AsSpan());

    public override int GetHashCode()
    {
        var hash = Operation;
        foreach (var argument in Arguments)
        {
            hash = unchecked((hash * 31) + argument);
        }

        return hash;
    }

    /// <summary>By operation, then by arguments: the first of each is the simplest.</summary>
    public static int Compare(WorkloadCall left, WorkloadCall right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        return left.Operation != right.Operation
            ? left.Operation.CompareTo(right.Operation)
            : left.Arguments.AsSpan().SequenceCompareTo(right.Arguments.AsSpan());
    }
}
