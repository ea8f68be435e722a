using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
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
    public static ImmutableArray<int> Of(ImmutableArray<Node> nodes)
    {
        var entered = nodes.SelectMany(ExpressionTree.Successors).ToLookup(i => i);
        var prefix = ImmutableArray.CreateBuilder<int>();
        for (var i = 0; nodes[i] is Await node && entered[i].Count() == (i == 0 ? 0 : 1); i = node.Next)
        {
            prefix.Add(i);
        }

        return prefix.ToImmutable();
    }

    /// <summary>The conjuncts of all of them, in the order in which they are evaluated.</summary>
    public static ImmutableArray<Expression> Conjuncts(ImmutableArray<Node> nodes) =>
        [.. Of(nodes).SelectMany(i => Split(((Await)nodes[i]).Condition))];

    /// <summary>The nodes without the first `count` conjuncts.</summary>
    public static ImmutableArray<Node> Without(ImmutableArray<Node> nodes, int count)
    {
        foreach (var index in Of(nodes))
        {
            var node = (Await)nodes[index];
            var conjuncts = Split(node.Condition).ToList();
            var rest = conjuncts.Skip(count).ToList();
            count -= conjuncts.Count - rest.Count;
            nodes = nodes.SetItem(index, node with { Condition = Join(rest, node) });
        }

        return nodes;
    }

    private static IEnumerable<Expression> Split(Expression condition) => condition is Binary { Kind: BinaryKind.And } e
        ? Split(e.Left).Concat(Split(e.Right))
        : [condition];

    private static Expression Join(List<Expression> conjuncts, Await node) => conjuncts.Count == 0
        ? new Literal(BoolValue.True, BoolType.Instance, node.Span)
        : conjuncts.Aggregate((left, right) => new Binary(BinaryKind.And, left, right, BoolType.Instance, node.Span));
}
