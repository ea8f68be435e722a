using System.Collections.Generic;
using System.Collections.Immutable;
using Explorer.Machines.Analysis;
using Explorer.Machines.Expressions;
using Explorer.Machines.Nodes;
using Explorer.Machines.Types;
using Explorer.Machines.Values;

namespace Explorer.Compilation.Analysis;

/// <summary>The conditions at the start of a step: awaits in a row from node 0 to which nothing leads back. Before them
/// nothing is written, so their conjuncts say of the state before the step whether it is possible.</summary>
internal static class GuardPrefix
{
    /// <summary>Indices of these awaits, in order.</summary>
    public static List<int> Of(ImmutableArray<Node> nodes)
    {
        var entered = new int[nodes.Length];
        foreach (var node in nodes)
        {
            foreach (var next in ExpressionTree.Successors(node))
            {
                entered[next]++;
            }
        }

        var prefix = new List<int>();
        for (var i = 0; nodes[i] is Await node && entered[i] == (i == 0 ? 0 : 1); i = node.Next)
        {
            prefix.Add(i);
        }

        return prefix;
    }

    /// <summary>The conjuncts of all of them, in the order in which they are evaluated.</summary>
    public static List<Expression> Conjuncts(ImmutableArray<Node> nodes)
    {
        var conjuncts = new List<Expression>();
        foreach (var index in Of(nodes))
        {
            Split(((Await)nodes[index]).Condition, conjuncts);
        }

        return conjuncts;
    }

    /// <summary>The nodes without the first `count` conjuncts.</summary>
    public static ImmutableArray<Node> Without(ImmutableArray<Node> nodes, int count)
    {
        if (count == 0)
        {
            return nodes;
        }

        foreach (var index in Of(nodes))
        {
            var node = (Await)nodes[index];
            var conjuncts = new List<Expression>();
            Split(node.Condition, conjuncts);
            var dropped = System.Math.Min(count, conjuncts.Count);
            conjuncts.RemoveRange(0, dropped);
            count -= dropped;
            nodes = nodes.SetItem(index, node with { Condition = Join(conjuncts, node) });
        }

        return nodes;
    }

    private static void Split(Expression condition, List<Expression> conjuncts)
    {
        if (condition is Binary { Kind: BinaryKind.And } e)
        {
            Split(e.Left, conjuncts);
            Split(e.Right, conjuncts);
        }
        else
        {
            conjuncts.Add(condition);
        }
    }

    private static Expression Join(List<Expression> conjuncts, Await node)
    {
        Expression all = new Literal(BoolValue.True, BoolType.Instance, node.Span);
        foreach (var conjunct in conjuncts)
        {
            all = all is Literal ? conjunct : new Binary(BinaryKind.And, all, conjunct, BoolType.Instance, node.Span);
        }

        return all;
    }
}
