using System;
using System.Collections.Generic;
using System.Linq;
using Explorer.Machines;
using Explorer.Machines.Expressions;
using Explorer.Machines.Types;
using static Explorer.TestKit.ModelTerms;

namespace Explorer.TestKit.Generated;

/// <summary>
/// Random expressions of a wanted type, of every kind. They are typed as lowering types them: integers of any range
/// stand only where any integer may, or where an unbounded one is asked for; everything else has exactly the type that is
/// asked for. They may meet faults.
/// </summary>
internal sealed class GeneratedExpressions
{
    private static readonly BinaryKind[] ArithmeticKinds =
    [
        BinaryKind.Add, BinaryKind.Subtract, BinaryKind.Multiply, BinaryKind.Divide, BinaryKind.Remainder, BinaryKind.Min, BinaryKind.Max,
    ];

    private readonly Draws _draws;
    private readonly GeneratedTypes _types;
    private readonly GeneratedReads _reads;
    private readonly GeneratedConditions _conditions;
    private int _names;

    public GeneratedExpressions(Draws draws, GeneratedTypes types)
    {
        _draws = draws;
        _types = types;
        _reads = new GeneratedReads(draws, this);
        _conditions = new GeneratedConditions(draws, types, this);
    }

    /// <param name="depth">How deep the expression may be; 0 gives a constant or a read.</param>
    public Expression Of(ModelType type, int depth, ExpressionContext context)
    {
        var ways = new List<(int, Func<Expression>)> { (3, () => Constant(type, _types.ValueOf(type))) };
        if (GeneratedReads.CanRead(type, context))
        {
            ways.Add((depth > 0 ? 8 : 20, () => _reads.Of(type, depth, context)));
        }

        if (depth > 0)
        {
            ways.Add((1, () => new Conditional(
                Condition(depth - 1, context),
                Exactly(type, Of(type, depth - 1, context)),
                Exactly(type, Of(type, depth - 1, context)),
                None)));
            ways.Add((10, () => OfKind(type, depth - 1, context)));
        }

        if (depth > 0 && !type.ContainsArray && type.Cardinality <= GeneratedTypes.Small)
        {
            ways.Add((1, () => Bind(type, "one", context, (bound, inner) =>
                Quantified(QuantifierKind.The, bound, _conditions.About(bound, depth - 1, inner)))));
            ways.Add((1, () => First(type, depth - 1, context)));
        }

        return _draws.OneOf(ways);
    }

    public Expression Condition(int depth, ExpressionContext context) => Of(BoolType.Instance, depth, context);

    /// <summary>An integer of any range.</summary>
    public Expression Integer(int depth, ExpressionContext context) => depth == 0
        ? _draws.OneOf<Expression>(
            (1, () => Constant(_types.Number())),
            (2, () => _reads.OfAnyInteger(context) ?? Constant(_types.Number())))
        : _draws.OneOf<Expression>(
            (2, () => Integer(0, context)),
            (1, () => Of(_types.Integer(), depth - 1, context)),
            (3, () => Unbounded(depth - 1, context)));

    /// <summary>A new name, over a type with few values, for the expression within.</summary>
    public T Bind<T>(ModelType type, string name, ExpressionContext context, Func<Local, ExpressionContext, T> within)
    {
        var bound = Local(name + _names++, type);
        return within(bound, context.With(bound));
    }

    private Expression OfKind(ModelType type, int depth, ExpressionContext context) => type switch
    {
        BoolType => _conditions.Of(depth, context),
        IntType { IsUnbounded: true } => Unbounded(depth, context),
        IntType t => _draws.Chance(70) ? Wrap(t, Integer(depth, context)) : CheckRange(t, Integer(depth, context)),
        OptionType t => Some(Of(t.Element, depth, context)),
        StructType t => OfStruct(t, depth, context),
        EnumType t => OfEnum(t, depth, context),
        ArrayType t => OfArray(t, depth, context),
        SetType t => OfSet(t, depth, context),
        QueueType t => OfQueue(t, depth, context),
        _ => Of(type, 0, context),
    };

    private Expression Unbounded(int depth, ExpressionContext context) => _draws.OneOf<Expression>(
        (6, () => Combined(_draws.Pick(ArithmeticKinds), Integer(depth, context), Integer(depth, context))),
        (1, () => Negated(Integer(depth, context))),
        (1, () => Exactly(IntType.Unbounded, Integer(depth, context))),
        (2, () => SizeOf(SetTypeIn(context), depth, context)),
        (2, () => LengthOf(QueueTypeIn(context), depth, context)),
        (2, () => Bind(_types.Ordered(), "n", context, (bound, inner) => new Quantified(
            QuantifierKind.Count, bound, _conditions.About(bound, depth, inner), Narrow(Intervals.UpTo(bound.Type.Cardinality)), None))));

    private Binary Combined(BinaryKind kind, Expression left, Expression right) =>
        new(kind, left, right, Narrow(Intervals.Of(kind, (IntType)left.Type, (IntType)right.Type)), None);

    private Expression Negated(Expression operand) =>
        Unary(UnaryKind.Negate, operand, Narrow(Intervals.Negated((IntType)operand.Type)));

    private Expression SizeOf(SetType type, int depth, ExpressionContext context) =>
        Unary(UnaryKind.Cardinality, Of(type, depth, context), Narrow(Intervals.UpTo(type.Element.Cardinality)));

    private Expression LengthOf(QueueType type, int depth, ExpressionContext context) =>
        Unary(UnaryKind.QueueLength, Of(type, depth, context), Narrow(Intervals.UpTo(type.Capacity)));

    // Arithmetic may be typed as the interval of its results or as any integer.
    private IntType Narrow(IntType interval) => _draws.Chance(70) ? interval : IntType.Unbounded;

    private static Expression Exactly(ModelType type, Expression e) =>
        e.Type == type ? e : Unary(UnaryKind.CheckRange, e, type);

    private Expression OfStruct(StructType type, int depth, ExpressionContext context)
    {
        if (_draws.Chance(50))
        {
            return new StructLiteral(type, [.. type.Fields.Select(f => Of(f.Type, depth, context))], None);
        }

        var fields = Enumerable.Range(0, type.Fields.Length).Where(_ => _draws.Chance(60));
        return new With(
            Of(type, depth, context), [.. fields.Select(f => (f, Of(type.Fields[f].Type, depth, context)))], None);
    }

    private VariantLiteral OfEnum(EnumType type, int depth, ExpressionContext context)
    {
        var variant = _draws.Below(type.Variants.Length);
        return new VariantLiteral(type, variant, [.. type.Variants[variant].Fields.Select(f => Of(f.Type, depth, context))], None);
    }

    private Expression OfArray(ArrayType type, int depth, ExpressionContext context)
    {
        if (_draws.Chance(50))
        {
            return Bind(type.Index, "i", context, (bound, inner) =>
                new ArrayComprehension(bound, Of(type.Element, Math.Min(depth, 1), inner), type, None));
        }

        ModelType element = type;
        do
        {
            element = ((ArrayType)element).Element;
        }
        while (element is ArrayType && _draws.Chance(60));
        return Unary(UnaryKind.Fill, Of(element, depth, context), type);
    }

    private Expression OfSet(SetType type, int depth, ExpressionContext context) => _draws.OneOf<Expression>(
        (2, () => new SetLiteral(
            [.. Enumerable.Range(0, _draws.Between(0, 3)).Select(_ => Of(type.Element, depth, context))], type, None)),
        (2, () => Bind(type.Element, "e", context, (bound, inner) =>
            new SetComprehension(bound, _conditions.About(bound, depth, inner), type, None))),
        (4, () => Binary(
            _draws.Pick([BinaryKind.Union, BinaryKind.Intersect, BinaryKind.Difference]),
            Of(type, depth, context),
            Of(type, depth, context))));

    private Expression OfQueue(QueueType type, int depth, ExpressionContext context) => _draws.OneOf<Expression>(
        (2, () => Binary(BinaryKind.QueuePush, Of(type, depth, context), Of(type.Element, depth, context))),
        (1, () => Unary(UnaryKind.QueueTail, Of(type, depth, context), type)));

    // The same set twice: the first element is asked for only where there is one.
    private Conditional First(ModelType type, int depth, ExpressionContext context)
    {
        var set = Of(new SetType(type), depth, context);
        var isEmpty = Equal(Unary(UnaryKind.Cardinality, set, IntType.Unbounded), Constant(0));
        return new Conditional(isEmpty, Of(type, depth, context), Unary(UnaryKind.FirstElement, set, type), None);
    }

    private SetType SetTypeIn(ExpressionContext context) =>
        TypeIn<SetType>(context) ?? new SetType(_types.Ordered());

    private QueueType QueueTypeIn(ExpressionContext context) =>
        TypeIn<QueueType>(context) ?? new QueueType(2, _types.Ordered());

    private T? TypeIn<T>(ExpressionContext context)
        where T : ModelType
    {
        var found = context.Variables.Select(v => v.Type).OfType<T>().ToArray();
        return found.Length == 0 ? null : _draws.Pick(found);
    }
}
