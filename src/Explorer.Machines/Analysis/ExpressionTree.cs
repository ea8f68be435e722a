using System.Collections.Generic;
using System.Linq;
using Explorer.Core;
using Explorer.Machines.Expressions;
using Explorer.Machines.Nodes;

namespace Explorer.Machines.Analysis;

/// <summary>What expressions, places and nodes consist of.</summary>
public static class ExpressionTree
{
    /// <summary>The operands of an expression, in the order in which they are evaluated.</summary>
    public static IEnumerable<Expression> Children(Expression expression) => expression switch
    {
        Literal or VariableRead or LocalRead or AtLocation or OtherLocalRead => [],
        Unary e => [e.Operand],
        Binary e => [e.Left, e.Right],
        Conditional e => [e.Condition, e.WhenTrue, e.WhenFalse],
        Quantified e => [e.Body],
        IsVariant e => [e.Operand],
        FieldRead e => [e.Operand],
        VariantFieldRead e => [e.Operand],
        ElementRead e => [e.Array, e.Index],
        _ => ChildrenOfConstructor(expression),
    };

    /// <summary>The expression and everything in it.</summary>
    public static IEnumerable<Expression> SelfAndDescendants(Expression expression) =>
        Children(expression).SelectMany(SelfAndDescendants).Prepend(expression);

    /// <summary>The name that the expression binds in its body, if it does.</summary>
    public static Local? BoundBy(Expression expression) => expression switch
    {
        Quantified e => e.Bound,
        SetComprehension e => e.Bound,
        ArrayComprehension e => e.Bound,
        _ => null,
    };

    /// <summary>The expressions of a path, in order.</summary>
    public static IEnumerable<Expression> Indices(Place place) => place.Path.OfType<ElementStep>().Select(s => s.Index);

    /// <summary>The expressions that a node evaluates, in order.</summary>
    public static IEnumerable<Expression> Expressions(Node node) => node switch
    {
        Assign n => Indices(n.Target).Append(n.Value),
        Branch n => [n.Condition],
        Await n => [n.Condition],
        Assert n => [n.Condition],
        Choose n => new[] { n.Set, n.Condition }.OfType<Expression>(),
        _ => [],
    };

    /// <summary>Where execution may go on after a node.</summary>
    public static IEnumerable<int> Successors(Node node) => node switch
    {
        Assign n => [n.Next],
        Branch n => [n.WhenTrue, n.WhenFalse],
        Await n => [n.Next],
        Assert n => [n.Next],
        Choose n => [n.Next],
        Either n => n.Branches,
        Leave or Block => [],
        _ => throw new InternalErrorException($"unknown kind of node {node.GetType().Name}"),
    };

    private static IEnumerable<Expression> ChildrenOfConstructor(Expression expression) => expression switch
    {
        SetComprehension e => [e.Condition],
        SetLiteral e => e.Elements,
        ArrayComprehension e => [e.Body],
        StructLiteral e => e.Fields,
        VariantLiteral e => e.Fields,
        With e => e.Changes.Select(c => c.Value).Prepend(e.Operand),
        _ => throw new InternalErrorException($"unknown kind of expression {expression.GetType().Name}"),
    };
}
