using System.Numerics;
using Explorer.Core.Diagnostics;
using Explorer.Language.Diagnostics;
using Explorer.Language.Syntax;
using Explorer.Machines.Expressions;
using Explorer.Machines.Types;
using Explorer.Machines.Values;

namespace Explorer.Language.Binding;

/// <summary>Unary, binary and conditional expressions.</summary>
internal sealed partial class ExpressionBinder
{
    private Expression Unary(UnarySyntax s)
    {
        if (s.Operator == UnaryOperator.Not)
        {
            var condition = BindAs(s.Operand, BoolType.Instance);
            return condition.Type is ErrorType ? condition : new Unary(UnaryKind.Not, condition, BoolType.Instance, s.Span);
        }

        var operand = Content(Bind(s.Operand));
        return operand.Type is IntType t
            ? new Unary(UnaryKind.Negate, operand, Interval(-(BigInteger)t.High, -(BigInteger)t.Low), s.Span)
            : WrongOperand("-", operand);
    }

    private Expression Binary(BinarySyntax s, ModelType? expected) => s.Operator switch
    {
        BinaryOperator.And or BinaryOperator.Or or BinaryOperator.Implies => Logical(s),
        BinaryOperator.Equal or BinaryOperator.NotEqual => Equality(s),
        BinaryOperator.Less or BinaryOperator.LessOrEqual or BinaryOperator.Greater or BinaryOperator.GreaterOrEqual => Order(s),
        BinaryOperator.In => In(s),
        _ => Arithmetic(s, expected),
    };

    // Lazy: where the left side is a constant that decides, the right side is bound but its accesses do not count.
    private Expression Logical(BinarySyntax s)
    {
        var left = BindAs(s.Left, BoolType.Instance);
        var decided = ConstantEvaluator.AsBool(left);
        var skips = decided == (s.Operator == BinaryOperator.Or);
        var inner = Inner(skips && decided is not null ? new AccessLog() : Context.Log);
        var right = inner.BindAs(s.Right, BoolType.Instance);
        if (left.Type is ErrorType || right.Type is ErrorType)
        {
            return Error(s.Span);
        }

        if (decided is null)
        {
            // Nothing is left to decide by a constant on the right; the left side is evaluated in any case.
            if (ConstantEvaluator.AsBool(right) is { } last && last == (s.Operator == BinaryOperator.And) && s.Operator != BinaryOperator.Implies)
            {
                return left;
            }

            var kind = s.Operator switch
            {
                BinaryOperator.And => BinaryKind.And,
                BinaryOperator.Or => BinaryKind.Or,
                _ => BinaryKind.Implies,
            };
            return new Binary(kind, left, right, BoolType.Instance, s.Span);
        }

        return !skips ? right : new Literal(BoolValue.Of(s.Operator != BinaryOperator.And), BoolType.Instance, s.Span);
    }

    private ExpressionBinder Inner(AccessLog log) => new(globals, Context.NotingIn(log));

    // A set literal takes the type of its elements from the other operand, on whichever side that is.
    private (Expression Left, Expression Right) BindPair(ExpressionSyntax left, ExpressionSyntax right, ModelType? expected)
    {
        if (IsOpen(left) && !IsOpen(right))
        {
            var known = Bind(right, expected);
            return (Bind(left, HintOf(known.Type) ?? expected), known);
        }

        var first = Bind(left, expected);
        return (first, Bind(right, HintOf(first.Type) ?? expected));
    }

    private static bool IsOpen(ExpressionSyntax syntax) => syntax switch
    {
        SetLiteralSyntax => true,
        BinarySyntax s => IsOpen(s.Left) && IsOpen(s.Right),
        ConditionalSyntax s => IsOpen(s.WhenTrue) && IsOpen(s.WhenFalse),
        _ => false,
    };

    private static ModelType? HintOf(ModelType type) => type is NoneType or EmptyType or ErrorType ? null : type;

    private Expression Equality(BinarySyntax s)
    {
        var (left, right) = BindPair(s.Left, s.Right, null);
        var (a, b, type) = Unify(left, right);
        if (type is ErrorType)
        {
            return Error(s.Span);
        }

        if (type is null or NoneType or EmptyType || HasGhost(type))
        {
            globals.Diagnostics.Report(DiagnosticCatalog.NotComparable, s.Span, Describe(left.Type), Describe(right.Type));
            return Error(s.Span);
        }

        var kind = s.Operator == BinaryOperator.Equal ? BinaryKind.Equal : BinaryKind.NotEqual;
        return new Binary(kind, a, b, BoolType.Instance, s.Span);
    }

    // Comparing whole values would make a ghost field matter.
    private static bool HasGhost(ModelType type) => type switch
    {
        StructType t => System.Linq.Enumerable.Any(t.Fields, f => f.IsGhost || HasGhost(f.Type)),
        EnumType t => System.Linq.Enumerable.Any(t.Variants, v => System.Linq.Enumerable.Any(v.Fields, f => f.IsGhost || HasGhost(f.Type))),
        OptionType t => HasGhost(t.Element),
        ArrayType t => HasGhost(t.Element),
        SetType t => HasGhost(t.Element),
        QueueType t => HasGhost(t.Element),
        _ => false,
    };

    private Expression Order(BinarySyntax s)
    {
        var left = Content(Bind(s.Left));
        var right = Content(Bind(s.Right));
        if (left.Type is not IntType || right.Type is not IntType)
        {
            return WrongOperand(Sign(s.Operator), left.Type is IntType ? right : left);
        }

        var kind = s.Operator switch
        {
            BinaryOperator.Less => BinaryKind.Less,
            BinaryOperator.LessOrEqual => BinaryKind.LessOrEqual,
            BinaryOperator.Greater => BinaryKind.Greater,
            _ => BinaryKind.GreaterOrEqual,
        };
        return new Binary(kind, left, right, BoolType.Instance, s.Span);
    }

    private Expression In(BinarySyntax s)
    {
        var set = Content(Bind(s.Right));
        if (set.Type is EmptyType)
        {
            Bind(s.Left);
            return new Literal(BoolValue.False, BoolType.Instance, s.Span);
        }

        if (set.Type is not SetType type)
        {
            Bind(s.Left);
            return WrongOperand("in", set);
        }

        var element = Bind(s.Left, type.Element);
        element = element.Type is IntType && type.Element is IntType ? element : Coerce(element, type.Element);
        return element.Type is ErrorType
            ? element
            : new Binary(BinaryKind.In, element, set, BoolType.Instance, s.Span);
    }

    private Expression Arithmetic(BinarySyntax s, ModelType? expected)
    {
        var (left, right) = BindPair(s.Left, s.Right, expected is SetType ? expected : null);
        return Combine(s.Operator, Content(left), Content(right), s.Span);
    }

    /// <summary>`+`, `-`, `*`, `/`, `%`, `|`, `&amp;` of two bound operands.</summary>
    public Expression Combine(BinaryOperator op, Expression left, Expression right, SourceSpan span)
    {
        if (left.Type is ErrorType || right.Type is ErrorType)
        {
            return Error(span);
        }

        if (left.Type is IntType a && right.Type is IntType b && IntegerKind(op) is { } kind)
        {
            return ConstantEvaluator.Fold(new Binary(kind, left, right, Result(kind, a, b), span));
        }

        if (SetKind(op) is not { } setKind || (left.Type is not (SetType or EmptyType)) || right.Type is not (SetType or EmptyType))
        {
            return WrongOperand(Sign(op), left.Type is IntType or SetType or EmptyType && IntegerKind(op) is not null ? right : left);
        }

        var (l, r, type) = Unify(left, right);
        if (type is not SetType)
        {
            return type is EmptyType ? left : WrongOperand(Sign(op), right);
        }

        return ConstantEvaluator.Fold(new Binary(setKind, l, r, type, span));
    }

    private static BinaryKind? IntegerKind(BinaryOperator op) => op switch
    {
        BinaryOperator.Add => BinaryKind.Add,
        BinaryOperator.Subtract => BinaryKind.Subtract,
        BinaryOperator.Multiply => BinaryKind.Multiply,
        BinaryOperator.Divide => BinaryKind.Divide,
        BinaryOperator.Remainder => BinaryKind.Remainder,
        _ => null,
    };

    private static BinaryKind? SetKind(BinaryOperator op) => op switch
    {
        BinaryOperator.Add or BinaryOperator.Union => BinaryKind.Union,
        BinaryOperator.Subtract => BinaryKind.Difference,
        BinaryOperator.Intersect => BinaryKind.Intersect,
        _ => null,
    };

    /// <summary>The interval in which the result lies where it does not fault.</summary>
    private static IntType Result(BinaryKind kind, IntType a, IntType b)
    {
        BigInteger al = a.Low, ah = a.High, bl = b.Low, bh = b.High;
        var largest = BigInteger.Max(BigInteger.Abs(al), BigInteger.Abs(ah));
        var divisor = BigInteger.Max(BigInteger.Abs(bl), BigInteger.Abs(bh));
        return kind switch
        {
            BinaryKind.Add => Interval(al + bl, ah + bh),
            BinaryKind.Subtract => Interval(al - bh, ah - bl),
            BinaryKind.Multiply => Interval(
                BigInteger.Min(BigInteger.Min(al * bl, al * bh), BigInteger.Min(ah * bl, ah * bh)),
                BigInteger.Max(BigInteger.Max(al * bl, al * bh), BigInteger.Max(ah * bl, ah * bh))),
            BinaryKind.Divide => Interval(-largest, largest),
            BinaryKind.Remainder => Interval(al < 0 ? BigInteger.Min(0, 1 - divisor) : 0, ah > 0 ? BigInteger.Max(0, divisor - 1) : 0),
            BinaryKind.Min => Interval(BigInteger.Min(al, bl), BigInteger.Min(ah, bh)),
            _ => Interval(BigInteger.Max(al, bl), BigInteger.Max(ah, bh)),
        };
    }

    private static IntType Interval(BigInteger low, BigInteger high) => new(
        (long)BigInteger.Min(BigInteger.Max(low, long.MinValue), long.MaxValue),
        (long)BigInteger.Max(BigInteger.Min(high, long.MaxValue), long.MinValue), false);

    private Expression Conditional(ConditionalSyntax s, ModelType? expected)
    {
        var condition = BindAs(s.Condition, BoolType.Instance);
        var decided = ConstantEvaluator.AsBool(condition);
        var isOpen = expected is null && IsOpen(s.WhenTrue) && !IsOpen(s.WhenFalse);
        var other = isOpen ? BindBranch(s.WhenFalse, null, decided != true) : null;
        var whenTrue = BindBranch(s.WhenTrue, expected ?? (other is null ? null : HintOf(other.Type)), decided != false);
        var whenFalse = other ?? BindBranch(s.WhenFalse, expected ?? HintOf(whenTrue.Type), decided != true);
        if (condition.Type is ErrorType)
        {
            return condition;
        }

        var (a, b, type) = Unify(whenTrue, whenFalse);
        if (type is null)
        {
            return expected is null ? Mismatch(whenFalse, whenTrue.Type) : Pick(condition, decided, whenTrue, whenFalse, s.Span);
        }

        return type is ErrorType ? Error(s.Span) : Pick(condition, decided, WithType(a, type), WithType(b, type), s.Span);
    }

    private Expression BindBranch(ExpressionSyntax branch, ModelType? expected, bool counts) =>
        Inner(counts ? Context.Log : new AccessLog()).Bind(branch, expected);

    // Branches of different ranges get one type, so that the conditional has it too.
    private static Expression WithType(Expression e, ModelType type) =>
        e.Type == type || e.Type is not IntType || type is not IntType t
            ? e
            : e is Literal l ? new Literal(l.Value, t, l.Span) : new Unary(UnaryKind.CheckRange, e, t, e.Span);

    private static Expression Pick(Expression condition, bool? decided, Expression whenTrue, Expression whenFalse, SourceSpan span) =>
        decided switch
        {
            true => whenTrue,
            false => whenFalse,
            null => new Conditional(condition, whenTrue, whenFalse, span),
        };

    private Literal WrongOperand(string sign, Expression operand)
    {
        if (operand.Type is not ErrorType)
        {
            globals.Diagnostics.Report(
                operand.Type is IdentityType && IsOfNumbers(sign) ? DiagnosticCatalog.NoOrder : DiagnosticCatalog.WrongOperand,
                operand.Span, sign, Describe(operand.Type));
        }

        return Error(operand.Span);
    }

    private static bool IsOfNumbers(string sign) =>
        sign is "<" or "<=" or ">" or ">=" or "+" or "-" or "*" or "/" or "%" or "min" or "max";

    private static string Sign(BinaryOperator op) => op switch
    {
        BinaryOperator.Less => "<",
        BinaryOperator.LessOrEqual => "<=",
        BinaryOperator.Greater => ">",
        BinaryOperator.GreaterOrEqual => ">=",
        BinaryOperator.Union => "|",
        BinaryOperator.Intersect => "&",
        BinaryOperator.Add => "+",
        BinaryOperator.Subtract => "-",
        BinaryOperator.Multiply => "*",
        BinaryOperator.Divide => "/",
        _ => "%",
    };
}
