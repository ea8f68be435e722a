using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using Explorer.Core.Systems.Dependence;

namespace Explorer.Search.Reduction;

/// <summary>Checks that sets that are computed are closed under the matrices, by the matrices themselves, and that a set
/// that leaves out an enabled action has an enabled one that is not sticky, and for each property such a one that does not
/// disable it or all that may enable it.</summary>
internal sealed class StubbornSetCheck
{
    private readonly PartialOrder _order;
    private readonly DependenceMatrices _matrices;
    private readonly ulong _properties;
    private readonly StubbornSetFinder _finder;

    public StubbornSetCheck(PartialOrder order, ulong properties)
    {
        (_order, _matrices, _properties) = (order, order.Matrices, properties);
        _finder = new StubbornSetFinder(new StubbornTables(order, properties));
    }

    /// <param name="note">Takes note of a mistake.</param>
    public void Check(ulong[] enabled, ulong[] guards, Action<FormattableString> note)
    {
        enabled.CopyTo(_finder.Enabled, 0);
        guards.CopyTo(_finder.Guards, 0);
        var kept = _finder.Find().ToArray();
        _finder.Compute();
        var whole = _finder.WholeSet.ToArray();
        if (!kept.SequenceEqual(whole.Zip(enabled, (a, b) => a & b)))
        {
            note($"a remembered set is not the one that is computed");
        }

        if (kept.AsSpan().SequenceEqual(enabled))
        {
            return;
        }

        if (!Elements(kept).Any(a => !_order.Sticky[a]))
        {
            note($"a set has no enabled action that is not sticky");
        }

        for (var property = 0; property < _matrices.PropertyCount; property++)
        {
            if ((_properties >> property & 1) != 0 && !HasKeyFor(property, kept, whole))
            {
                note($"a set has no key for property {property}");
            }
        }

        foreach (var action in Elements(whole).Where(a => a < _matrices.ActionCount))
        {
            if (Has(enabled, action) ? !IsIn(_matrices.DoNotAccord.Row(action), whole) : !IsClosedForDisabled(action, whole, guards))
            {
                note($"a set with action {action} is not closed");
            }
        }
    }

    private bool HasKeyFor(int property, ulong[] enabled, ulong[] set)
    {
        var label = _matrices.LabelOf(property);
        return Elements(enabled).Any(a => !_order.Sticky[a] && !_matrices.NecessaryDisabling[label, a])
            || IsIn(_matrices.NecessaryEnabling.Row(label), set);
    }

    // Whether a residual guard holds is not evaluated: it is false as the action is disabled.
    private bool IsClosedForDisabled(int action, ulong[] set, ulong[] guards) => _matrices.GuardsOf[action]
        .Where(g => !Has(guards, g))
        .Concat(_matrices.ResidualOf[action] is >= 0 and var residual ? [residual] : Array.Empty<int>())
        .Any(g => IsIn(_matrices.NecessaryEnabling.Row(g), set)
            || Elements(guards).Any(h => !_matrices.ResidualOf.Contains(h) && !_matrices.MayBeCoenabled[g, h] && IsIn(_matrices.NecessaryDisabling.Row(h), set)));

    private static bool IsIn(ReadOnlySpan<ulong> row, ulong[] set)
    {
        for (var i = 0; i < row.Length; i++)
        {
            if ((row[i] & ~set[i]) != 0)
            {
                return false;
            }
        }

        return true;
    }

    private static IEnumerable<int> Elements(ulong[] set)
    {
        for (var word = 0; word < set.Length; word++)
        {
            for (var left = set[word]; left != 0; left &= left - 1)
            {
                yield return (64 * word) + BitOperations.TrailingZeroCount(left);
            }
        }
    }

    private static bool Has(ulong[] set, int element) => (set[element >> 6] >> (element & 63) & 1) != 0;
}
