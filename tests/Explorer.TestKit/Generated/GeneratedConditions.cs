using System;
using System.Collections.Generic;
using System.Linq;
using Explorer.Machines;
using Explorer.Machines.Expressions;
using Explorer.Machines.Types;
using static Explorer.TestKit.ModelTerms;

namespace Explorer.TestKit.Generated;

/// <summary>Random expressions of type bool, of every kind.</summary>
internal sealed class GeneratedConditions(Draws draws, GeneratedTypes types, GeneratedExpressions expressions)
{
    private static readonly BinaryKind[] Connectives = [BinaryKind.And, BinaryKind.Or, BinaryKind.Implies];

    private static readonly BinaryKind[] Equalities = [BinaryKind.Equal, BinaryKind.NotEqual];

    private static readonly BinaryKind[] Comparisons =
    [
        BinaryKind.Equal, BinaryKind.NotEqual, BinaryKind.Less, BinaryKind.LessOrEqual, BinaryKind.Greater, BinaryKind.GreaterOrEqual,
    ];

    public Expression Of(int depth, ExpressionContext context)
    {
        var ways = new List<(int, Func<Expression>)>
        {
            (1, () => Not(expressions.Condition(depth, context))),
            (4, () => Binary(draws.Pick(Connectives), expressions.Condition(depth, context), expressions.Condition(depth, context))),
            (4, () => Compare(TypeIn(context), depth, context)),
            (4, () => Binary(draws.Pick(Comparisons), expressions.Integer(depth, context), expressions.Integer(depth, context))),
            (3, () => In(new SetType(types.Ordered()), depth, context)),
            (2, () => IsVariant(depth, context)),
            (2, () => expressions.Bind(types.Ordered(), "q", context, (bound, inner) => Quantified(
                draws.Chance(50) ? QuantifierKind.ForAll : QuantifierKind.Exists, bound, About(bound, depth, inner)))),
        };
        if (context.Machines.Any(m => !m.Locations.IsEmpty))
        {
            ways.Add((2, () => AtSomeLocation(context)));
        }

        if (context.MayReadOthers && MarkedLocals(context).Any())
        {
            ways.Add((3, () => AboutMarkedLocal(depth, context)));
        }

        return draws.OneOf(ways);
    }

    /// <summary>A condition that mentions the bound name, mostly.</summary>
    public Expression About(Local bound, int depth, ExpressionContext context) => draws.OneOf<Expression>(
        (1, () => expressions.Condition(depth, context)),
        (3, () => Binary(draws.Pick(Equalities), Read(bound), expressions.Of(bound.Type, depth, context))),
        (2, () => Binary(BinaryKind.In, Read(bound), expressions.Of(new SetType(bound.Type), depth, context))),
        (2, () => And(expressions.Condition(depth, context), Equal(Read(bound), expressions.Of(bound.Type, 0, context)))));

    private Expression Compare(ModelType type, int depth, ExpressionContext context) =>
        Binary(draws.Pick(Equalities), expressions.Of(type, depth, context), expressions.Of(type, depth, context));

    private Expression In(SetType type, int depth, ExpressionContext context)
    {
        var element = type.Element is IntType ? expressions.Integer(depth, context) : expressions.Of(type.Element, depth, context);
        return Binary(BinaryKind.In, element, expressions.Of(type, depth, context));
    }

    private IsVariant IsVariant(int depth, ExpressionContext context)
    {
        var type = context.Variables.Select(v => v.Type).OfType<EnumType>().FirstOrDefault() ?? types.Enums[0];
        return new IsVariant(expressions.Of(type, depth, context), draws.Below(type.Variants.Length), None);
    }

    private AtLocation AtSomeLocation(ExpressionContext context)
    {
        var machine = draws.Pick([.. context.Machines.Where(m => !m.Locations.IsEmpty)]);
        var locations = Enumerable.Range(0, machine.Locations.Length).Where(_ => draws.Chance(50));
        return new AtLocation(machine.Index, [.. locations], None);
    }

    // An identity that is not set may be compared, looked up, and used as an index (a fault), and nothing else.
    private Expression AboutMarkedLocal(int depth, ExpressionContext context)
    {
        var read = draws.Pick([.. MarkedLocals(context)]);
        var ways = new List<(int, Func<Expression>)>
        {
            (2, () => Binary(draws.Pick(Equalities), read, expressions.Of(read.Type, depth, context))),
        };
        if (read.Type is IdentityType)
        {
            ways.Add((1, () => Binary(BinaryKind.In, read, expressions.Of(new SetType(read.Type), depth, context))));
            ways.Add((1, () => Element(expressions.Of(new ArrayType(read.Type, BoolType.Instance), depth, context), read)));
        }

        return draws.OneOf(ways);
    }

    private static IEnumerable<OtherLocalRead> MarkedLocals(ExpressionContext context) =>
        from machine in context.Machines
        from local in machine.Stored
        where TypeTraits.DefaultHasMark(local.Type) && !TypeTraits.HasGhost(local.Type)
        select new OtherLocalRead(machine.Index, local, None);

    private ModelType TypeIn(ExpressionContext context)
    {
        var found = context.Variables.Select(v => v.Type).Concat(context.Locals.Select(l => l.Type))
            .Where(t => !TypeTraits.HasGhost(t)).ToArray();
        return found.Length == 0 || draws.Chance(30) ? types.OfLocal() : draws.Pick(found);
    }
}
