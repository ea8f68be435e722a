using System;
using System.Collections.Generic;
using System.Linq;

namespace Explorer.TestKit.Generated;

/// <summary>Random decisions from a seed: the same seed makes the same decisions.</summary>
internal sealed class Draws(int seed)
{
    private readonly Random _random = new(seed);

    /// <summary>From 0 to count - 1.</summary>
    public int Below(int count) => _random.Next(count);

    public long Below(long count) => _random.NextInt64(count);

    public int Between(int low, int high) => _random.Next(low, high + 1);

    /// <summary>True in `percent` of 100 cases.</summary>
    public bool Chance(int percent) => _random.Next(100) < percent;

    public T Pick<T>(IReadOnlyList<T> items) => items[_random.Next(items.Count)];

    /// <summary>Takes one of the ways, those with more weight more often, and goes it.</summary>
    public T OneOf<T>(params (int Weight, Func<T> Way)[] ways) => OneOf((IReadOnlyList<(int Weight, Func<T> Way)>)ways);

    /// <inheritdoc cref="OneOf{T}(ValueTuple{int, Func{T}}[])"/>
    public T OneOf<T>(IReadOnlyList<(int Weight, Func<T> Way)> ways)
    {
        var rest = _random.Next(ways.Sum(way => way.Weight));
        foreach (var (weight, way) in ways)
        {
            rest -= weight;
            if (rest < 0)
            {
                return way();
            }
        }

        throw new InvalidOperationException("no way has a weight");
    }
}
