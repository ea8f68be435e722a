using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Machines.Nodes;

namespace Explorer.Machines.Analysis;

/// <summary>Which nodes of a step matter for what.</summary>
public static class StepGraph
{
    /// <summary>For each node whether execution may come to it, whatever its conditions allow.</summary>
    public static bool[] Reachable(ImmutableArray<Node> nodes)
    {
        var reachable = new bool[nodes.Length];
        var waiting = new Stack<int>();
        waiting.Push(0);
        while (waiting.TryPop(out var index))
        {
            if (!reachable[index])
            {
                reachable[index] = true;
                foreach (var next in ExpressionTree.Successors(nodes[index]))
                {
                    waiting.Push(next);
                }
            }
        }

        return reachable;
    }

    /// <summary>For each node whether it can block, or one to which it leads.</summary>
    public static bool[] Deciding(ImmutableArray<Node> nodes)
    {
        var reachable = Reachable(nodes);
        var deciding = new bool[nodes.Length];
        for (var grows = true; grows;)
        {
            grows = false;
            for (var i = nodes.Length - 1; i >= 0; i--)
            {
                if (reachable[i] && !deciding[i]
                    && (MayBlock(nodes[i]) || ExpressionTree.Successors(nodes[i]).Any(next => deciding[next])))
                {
                    deciding[i] = true;
                    grows = true;
                }
            }
        }

        return deciding;
    }

    /// <summary>Can execution end at the node without an outcome?</summary>
    public static bool MayBlock(Node node) => node is Await or Block or Choose { Set: not null } or Choose { Condition: not null };
}
