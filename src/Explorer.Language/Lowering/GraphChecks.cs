using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Core.Diagnostics;
using Explorer.Language.Diagnostics;
using Explorer.Machines;
using Explorer.Machines.Types;

namespace Explorer.Language.Lowering;

/// <summary>What can be said of a machine's code only when it is complete: unset locals, loops that can turn without a
/// step, variables that `init` leaves unset.</summary>
internal static class GraphChecks
{
    /// <summary>Reports every read of a local that no way through the code is sure to have set.</summary>
    public static void CheckSet(MicroGraph graph, DiagnosticBag diagnostics)
    {
        var unset = graph.Nodes.Where(n => n.Kind == MicroKind.Unset).Select(n => n.Local!).ToHashSet();
        if (unset.Count == 0)
        {
            return;
        }

        var set = SetBefore(graph, node => Liveness.Defines(node) is { } local && unset.Contains(local) ? local : null, unset);
        foreach (var (node, before) in graph.Nodes.Zip(set).Where(p => p.Second is not null))
        {
            foreach (var local in Liveness.Uses(node).Where(l => unset.Contains(l) && !before!.Contains(l)).Distinct())
            {
                diagnostics.ReportWith(
                    DiagnosticCatalog.UnsetLocal, node.Span, null, [new RelatedPlace(local.Span, "declared here")], local.Name);
            }
        }
    }

    /// <summary>Reports every variable with an identity for which there is neither an initial value nor a sure
    /// assignment in `init`.</summary>
    public static void CheckInitialised(MicroGraph? init, IEnumerable<Variable> uninitialised, DiagnosticBag diagnostics)
    {
        var variables = uninitialised.ToHashSet();
        var set = init is null ? null : SetBefore(
            init, node => node is { Kind: MicroKind.Assign, Target: { Variable: { } v, Path.IsEmpty: true } } && variables.Contains(v) ? v : null,
            variables)[init.Nodes.Length - 1];
        foreach (var variable in variables.Where(v => set is null || !set.Contains(v)))
        {
            diagnostics.Report(
                init is null ? DiagnosticCatalog.MissingInitialValue : DiagnosticCatalog.InitUnset,
                variable.Span, init is null ? [variable.Name, IdentityIn(variable.Type)] : [variable.Name]);
        }
    }

    /// <summary>Reports every `loop` and `while` that can come back to its head without a step.</summary>
    public static void CheckLoops(MicroGraph graph, DiagnosticBag diagnostics)
    {
        if (!graph.Nodes.Any(n => n.IsLoopHead))
        {
            return;
        }

        var cycles = new Cycles(graph);
        for (var head = 0; head < graph.Nodes.Length; head++)
        {
            if (graph.Nodes[head].IsLoopHead && cycles.Contains(head))
            {
                diagnostics.Report(DiagnosticCatalog.LoopWithoutStep, graph.Nodes[head].Span);
            }
        }
    }

    // What is surely set before each node (null: unreachable), forward, by iteration. An Unset node takes away.
    private static ImmutableHashSet<T>?[] SetBefore<T>(MicroGraph graph, System.Func<MicroNode, T?> defines, HashSet<T> all)
        where T : class
    {
        var before = new ImmutableHashSet<T>?[graph.Nodes.Length];
        before[0] = [];
        var work = new Queue<int>([0]);
        while (work.TryDequeue(out var index))
        {
            var node = graph.Nodes[index];
            var after = before[index]!;
            if (defines(node) is { } defined && all.Contains(defined))
            {
                after = node.Kind == MicroKind.Unset ? after.Remove(defined) : after.Add(defined);
            }

            foreach (var next in Liveness.Successors(node))
            {
                var merged = before[next] is { } old ? old.Intersect(after) : after;
                if (before[next] is null || merged.Count != before[next]!.Count)
                {
                    before[next] = merged;
                    work.Enqueue(next);
                }
            }
        }

        return before;
    }

    private static string IdentityIn(ModelType type) => type is ArrayType a ? IdentityIn(a.Element) : type.Display;
}
