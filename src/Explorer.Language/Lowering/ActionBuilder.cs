using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Core;
using Explorer.Core.Diagnostics;
using Explorer.Language.Diagnostics;
using Explorer.Machines.Nodes;

namespace Explorer.Language.Lowering;

/// <summary>
/// Builds the nodes of one action: a copy of the part of the graph that lies between a position, its step and the
/// positions behind it, in which every draw stands where its result is first needed. One copy of a node for each
/// <see cref="Progress"/> with which it is reached.
/// </summary>
/// <param name="target">The node that begins the action's step, ends the thread, or leaves a block; -1 at the start.</param>
internal sealed class ActionBuilder(StepFormer former, DiagnosticBag diagnostics, int target)
{
    private const int LargestAction = 100_000;

    private readonly Dictionary<Progress, int> _index = [];
    private readonly List<Node?> _nodes = [];
    private readonly Queue<(Progress Progress, int Index)> _work = new();

    private MicroGraph Graph => former.Graph;

    public ImmutableArray<Node> Build(Progress start)
    {
        Reach(start);
        while (_work.TryDequeue(out var item))
        {
            if (_nodes.Count > LargestAction)
            {
                diagnostics.Report(DiagnosticCatalog.TooManyNodes, Graph.Nodes[start.Position.Node].Span, Graph.Name);
                return [new Block(Graph.Nodes[start.Position.Node].Span)];
            }

            _nodes[item.Index] = Translate(item.Progress);
        }

        return [.. _nodes.Select(n => n!)];
    }

    // The index of the copy for a progress; nodes without effect are passed over.
    private int Reach(Progress progress)
    {
        progress = Advance(progress);
        if (!_index.TryGetValue(progress, out var index))
        {
            _index[progress] = index = _nodes.Count;
            _nodes.Add(null);
            _work.Enqueue((progress, index));
        }

        return index;
    }

    private Progress Advance(Progress progress)
    {
        while (true)
        {
            var node = Graph.Nodes[progress.Position.Node];
            progress = WithHold(progress, node);
            if (IsStop(progress, node))
            {
                return progress;
            }

            switch (node.Kind)
            {
                case MicroKind.Nop or MicroKind.Unset:
                    progress = Next(progress, node.Next);
                    break;
                case MicroKind.StepBegin:
                    progress = Next(progress, node.Next) with { Phase = StepPhase.Inside };
                    break;
                case MicroKind.StepEnd:
                    progress = Next(progress with { Position = progress.Position with { Held = node.Hold } }, node.Next) with { Phase = StepPhase.Trailing };
                    break;
                case MicroKind.Choose when node.IsDraw:
                    progress = Next(WithDraw(progress, node), node.Next);
                    break;
                default:
                    return progress;
            }
        }
    }

    private static Progress Next(Progress progress, int node) => progress with { Position = progress.Position with { Node = node } };

    private static Progress WithHold(Progress progress, MicroNode node) =>
        progress.Phase is StepPhase.Trailing or StepPhase.Start
            ? progress with { Position = progress.Position with { Held = progress.Position.Held & node.Hold } }
            : progress;

    private Progress WithDraw(Progress progress, MicroNode node)
    {
        var position = progress.Position;
        var kept = position.Pending.Where(p => Graph.Nodes[p].Local != node.Local).ToImmutableArray();
        return progress with { Position = position with { Pending = kept.Add(position.Node) } };
    }

    /// <summary>Does the way end here, in a location or in what belongs to another action?</summary>
    private bool IsStop(Progress progress, MicroNode node) => progress.Phase switch
    {
        StepPhase.Leading => LeavesBlock(progress, node) || node.Kind == MicroKind.End
            || (node.Kind == MicroKind.StepBegin && progress.Position.Node != target),
        StepPhase.Inside => node.Kind == MicroKind.End,
        _ => node.Kind is MicroKind.StepBegin or MicroKind.Either or MicroKind.End
            || (node.Kind == MicroKind.Choose && !node.IsDraw)
            || (node.TouchesOwnCpu && (node.Hold & ~progress.Position.Held) != 0)
            || (!node.IsGhost && node.Kind != MicroKind.Choose && Needs(progress, node) >= 0),
    };

    private static bool LeavesBlock(Progress progress, MicroNode node) => (progress.Position.Held & ~node.Hold) != 0;

    private Node Translate(Progress progress)
    {
        var position = progress.Position;
        var node = Graph.Nodes[position.Node];
        if (IsStop(progress, node))
        {
            return Stop(progress, node);
        }

        if (node.IsGhost && (progress.Phase is StepPhase.Leading or StepPhase.Start))
        {
            ReportGhost(node);
            return new Block(node.Span);
        }

        if (Needs(progress, node) is >= 0 and var draw)
        {
            var drawn = Graph.Nodes[draw];
            var without = progress with { Position = position with { Pending = position.Pending.Remove(draw) } };
            return new Choose(drawn.Local!, drawn.Value, drawn.Condition, Reach(without), drawn.Span);
        }

        return Copy(progress, node);
    }

    private Node Stop(Progress progress, MicroNode node)
    {
        var position = progress.Position;
        if (progress.Phase != StepPhase.Leading)
        {
            return new Leave(former.LocationOf(position), node.Span);
        }

        if (position.Node != target)
        {
            return new Block(node.Span);
        }

        return new Leave(former.LocationOf(position with { Held = position.Held & node.Hold }), node.Span);
    }

    private Node Copy(Progress progress, MicroNode node)
    {
        var next = progress;
        if (node.TouchesOwnCpu && progress.Phase == StepPhase.Leading)
        {
            next = next with { Position = next.Position with { Held = next.Position.Held | node.Hold } };
        }

        if (Liveness.Defines(node) is { } set)
        {
            var kept = next.Position.Pending.RemoveAll(p => Graph.Nodes[p].Local == set);
            next = next with { Position = next.Position with { Pending = kept } };
        }

        return node.Kind switch
        {
            MicroKind.Assign => new Assign(node.Target!, node.Value!, Reach(Next(next, node.Next)), node.Span),
            MicroKind.Branch => CopyBranch(next, node),
            MicroKind.Choose => new Choose(node.Local!, node.Value, node.Condition, Reach(Next(next, node.Next)), node.Span),
            MicroKind.Await => new Await(node.Value!, Reach(Next(next, node.Next)), node.Span),
            MicroKind.Assert => new Assert(node.Property, node.Value!, Reach(Next(next, node.Next)), node.Span),
            MicroKind.Either => CopyEither(next, node),
            _ => throw new InternalErrorException($"a {node.Kind} node has no copy"),
        };
    }

    private Node CopyBranch(Progress next, MicroNode node)
    {
        if (node.Next < 0 || node.Other < 0)
        {
            var only = node.Next < 0 ? node.Other : node.Next;
            return only < 0 ? new Block(node.Span) : new Branch(node.Value!, Reach(Next(next, only)), Reach(Next(next, only)), node.Span);
        }

        return new Branch(node.Value!, Reach(Next(next, node.Next)), Reach(Next(next, node.Other)), node.Span);
    }

    // On the way to the step only the branches that lead to it are of interest.
    private Either CopyEither(Progress next, MicroNode node)
    {
        var branches = next.Phase == StepPhase.Leading
            ? node.Branches.Where(b => former.Targets(new Position(b, [], next.Position.Held)).Contains(target)).ToList()
            : node.Branches;
        return new Either([.. branches.Select(b => Reach(Next(next, b)))], node.Span);
    }

    /// <summary>The first pending draw that must be made before the node runs, or -1: it, or a draw that it itself
    /// needs, is read by the node; or the node changes what the draw reads.</summary>
    private int Needs(Progress progress, MicroNode node)
    {
        var pending = progress.Position.Pending;
        if (pending.IsEmpty)
        {
            return -1;
        }

        var reads = Liveness.Uses(node).ToHashSet();
        var written = node.Target?.Local ?? (node.Kind == MicroKind.Choose ? node.Local : null);
        foreach (var draw in pending)
        {
            var inputs = Liveness.Uses(Graph.Nodes[draw]);
            if (reads.Contains(Graph.Nodes[draw].Local!) || (written is not null && inputs.Contains(written)))
            {
                return Earliest(pending, draw);
            }
        }

        return -1;
    }

    private int Earliest(ImmutableArray<int> pending, int draw)
    {
        var inputs = Liveness.Uses(Graph.Nodes[draw]).ToHashSet();
        foreach (var other in pending)
        {
            if (other != draw && inputs.Contains(Graph.Nodes[other].Local!))
            {
                return Earliest(pending.Remove(draw), other);
            }
        }

        return draw;
    }

    private void ReportGhost(MicroNode node) =>
        diagnostics.ReportWith(
            DiagnosticCatalog.GhostBeforeStep, node.Span, "to tie it to the statement after it, put both into one 'atomic'", [],
            node.Kind == MicroKind.Assert ? "this assertion" : "this ghost work");
}
