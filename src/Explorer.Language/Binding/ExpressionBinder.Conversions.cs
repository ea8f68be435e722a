using Explorer.Language.Diagnostics;
using Explorer.Machines.Expressions;
using Explorer.Machines.Types;
using Explorer.Machines.Values;

namespace Explorer.Language.Binding;

/// <summary>Coercions: ranges, `T` and `T?`, literals without a type of their own, and one value for a whole array.</summary>
internal sealed partial class ExpressionBinder
{
    /// <summary>The expression as a value of the type, or a report.</summary>
    public Expression Coerce(Expression e, ModelType type) => ConstantEvaluator.Fold(CoerceCore(e, type));

    private Expression CoerceCore(Expression e, ModelType type)
    {
        if (e.Type == type || e.Type is ErrorType || type is ErrorType)
        {
            return e;
        }

        if (e is Conditional c && !(e.Type is IntType && type is IntType))
        {
            return new Conditional(c.Condition, Coerce(c.WhenTrue, type), Coerce(c.WhenFalse, type), c.Span);
        }

        return (e.Type, type) switch
        {
            (IntType, IntType target) => ToRange(e, target),
            (NoneType, OptionType target) => new Literal(new OptionValue(target, null), target, e.Span),
            (EmptyType, SetType target) => new Literal(new SetValue(target, 0), target, e.Span),
            (EmptyType, QueueType target) => new Literal(new QueueValue(target, []), target, e.Span),
            (OptionType { Element: ArrayType } option, ArrayType) => CoerceCore(Unwrap(e, option), type),
            (_, ArrayType target) when e.Type is not ArrayType || IsElementOf(e.Type, target) => Fill(e, target),
            (NoneType or EmptyType, _) => Mismatch(e, type),
            (OptionType, OptionType) => Mismatch(e, type),
            (_, OptionType target) => ToOption(e, target),
            (OptionType option, _) => CoerceCore(Unwrap(e, option), type),
            _ => Mismatch(e, type),
        };
    }

    private static bool IsElementOf(ModelType type, ArrayType array) =>
        array.Element == type || (array.Element is ArrayType inner && IsElementOf(type, inner));

    private static Expression ToRange(Expression e, IntType target)
    {
        if (target.IsUnbounded)
        {
            return e;
        }

        if (e is Literal { Value: IntValue v } && v.Number >= target.Low && v.Number <= target.High)
        {
            return new Literal(v, target, e.Span);
        }

        return new Unary(target.Wraps ? UnaryKind.Wrap : UnaryKind.CheckRange, e, target, e.Span);
    }

    private Expression ToOption(Expression e, OptionType target)
    {
        var content = Coerce(e, target.Element);
        return content.Type is ErrorType ? content : new Unary(UnaryKind.Some, content, target, e.Span);
    }

    private static Unary Unwrap(Expression e, OptionType option) => new(UnaryKind.Unwrap, e, option.Element, e.Span);

    private Expression Fill(Expression e, ArrayType target)
    {
        ModelType element = target.Element;
        while (element is ArrayType array && e.Type != array)
        {
            element = array.Element;
        }

        var value = Coerce(e, element);
        return value.Type is ErrorType ? value : new Unary(UnaryKind.Fill, value, target, e.Span);
    }

    private Literal Mismatch(Expression e, ModelType type)
    {
        globals.Diagnostics.Report(DiagnosticCatalog.TypeMismatch, e.Span, Describe(e.Type), type.Display);
        return Error(e.Span);
    }

    /// <summary>Without `T?`: reading through it, `none` is a fault.</summary>
    private static Expression Content(Expression e) => e.Type is OptionType option ? ConstantEvaluator.Fold(Unwrap(e, option)) : e;

    private static string Describe(ModelType type) => type switch
    {
        NoneType => "'none'",
        EmptyType => "'{}'",
        IntType t when t.Low == t.High => IntType.Unbounded.Display,
        _ => type.Display,
    };

    /// <summary>Makes the types of two expressions one, where `none`, `{}`, `T` and `T?` meet.</summary>
    private (Expression Left, Expression Right, ModelType? Type) Unify(Expression left, Expression right)
    {
        if (left.Type is ErrorType || right.Type is ErrorType)
        {
            return (left, right, ErrorType.Instance);
        }

        if (left.Type == right.Type)
        {
            return (left, right, left.Type);
        }

        if (left.Type is IntType a && right.Type is IntType b)
        {
            return (left, right, new IntType(System.Math.Min(a.Low, b.Low), System.Math.Max(a.High, b.High), false));
        }

        var common = Common(left.Type, right.Type) ?? Common(right.Type, left.Type);
        return common is null ? (left, right, null) : (Coerce(left, common), Coerce(right, common), common);
    }

    private static ModelType? Common(ModelType one, ModelType other) => (one, other) switch
    {
        (NoneType, OptionType t) => t,
        (NoneType, not (EmptyType or NoneType)) => new OptionType(other),
        (EmptyType, SetType or QueueType) => other,
        (OptionType t, not OptionType) when t.Element == other || (t.Element is IntType && other is IntType) => t,
        _ => null,
    };
}
