using System.Diagnostics.CodeAnalysis;
using System.Linq;
using Explorer.Machines;
using Explorer.Machines.Analysis;
using Explorer.Machines.Expressions;
using Explorer.Machines.Interpretation;
using Explorer.Machines.Values;

namespace Explorer.Language.Binding;

/// <summary>The values of expressions that read nothing, by the reference interpreter.</summary>
internal static class ConstantEvaluator
{
    private const double MostWork = 1e7;

    private static readonly MachineModel Nothing = new("constants", [], [], [], [], [], [], [], null);
    private static readonly MachineState NoState = new([], []);
    private static readonly Interpreter Interpreter = new(Nothing);

    /// <summary>The value of a constant expression; false, with the fault's message, if it has none.</summary>
    public static bool TryEvaluate(Expression expression, [NotNullWhen(true)] out Value? value, out string? fault)
    {
        fault = null;
        value = null;
        if (!IsConstant(expression))
        {
            return false;
        }

        if (Work(expression) > MostWork)
        {
            fault = "it goes through too many values";
            return false;
        }

        try
        {
            value = Interpreter.Evaluate(expression, NoState);
            return true;
        }
        catch (FaultException e)
        {
            fault = e.Message;
            return false;
        }
    }

    /// <summary>Replaces an expression of literals by its value; one that would fault stays as it is.</summary>
    public static Expression Fold(Expression expression) =>
        IsFoldable(expression) && TryEvaluate(expression, out var value, out _)
            ? new Literal(value, expression.Type, expression.Span)
            : expression;

    /// <summary>True or false if the expression is that literal, else null.</summary>
    public static bool? AsBool(Expression expression) => expression is Literal { Value: BoolValue value } ? value.IsTrue : null;

    // One level: operands have been folded before. Large arrays stay comprehensions until they are needed.
    private static bool IsFoldable(Expression expression) => expression switch
    {
        Unary e => e.Operand is Literal && e.Kind != UnaryKind.FirstElement,
        Binary e => e.Left is Literal && e.Right is Literal,
        IsVariant e => e.Operand is Literal,
        FieldRead e => e.Operand is Literal,
        VariantFieldRead e => e.Operand is Literal,
        ElementRead e => e.Array is Literal && e.Index is Literal,
        StructLiteral e => AreLiterals(e.Fields),
        VariantLiteral e => AreLiterals(e.Fields),
        SetLiteral e => AreLiterals(e.Elements),
        _ => false,
    };

    private static bool AreLiterals(System.Collections.Immutable.ImmutableArray<Expression> expressions)
    {
        foreach (var expression in expressions)
        {
            if (expression is not Literal)
            {
                return false;
            }
        }

        return true;
    }

    // About how often an operator is applied, at most.
    private static double Work(Expression expression) =>
        ExpressionTree.Children(expression).Aggregate(1.0, (sum, child) => sum + Work(child))
        * (ExpressionTree.BoundBy(expression) is { } bound ? (double)bound.Type.Cardinality : 1);

    private static bool IsConstant(Expression expression) => expression.Type is not (ErrorType or NoneType or EmptyType);
}
