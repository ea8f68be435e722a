using System;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Core;
using Explorer.Machines.Analysis;

namespace Explorer.Machines.Expressions;

/// <summary>Copies of expressions in which parts are replaced.</summary>
public static class ExpressionRewriter
{
    /// <summary>Asks for every part, from the outside in, what stands in its place: null keeps it, and asks for its
    /// operands.</summary>
    public static Expression Rewrite(Expression expression, Func<Expression, Expression?> replacement)
    {
        Expression Of(Expression e) => replacement(e) ?? WithOperands(e, Of);
        return Of(expression);
    }

    /// <summary>The expression with a name replaced; where it is bound anew inside it stays.</summary>
    public static Expression Substitute(Expression expression, Local name, Expression value) =>
        Rewrite(expression, e => e is LocalRead read && read.Local == name ? value
            : ExpressionTree.BoundBy(e) == name ? e
            : null);

    private static Expression WithOperands(Expression expression, Func<Expression, Expression> of) => expression switch
    {
        Literal or VariableRead or LocalRead or AtLocation or OtherLocalRead => expression,
        Unary e => e with { Operand = of(e.Operand) },
        Binary e => e with { Left = of(e.Left), Right = of(e.Right) },
        Conditional e => new Conditional(of(e.Condition), of(e.WhenTrue), of(e.WhenFalse), e.Span),
        Quantified e => e with { Body = of(e.Body) },
        SetComprehension e => e with { Condition = of(e.Condition) },
        ArrayComprehension e => e with { Body = of(e.Body) },
        IsVariant e => e with { Operand = of(e.Operand) },
        FieldRead e => e with { Operand = of(e.Operand) },
        VariantFieldRead e => e with { Operand = of(e.Operand) },
        ElementRead e => e with { Array = of(e.Array), Index = of(e.Index) },
        _ => ConstructorWithOperands(expression, of),
    };

    private static Expression ConstructorWithOperands(Expression expression, Func<Expression, Expression> of) => expression switch
    {
        SetLiteral e => e with { Elements = All(e.Elements, of) },
        StructLiteral e => e with { Fields = All(e.Fields, of) },
        VariantLiteral e => e with { Fields = All(e.Fields, of) },
        With e => new With(of(e.Operand), [.. e.Changes.Select(c => (c.Field, of(c.Value)))], e.Span),
        _ => throw new InternalErrorException($"unknown kind of expression {expression.GetType().Name}"),
    };

    private static ImmutableArray<Expression> All(ImmutableArray<Expression> expressions, Func<Expression, Expression> of) =>
        [.. expressions.Select(of)];
}
