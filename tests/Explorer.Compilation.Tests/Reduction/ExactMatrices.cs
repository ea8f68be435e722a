using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Explorer.Core.Systems;
using Explorer.Core.Systems.Dependence;
using Explorer.Search.Graphs;
using Explorer.Search.Reduction;

namespace Explorer.Compilation.Tests.Reduction;

/// <summary>The matrices of a small system in which every entry is cleared that no reachable state shows to be dependent: no
/// proof can clear more. Residual guards are "the action is enabled".</summary>
internal static class ExactMatrices
{
    public static DependenceMatrices Of(ITransitionSystem system, PartialOrder order)
    {
        var graph = StateGraph.Of(system, long.MaxValue, CancellationToken.None);
        var given = order.Matrices;
        var labels = Enumerable.Range(0, graph.Count).Select(s => LabelsOf(system, order, graph, s)).ToList();
        var (coenabled, enabling, disabling) = (
            new HashSet<(int, int)>(), new HashSet<(int, int)>(), new HashSet<(int, int)>());
        var accord = new HashSet<(int, int)>();
        var check = new AccordCheck(graph, DependenceMatrix.FromSyntax(new BitMatrix(given.ActionCount, given.ActionCount), true));
        for (var state = 0; state < graph.Count; state++)
        {
            var guards = labels[state].Where(l => l < given.GuardCount).ToList();
            coenabled.UnionWith(guards.SelectMany(g => guards.Select(h => (g, h))));
            check.Check(state, (a, b) => accord.UnionWith([(a, b), (b, a)]));
            foreach (var edge in graph.StepsOf(state).Where(e => e.Target >= 0))
            {
                enabling.UnionWith(labels[edge.Target].Except(labels[state]).Select(l => (l, edge.Action)));
                disabling.UnionWith(labels[state].Except(labels[edge.Target]).Select(l => (l, edge.Action)));

                // What leads out of the limit accords with nothing.
                if (!system.IsWithinLimit(graph[edge.Target]))
                {
                    accord.UnionWith(Enumerable.Range(0, given.ActionCount).SelectMany(u => new[] { (edge.Action, u), (u, edge.Action) }));
                }
            }
        }

        return given with
        {
            MayBeCoenabled = Cleared(given.MayBeCoenabled, coenabled),
            DoNotAccord = Cleared(given.DoNotAccord, accord),
            NecessaryEnabling = Cleared(given.NecessaryEnabling, enabling),
            NecessaryDisabling = Cleared(given.NecessaryDisabling, disabling),
        };
    }

    private static HashSet<int> LabelsOf(ITransitionSystem system, PartialOrder order, StateGraph graph, int state)
    {
        var (matrices, guards) = (order.Matrices, new ulong[(order.Matrices.GuardCount + 63) / 64]);
        order.Guards.EvaluateGuards(graph[state], guards);
        var labels = Enumerable.Range(0, matrices.GuardCount).Where(g => (guards[g >> 6] >> (g & 63) & 1) != 0)
            .Except(matrices.ResidualOf).ToHashSet();
        labels.UnionWith(graph.StepsOf(state).Select(e => matrices.ResidualOf[e.Action]).Where(r => r >= 0));
        var properties = system.EvaluateState(graph[state]);
        labels.UnionWith(Enumerable.Range(0, matrices.PropertyCount).Where(p => (properties >> p & 1) != 0).Select(matrices.LabelOf));
        return labels;
    }

    // An action never accords with itself, and a guard is true together with itself.
    private static DependenceMatrix Cleared(DependenceMatrix matrix, HashSet<(int, int)> dependent)
    {
        var entries = new List<(int, int)>();
        for (var row = 0; row < matrix.Rows; row++)
        {
            for (var column = 0; column < matrix.Columns; column++)
            {
                if (!dependent.Contains((row, column)) && !(matrix.IsSymmetric && row == column))
                {
                    entries.Add((row, column));
                }
            }
        }

        return matrix.WithCleared(entries);
    }
}
