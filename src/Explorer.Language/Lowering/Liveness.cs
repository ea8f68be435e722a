using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Numerics;
using Explorer.Machines;

namespace Explorer.Language.Lowering;

/// <summary>
/// Which locals are live before each node of a graph: read on some way from there before they are set whole. The
/// classic backward analysis, by iteration to the fixed point over bit sets.
/// </summary>
internal sealed class Liveness
{
    private readonly Dictionary<Local, int> _index = [];
    private readonly List<Local> _locals = [];
    private readonly ulong[][] _in;
    private readonly int _words;

    public Liveness(MicroGraph graph)
    {
        var nodes = graph.Nodes;
        foreach (var local in nodes.SelectMany(Mentioned))
        {
            if (_index.TryAdd(local, _locals.Count))
            {
                _locals.Add(local);
            }
        }

        _words = (_locals.Count + 63) / 64;
        _in = [.. nodes.Select(_ => new ulong[_words])];
        Solve(nodes);
    }

    public bool IsLive(int node, Local local) =>
        _index.TryGetValue(local, out var i) && (_in[node][i / 64] >> (i % 64) & 1) != 0;

    public IEnumerable<Local> Before(int node)
    {
        for (var w = 0; w < _words; w++)
        {
            for (var rest = _in[node][w]; rest != 0; rest &= rest - 1)
            {
                yield return _locals[(w * 64) + BitOperations.TrailingZeroCount(rest)];
            }
        }
    }

    /// <summary>The locals that a node reads.</summary>
    public static IEnumerable<Local> Uses(MicroNode node)
    {
        var reads = ExpressionParts.Locals(node.Value).Concat(ExpressionParts.Locals(node.Condition));
        reads = node.Target is null ? reads : reads.Concat(ExpressionParts.LocalsOf(node.Target));
        return node.Kind == MicroKind.Choose ? reads.Where(l => l != node.Local) : reads;
    }

    /// <summary>The local that a node sets whole (or declares unset); null if none.</summary>
    public static Local? Defines(MicroNode node) => node.Kind switch
    {
        MicroKind.Assign when node.Target!.Path.IsEmpty => node.Target.Local,
        MicroKind.Choose or MicroKind.Unset => node.Local,
        _ => null,
    };

    /// <summary>Where a node goes on.</summary>
    public static IEnumerable<int> Successors(MicroNode node)
    {
        foreach (var branch in node.Branches)
        {
            yield return branch;
        }

        if (node.Next >= 0)
        {
            yield return node.Next;
        }

        if (node.Other >= 0)
        {
            yield return node.Other;
        }
    }

    private static IEnumerable<Local> Mentioned(MicroNode node) =>
        Defines(node) is { } local ? Uses(node).Append(local) : Uses(node);

    // In postorder a node comes behind its successors, but for the ways back of loops: so few rounds are needed.
    private void Solve(ImmutableArray<MicroNode> nodes)
    {
        var uses = nodes.Select(n => Mask(Uses(n))).ToArray();
        var defines = nodes.Select(n => Mask(Defines(n) is { } local ? [local] : [])).ToArray();
        var successors = nodes.Select(n => Successors(n).ToArray()).ToArray();
        var order = Postorder(successors);
        var changed = true;
        while (changed)
        {
            changed = false;
            foreach (var n in order)
            {
                for (var w = 0; w < _words; w++)
                {
                    ulong after = 0;
                    foreach (var successor in successors[n])
                    {
                        after |= _in[successor][w];
                    }

                    var before = uses[n][w] | (after & ~defines[n][w]);
                    changed |= before != _in[n][w];
                    _in[n][w] = before;
                }
            }
        }
    }

    private static List<int> Postorder(int[][] successors)
    {
        var order = new List<int>(successors.Length);
        var seen = new bool[successors.Length];
        var path = new Stack<(int Node, int Next)>();
        for (var root = 0; root < successors.Length; root++)
        {
            path.Push((root, 0));
            while (path.TryPop(out var at))
            {
                if (at.Next == 0 && seen[at.Node])
                {
                    continue;
                }

                seen[at.Node] = true;
                if (at.Next < successors[at.Node].Length)
                {
                    path.Push((at.Node, at.Next + 1));
                    path.Push((successors[at.Node][at.Next], 0));
                }
                else
                {
                    order.Add(at.Node);
                }
            }
        }

        return order;
    }

    private ulong[] Mask(IEnumerable<Local> locals)
    {
        var mask = new ulong[_words];
        foreach (var local in locals)
        {
            mask[_index[local] / 64] |= 1UL << (_index[local] % 64);
        }

        return mask;
    }
}
