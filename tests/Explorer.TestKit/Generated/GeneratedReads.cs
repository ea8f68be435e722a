using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Machines.Expressions;
using Explorer.Machines.Types;
using static Explorer.TestKit.ModelTerms;

namespace Explorer.TestKit.Generated;

/// <summary>Random reads of variables and locals and of parts within them, and places alike.</summary>
internal sealed class GeneratedReads(Draws draws, GeneratedExpressions expressions)
{
    public static bool CanRead(ModelType type, ExpressionContext context) => Roots(context).Any(r => TypeTraits.Reaches(r.Type, type));

    /// <summary>A read of a part of this type; there is one.</summary>
    public Expression Of(ModelType type, int depth, ExpressionContext context)
    {
        var roots = Roots(context).Where(r => TypeTraits.Reaches(r.Type, type)).ToList();
        var safe = roots.Where(r => TypeTraits.ReachesSafely(r.Type, type)).ToList();
        var read = draws.Pick(safe.Count > 0 && draws.Chance(70) ? safe : roots);
        while (read.Type != type)
        {
            read = PartTowards(type, read, depth, context);
        }

        return read;
    }

    /// <summary>A read of an integer of whatever range; null if no variable or local is one.</summary>
    public Expression? OfAnyInteger(ExpressionContext context)
    {
        var roots = Roots(context).Where(r => r.Type is IntType or ArrayType { Element: IntType }).ToList();
        return roots.Count == 0 ? null
            : draws.Pick(roots) is var root && root.Type is ArrayType array ? ElementOf(root, array, 0, context)
            : root;
    }

    private static IEnumerable<Expression> Roots(ExpressionContext context)
    {
        var own = context.Variables.Select(Read).Concat(context.Locals.Select(Read));
        return context.MayReadOthers ? own.Concat(OtherLocals(context)) : own;
    }

    private static IEnumerable<Expression> OtherLocals(ExpressionContext context) =>
        from machine in context.Machines
        from local in machine.Stored
        where !TypeTraits.DefaultHasMark(local.Type)
        select new OtherLocalRead(machine.Index, local, None);

    private Expression PartTowards(ModelType type, Expression whole, int depth, ExpressionContext context) => whole.Type switch
    {
        ArrayType t => ElementOf(whole, t, depth, context),
        OptionType => Unwrap(whole),
        QueueType t => Unary(UnaryKind.QueueHead, whole, t.Element),
        StructType t => FieldOf(whole, draws.Pick([.. Enumerable.Range(0, t.Fields.Length)
            .Where(f => TypeTraits.Reaches(t.Fields[f].Type, type))])),
        _ => VariantFieldOf(whole, (EnumType)whole.Type, type),
    };

    private Expression ElementOf(Expression array, ArrayType type, int depth, ExpressionContext context) =>
        Element(array, Index(type, depth, context));

    /// <summary>Mostly of the index type, now and then any integer.</summary>
    internal Expression Index(ArrayType type, int depth, ExpressionContext context) =>
        depth == 0 ? expressions.Of(type.Index, 0, Indices(type, context))
        : type.Index is IntType && draws.Chance(20) ? expressions.Integer(depth - 1, context)
        : expressions.Of(type.Index, depth - 1, context);

    // No reads with indices of their own, which would need further ones.
    private static ExpressionContext Indices(ArrayType type, ExpressionContext context) =>
        context with { Variables = [], Locals = [.. context.Locals.Where(l => l.Type == type.Index)], MayReadOthers = false };

    private VariantFieldRead VariantFieldOf(Expression whole, EnumType type, ModelType wanted)
    {
        var pairs = Fields(type).Where(p => TypeTraits.Reaches(FieldType(type, p), wanted)).ToArray();
        return new VariantFieldRead(whole, SomeOfOneType(type, pairs, out var fieldType), fieldType, None);
    }

    /// <summary>Fields of variants that have one type: at most one of each variant, by variant.</summary>
    internal ImmutableArray<(int Variant, int Field)> SomeOfOneType(
        EnumType type, IReadOnlyList<(int Variant, int Field)> pairs, out ModelType fieldType)
    {
        var chosen = draws.Pick(pairs);
        var common = fieldType = FieldType(type, chosen);
        var others = pairs.Where(p => p.Variant != chosen.Variant && FieldType(type, p) == common && draws.Chance(50))
            .DistinctBy(p => p.Variant);
        return [.. others.Append(chosen).OrderBy(p => p.Variant)];
    }

    internal static IEnumerable<(int Variant, int Field)> Fields(EnumType type) =>
        from variant in Enumerable.Range(0, type.Variants.Length)
        from field in Enumerable.Range(0, type.Variants[variant].Fields.Length)
        select (variant, field);

    internal static ModelType FieldType(EnumType type, (int Variant, int Field) pair) =>
        type.Variants[pair.Variant].Fields[pair.Field].Type;
}
