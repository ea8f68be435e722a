using System;
using System.Collections.Generic;
using Explorer.Core.Systems;
using Explorer.Core.Systems.Dependence;
using Explorer.Search.Graphs;

namespace Explorer.Search.Reduction;

/// <summary>The matrices of a small system in which every entry is cleared that no reachable state shows to be dependent: no
/// proof can clear more. So they tell how much a solver could bring at best. Residual guards are "the action is enabled".
/// </summary>
public sealed class ExactMatrices
{
    private readonly ITransitionSystem _system;
    private readonly PartialOrder _order;
    private readonly StateGraph _graph;
    private readonly DependenceMatrices _given;
    private readonly BitMatrix _coenabled;
    private readonly BitMatrix _accord;
    private readonly BitMatrix _enabling;
    private readonly BitMatrix _disabling;
    private readonly List<ulong[]> _labels = [];

    private ExactMatrices(ITransitionSystem system, PartialOrder order, StateGraph graph)
    {
        (_system, _order, _graph, _given) = (system, order, graph, order.Matrices);
        var (guards, labels, actions) = (_given.GuardCount, _given.GuardCount + _given.PropertyCount, _given.ActionCount);
        (_coenabled, _accord) = (new BitMatrix(guards, guards), new BitMatrix(actions, actions));
        (_enabling, _disabling) = (new BitMatrix(labels, actions), new BitMatrix(labels, actions));
    }

    /// <param name="order">Says which guards and actions there are; its entries that are clear stay so.</param>
    /// <param name="graph">All states of the system.</param>
    /// <exception cref="ArgumentException">The graph is not complete.</exception>
    public static DependenceMatrices Of(ITransitionSystem system, PartialOrder order, StateGraph graph)
    {
        ArgumentNullException.ThrowIfNull(system);
        ArgumentNullException.ThrowIfNull(order);
        ArgumentNullException.ThrowIfNull(graph);
        if (!graph.IsComplete)
        {
            throw new ArgumentException("Only all states tell what never happens.", nameof(graph));
        }

        var exact = new ExactMatrices(system, order, graph);
        for (var state = 0; state < graph.Count; state++)
        {
            exact._labels.Add(exact.LabelsOf(state));
        }

        var accord = new AccordCheck(graph, DependenceMatrix.FromSyntax(exact._accord, true));
        for (var state = 0; state < graph.Count; state++)
        {
            exact.LookAt(state, accord);
        }

        return exact.Result();
    }

    private void LookAt(int state, AccordCheck accord)
    {
        for (var guard = 0; guard < _given.GuardCount; guard++)
        {
            if (Has(_labels[state], guard))
            {
                _coenabled.Add(guard, _labels[state]);
            }
        }

        accord.Check(state, (a, b) => _accord[a, b] = _accord[b, a] = true);
        foreach (var edge in _graph.StepsOf(state))
        {
            if (edge.Target >= 0)
            {
                Compare(_labels[state], _labels[edge.Target], edge.Action);
                if (!_system.IsWithinLimit(_graph[edge.Target]))
                {
                    AccordsWithNothing(edge.Action);
                }
            }
        }
    }

    private void Compare(ulong[] before, ulong[] after, int action)
    {
        var labels = _given.GuardCount + _given.PropertyCount;
        for (var word = 0; word < before.Length; word++)
        {
            for (var changed = before[word] ^ after[word]; changed != 0; changed &= changed - 1)
            {
                var label = (64 * word) + System.Numerics.BitOperations.TrailingZeroCount(changed);
                if (label < labels)
                {
                    (Has(after, label) ? _enabling : _disabling)[label, action] = true;
                }
            }
        }
    }

    // What leads out of the limit ends everything.
    private void AccordsWithNothing(int action)
    {
        _accord.Fill(action, true);
        for (var other = 0; other < _given.ActionCount; other++)
        {
            _accord[other, action] = true;
        }
    }

    private ulong[] LabelsOf(int state)
    {
        var labels = new ulong[(_given.GuardCount + _given.PropertyCount + 63) / 64];
        var guards = new ulong[(_given.GuardCount + 63) / 64];
        _order.Guards.EvaluateGuards(_graph[state], guards);
        guards.CopyTo(labels, 0);
        foreach (var residual in _given.ResidualOf)
        {
            Set(labels, residual, false);
        }

        foreach (var edge in _graph.StepsOf(state))
        {
            Set(labels, _given.ResidualOf[edge.Action], true);
        }

        var properties = _system.EvaluateState(_graph[state]);
        for (var property = 0; property < _given.PropertyCount; property++)
        {
            Set(labels, _given.LabelOf(property), (properties >> property & 1) != 0);
        }

        return labels;
    }

    private DependenceMatrices Result() => _given with
    {
        MayBeCoenabled = Cleared(_given.MayBeCoenabled, _coenabled),
        DoNotAccord = Cleared(_given.DoNotAccord, _accord),
        NecessaryEnabling = Cleared(_given.NecessaryEnabling, _enabling),
        NecessaryDisabling = Cleared(_given.NecessaryDisabling, _disabling),
    };

    // An action never accords with itself, and a guard is true together with itself.
    private static DependenceMatrix Cleared(DependenceMatrix matrix, BitMatrix dependent)
    {
        var entries = new List<(int, int)>();
        for (var row = 0; row < matrix.Rows; row++)
        {
            for (var column = 0; column < matrix.Columns; column++)
            {
                if (matrix[row, column] && !dependent[row, column] && !(matrix.IsSymmetric && row == column))
                {
                    entries.Add((row, column));
                }
            }
        }

        return matrix.WithCleared(entries);
    }

    private static bool Has(ulong[] set, int element) => (set[element >> 6] >> (element & 63) & 1) != 0;

    // -1: an action without a residual guard.
    private static void Set(ulong[] set, int element, bool value)
    {
        if (element >= 0)
        {
            var bit = 1UL << (element & 63);
            set[element >> 6] = value ? set[element >> 6] | bit : set[element >> 6] & ~bit;
        }
    }
}
