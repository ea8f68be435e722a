using System.Collections;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Machines.Analysis;
using Explorer.Machines.Nodes;

namespace Explorer.Smt.Execution;

/// <summary>
/// Where the branches of a node meet again: its immediate postdominator, by the data-flow equations (Cooper, Harvey and
/// Kennedy, A Simple, Fast Dominance Algorithm, 2001, start from them). Graphs are small: sets of nodes do.
/// </summary>
internal sealed class Joins
{
    private readonly int[] _joins;

    public Joins(ImmutableArray<Node> nodes)
    {
        var postdominators = Postdominators(nodes);
        _joins = new int[nodes.Length];
        for (var node = 0; node < nodes.Length; node++)
        {
            _joins[node] = Nearest(node, postdominators);
        }
    }

    /// <summary>The node that every way from here to the end passes first; -1 if there is none.</summary>
    public int Of(int node) => _joins[node];

    private static BitArray[] Postdominators(ImmutableArray<Node> nodes)
    {
        var sets = nodes.Select(_ => new BitArray(nodes.Length, true)).ToArray();
        for (var changes = true; changes;)
        {
            changes = false;
            for (var node = nodes.Length - 1; node >= 0; node--)
            {
                var successors = ExpressionTree.Successors(nodes[node]).ToList();
                var set = new BitArray(nodes.Length, successors.Count > 0);
                foreach (var successor in successors)
                {
                    set.And(sets[successor]);
                }

                set[node] = true;
                changes |= !Same(set, sets[node]);
                sets[node] = set;
            }
        }

        return sets;
    }

    // Of the others that postdominate a node, the one that all the others postdominate.
    private static int Nearest(int node, BitArray[] sets)
    {
        var (nearest, most) = (-1, 0);
        for (var other = 0; other < sets.Length; other++)
        {
            if (other != node && sets[node][other] && Count(sets[other]) is var count && count > most)
            {
                (nearest, most) = (other, count);
            }
        }

        return nearest;
    }

    private static int Count(BitArray set) => set.Cast<bool>().Count(bit => bit);

    private static bool Same(BitArray a, BitArray b)
    {
        for (var i = 0; i < a.Length; i++)
        {
            if (a[i] != b[i])
            {
                return false;
            }
        }

        return true;
    }
}
