using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Core;
using Explorer.Machines;
using Explorer.Machines.Expressions;
using Explorer.Machines.Nodes;

namespace Explorer.Language.Lowering;

/// <summary>What an expression is made of.</summary>
internal static class ExpressionParts
{
    /// <summary>The direct operands, in the order of evaluation.</summary>
    public static IEnumerable<Expression> Operands(Expression expression) => expression switch
    {
        Literal or VariableRead or LocalRead or AtLocation or OtherLocalRead => [],
        Unary e => [e.Operand],
        Binary e => [e.Left, e.Right],
        Conditional e => [e.Condition, e.WhenTrue, e.WhenFalse],
        Quantified e => [e.Body],
        SetComprehension e => [e.Condition],
        SetLiteral e => e.Elements,
        ArrayComprehension e => [e.Body],
        _ => StructuralOperands(expression),
    };

    /// <summary>The expression and everything below it.</summary>
    public static IEnumerable<Expression> All(Expression expression)
    {
        var stack = new Stack<Expression>();
        stack.Push(expression);
        while (stack.TryPop(out var e))
        {
            yield return e;
            foreach (var operand in Operands(e))
            {
                stack.Push(operand);
            }
        }
    }

    /// <summary>How many expressions it is made of, and how many of them stand inside one another.</summary>
    public static (int Size, int Depth) Extent(Expression expression)
    {
        var (size, depth) = (0, 0);
        var stack = new Stack<(Expression Expression, int Depth)>();
        stack.Push((expression, 1));
        while (stack.TryPop(out var e))
        {
            size++;
            depth = Math.Max(depth, e.Depth);
            foreach (var operand in Operands(e.Expression))
            {
                stack.Push((operand, e.Depth + 1));
            }
        }

        return (size, depth);
    }

    /// <summary>The locals that an expression reads, without the names that it binds itself.</summary>
    public static IEnumerable<Local> Locals(Expression? expression)
    {
        if (expression is null or Literal)
        {
            return [];
        }

        var parts = All(expression).ToList();
        var bound = parts.Select(BoundBy).OfType<Local>().ToHashSet();
        return parts.OfType<LocalRead>().Select(r => r.Local).Where(l => !bound.Contains(l));
    }

    /// <summary>The locals read in the indices of a place, and its root if only a part is meant.</summary>
    public static IEnumerable<Local> LocalsOf(Place place)
    {
        foreach (var step in place.Path.OfType<ElementStep>())
        {
            foreach (var local in Locals(step.Index))
            {
                yield return local;
            }
        }

        if (place.Local is { } root && !place.Path.IsEmpty)
        {
            yield return root;
        }
    }

    /// <summary>How many whole arrays of shared variables the expression reads.</summary>
    public static int WholeArrays(Expression expression)
    {
        if (RootOf(expression) is { Variable.IsGhost: false })
        {
            var below = PathIndices(expression).Sum(WholeArrays);
            return below + (expression.Type.ContainsArray ? 1 : 0);
        }

        return Operands(expression).Sum(WholeArrays);
    }

    private static Local? BoundBy(Expression expression) => expression switch
    {
        Quantified e => e.Bound,
        SetComprehension e => e.Bound,
        ArrayComprehension e => e.Bound,
        _ => null,
    };

    /// <summary>The variable that a chain of indices and fields leads to; null if it is no such chain.</summary>
    public static VariableRead? RootOf(Expression expression) => expression switch
    {
        VariableRead e => e,
        ElementRead e => RootOf(e.Array),
        FieldRead e => RootOf(e.Operand),
        VariantFieldRead e => RootOf(e.Operand),
        Unary { Kind: UnaryKind.Unwrap } e => RootOf(e.Operand),
        _ => null,
    };

    private static IEnumerable<Expression> PathIndices(Expression expression) => expression switch
    {
        ElementRead e => PathIndices(e.Array).Append(e.Index),
        FieldRead e => PathIndices(e.Operand),
        VariantFieldRead e => PathIndices(e.Operand),
        Unary e => PathIndices(e.Operand),
        _ => [],
    };

    private static ImmutableArray<Expression> StructuralOperands(Expression expression) => expression switch
    {
        StructLiteral e => e.Fields,
        VariantLiteral e => e.Fields,
        With e => [e.Operand, .. e.Changes.Select(c => c.Value)],
        IsVariant e => [e.Operand],
        FieldRead e => [e.Operand],
        VariantFieldRead e => [e.Operand],
        ElementRead e => [e.Array, e.Index],
        _ => throw new InternalErrorException($"unknown kind of expression {expression.GetType().Name}"),
    };
}
