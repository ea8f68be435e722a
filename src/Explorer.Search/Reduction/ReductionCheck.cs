// Checks on all states of a small system what a partial-order reduction relies on: that every entry of the matrices which
// says "independent" is true in every reachable state, that every set which is computed there is closed, and that the
// steps which are not sticky make no cycle. Together these are the premises of the proofs in docs/reduction.md.
// Pairs are looked at state by state, so it takes as many steps as there are pairs of steps in all states.
using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using System.Threading;
using Explorer.Core.Systems;
using Explorer.Core.Systems.Dependence;
using Explorer.Search.Graphs;

namespace Explorer.Search.Reduction;

/// <summary>What a check of a reduction has found.</summary>
/// <param name="IsComplete">Whether all states were looked at.</param>
/// <param name="States">States looked at.</param>
/// <param name="Mistakes">What is wrong, at most some dozen lines; empty if nothing is.</param>
/// <param name="Exact">What no proof can better (<see cref="ExactMatrices"/>); null unless all was looked at.</param>
public sealed record ReductionReport(
    bool IsComplete, long States, ImmutableArray<string> Mistakes, DependenceMatrices? Exact = null);

/// <summary>Checks the premises of a partial-order reduction on the states of a small system.</summary>
public sealed class ReductionCheck
{
    private const int MostMistakes = 24;

    private readonly ITransitionSystem _system;
    private readonly PartialOrder _order;
    private readonly DependenceMatrices _matrices;
    private readonly ulong _properties;
    private readonly StateGraph _graph;
    private readonly SortedSet<string> _mistakes = new(StringComparer.Ordinal);

    private readonly HashSet<int> _residual;

    // For each state the labels that are true there.
    private readonly List<ulong[]> _labels = [];

    private ReductionCheck(ITransitionSystem system, PartialOrder order, ulong properties, StateGraph graph)
    {
        (_system, _order, _matrices, _properties, _graph) = (system, order, order.Matrices, properties, graph);
        _residual = [.. _matrices.ResidualOf];
        for (var state = 0; state < graph.Count; state++)
        {
            _labels.Add(LabelsOf(state));
        }
    }

    /// <summary>Explores the system without reductions and checks each state.</summary>
    /// <param name="properties">The properties whose verdicts must not change, as a mask.</param>
    /// <param name="mostStates">If there are more states nothing is checked.</param>
    public static ReductionReport Run(
        ITransitionSystem system, PartialOrder order, ulong properties, long mostStates, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(system);
        ArgumentNullException.ThrowIfNull(order);
        var graph = StateGraph.Of(system, mostStates, cancellation);
        if (!graph.IsComplete)
        {
            return new ReductionReport(false, graph.Count, []);
        }

        var check = new ReductionCheck(system, order, properties, graph);
        var isComplete = check.Check(cancellation);
        return new ReductionReport(
            isComplete, graph.Count, [.. check._mistakes], isComplete ? ExactMatrices.Of(system, order, graph) : null);
    }

    // False: cancelled.
    private bool Check(CancellationToken cancellation)
    {
        var accord = new AccordCheck(_graph, _matrices.DoNotAccord);
        var sets = new StubbornSetCheck(_order, _properties);
        for (var state = 0; state < _graph.Count && _mistakes.Count < MostMistakes; state++)
        {
            if (cancellation.IsCancellationRequested)
            {
                return false;
            }

            if (!_system.IsWithinLimit(_graph[state]))
            {
                continue;
            }

            var enabled = EnabledIn(state);
            CheckGuards(state, enabled);
            CheckSteps(state);
            accord.Check(state, (one, other) => Note($"actions {one} and {other} do not accord"));
            sets.Check(enabled, GuardsIn(state), Note);
        }

        CheckCycles();
        return true;
    }

    private void Note(FormattableString mistake)
    {
        if (_mistakes.Count < MostMistakes)
        {
            _mistakes.Add(mistake.ToString(CultureInfo.InvariantCulture));
        }
    }

    private ulong[] EnabledIn(int state)
    {
        var enabled = new ulong[(_matrices.ActionCount + 63) / 64];
        foreach (var edge in _graph.StepsOf(state))
        {
            enabled[edge.Action >> 6] |= 1UL << (edge.Action & 63);
        }

        return enabled;
    }

    private ulong[] GuardsIn(int state)
    {
        var guards = new ulong[(_matrices.GuardCount + 63) / 64];
        _order.Guards.EvaluateGuards(_graph[state], guards);
        return guards;
    }

    // Guards by evaluation, residual ones by what is enabled, properties as the system says.
    private ulong[] LabelsOf(int state)
    {
        var labels = new ulong[(_matrices.GuardCount + _matrices.PropertyCount + 63) / 64];
        GuardsIn(state).CopyTo(labels, 0);
        var enabled = EnabledIn(state);
        for (var action = 0; action < _matrices.ActionCount; action++)
        {
            if (_matrices.ResidualOf[action] is >= 0 and var residual)
            {
                Set(labels, residual, Has(enabled, action));
            }
        }

        var properties = _system.EvaluateState(_graph[state]);
        for (var property = 0; property < _matrices.PropertyCount; property++)
        {
            Set(labels, _matrices.LabelOf(property), (properties >> property & 1) != 0);
        }

        return labels;
    }

    private void CheckGuards(int state, ulong[] enabled)
    {
        var guards = GuardsIn(state);
        for (var action = 0; action < _matrices.ActionCount; action++)
        {
            var all = true;
            foreach (var guard in _matrices.GuardsOf[action])
            {
                all &= Has(guards, guard);
            }

            if (Has(enabled, action) && !all)
            {
                Note($"action {action} is enabled although a guard of it is false");
            }
            else if (!Has(enabled, action) && all && _matrices.ResidualOf[action] < 0)
            {
                Note($"action {action} is disabled although all its guards are true, and it has no residual guard");
            }
        }

        var labels = _labels[state];
        for (var guard = 0; guard < _matrices.GuardCount; guard++)
        {
            var row = _matrices.MayBeCoenabled.Row(guard);
            for (var word = 0; Has(labels, guard) && word < row.Length; word++)
            {
                var isLast = word == row.Length - 1 && (_matrices.GuardCount & 63) != 0;
                var others = labels[word] & (isLast ? (1UL << (_matrices.GuardCount & 63)) - 1 : ulong.MaxValue) & ~row[word];
                if (others != 0)
                {
                    Note($"guards {guard} and {(64 * word) + BitOperations.TrailingZeroCount(others)} are true together");
                }
            }
        }
    }

    private void CheckSteps(int state)
    {
        foreach (var edge in _graph.StepsOf(state))
        {
            if (edge.Target >= 0)
            {
                CheckLabels(_labels[state], _labels[edge.Target], edge.Action, _system.IsWithinLimit(_graph[edge.Target]));
            }
        }
    }

    // Outside the limit nothing is enabled, which is no doing of any guard.
    private void CheckLabels(ulong[] before, ulong[] after, int action, bool isWithinLimit)
    {
        for (var word = 0; word < before.Length; word++)
        {
            for (var changed = before[word] ^ after[word]; changed != 0; changed &= changed - 1)
            {
                var label = (64 * word) + BitOperations.TrailingZeroCount(changed);
                var matrix = Has(after, label) ? _matrices.NecessaryEnabling : _matrices.NecessaryDisabling;
                if (!matrix[label, action] && (isWithinLimit || !_residual.Contains(label)))
                {
                    Note($"action {action} makes label {label} {(Has(after, label) ? "true" : "false")}");
                }
            }
        }
    }

    // Takes away states without a step, again and again (Kahn, 1962): what stays has a cycle of steps that are not sticky.
    private void CheckCycles()
    {
        var (left, before) = (new int[_graph.Count], new List<int>[_graph.Count]);
        for (var state = 0; state < _graph.Count; state++)
        {
            foreach (var edge in _graph.StepsOf(state))
            {
                if (edge.Target >= 0 && !_order.Sticky[edge.Action])
                {
                    left[state]++;
                    (before[edge.Target] ??= []).Add(state);
                }
            }
        }

        var waiting = new Stack<int>();
        for (var state = 0; state < left.Length; state++)
        {
            if (left[state] == 0)
            {
                waiting.Push(state);
            }
        }

        var removed = 0;
        for (; waiting.TryPop(out var state); removed++)
        {
            foreach (var predecessor in before[state] ?? [])
            {
                if (--left[predecessor] == 0)
                {
                    waiting.Push(predecessor);
                }
            }
        }

        if (removed < _graph.Count)
        {
            Note($"steps that are not sticky make a cycle");
        }
    }

    private static bool Has(ulong[] set, int element) => (set[element >> 6] >> (element & 63) & 1) != 0;

    private static void Set(ulong[] set, int element, bool value)
    {
        var bit = 1UL << (element & 63);
        set[element >> 6] = value ? set[element >> 6] | bit : set[element >> 6] & ~bit;
    }
}
