using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Numerics;

namespace Explorer.Machines.Dependence;

/// <summary>What the actions do to one cell, as a graph over its values. A cycle of states walks in it in a circle.</summary>
internal abstract class CellGraph
{
    /// <summary>The actions that have edges.</summary>
    public abstract ImmutableArray<int> Actions { get; }

    /// <summary>The actions among those alive all of whose edges lead from one strongly connected component of the alive
    /// ones' graph to another: they are on no cycle.</summary>
    public abstract List<int> OnNoCycle(bool[] alive);
}

/// <summary>The graph of a cell of at most 64 values: for each action and each value before the step a mask of those behind
/// it.</summary>
internal sealed class ValueGraph(ImmutableArray<int> actions, ImmutableArray<ulong[]> changes) : CellGraph
{
    private readonly int _values = changes.IsEmpty ? 0 : changes[0].Length;

    public override ImmutableArray<int> Actions => actions;

    public override List<int> OnNoCycle(bool[] alive)
    {
        var back = ReachedFrom(alive);
        var found = new List<int>();
        for (var i = 0; i < actions.Length; i++)
        {
            if (alive[actions[i]] && !HasCycle(changes[i], back))
            {
                found.Add(actions[i]);
            }
        }

        return found;
    }

    // An edge from a value to one from which there is a way back.
    private static bool HasCycle(ulong[] edges, ulong[] back)
    {
        for (var value = 0; value < edges.Length; value++)
        {
            if ((edges[value] & back[value]) != 0)
            {
                return true;
            }
        }

        return false;
    }

    // For each value those from which it can be reached, itself included (Warshall's closure, by columns).
    private ulong[] ReachedFrom(bool[] alive)
    {
        var forward = new ulong[_values];
        for (var i = 0; i < actions.Length; i++)
        {
            for (var value = 0; alive[actions[i]] && value < _values; value++)
            {
                forward[value] |= changes[i][value];
            }
        }

        var back = new ulong[_values];
        for (var value = 0; value < _values; value++)
        {
            back[value] |= 1UL << value;
            for (var targets = forward[value]; targets != 0; targets &= targets - 1)
            {
                back[BitOperations.TrailingZeroCount(targets)] |= 1UL << value;
            }
        }

        for (var middle = 0; middle < _values; middle++)
        {
            for (var value = 0; value < _values; value++)
            {
                back[value] |= (back[value] >> middle & 1) != 0 ? back[middle] : 0;
            }
        }

        return back;
    }
}

/// <summary>The graph of a machine's locations.</summary>
internal sealed class LocationGraph(IReadOnlyList<(int Action, int From, int To)> edges, int locations) : CellGraph
{
    public override ImmutableArray<int> Actions { get; } = [.. edges.Select(e => e.Action).Distinct()];

    public override List<int> OnNoCycle(bool[] alive)
    {
        var left = edges.Where(e => alive[e.Action]).ToList();
        var components = new Components(locations, left.ConvertAll(e => (e.From, e.To)));
        var onCycle = left.Where(e => components.AreTogether(e.From, e.To)).Select(e => e.Action).ToHashSet();
        return [.. left.Select(e => e.Action).Distinct().Where(a => !onCycle.Contains(a))];
    }
}
