using System;
using System.Collections.Immutable;
using System.Linq;
using System.Numerics;
using Explorer.Machines.Expressions;
using Explorer.Machines.Types;
using Explorer.Machines.Values;

namespace Explorer.Machines.Analysis;

/// <summary>
/// Bounds of any expression's value (of an array's: of all its elements together), given those of variables and locals:
/// an abstract interpretation with intervals (Cousot and Cousot, 1977). Evaluations that meet a fault have no value and
/// do not count. Every set that is not known, and every identity, can be anything of its type.
/// </summary>
/// <param name="variable">The bounds of a variable.</param>
/// <param name="local">The bounds of a local; null if nothing is known but its type.</param>
internal sealed class BoundsEvaluation(Func<Variable, IntegerBounds> variable, Func<Local, IntegerBounds?> local)
{
    private static readonly IntegerBounds False = new(0, 0);
    private static readonly IntegerBounds True = new(1, 1);
    private static readonly IntegerBounds Either = new(0, 1);

    public IntegerBounds Of(Expression expression) => expression switch
    {
        Literal e => OfLiteral(e.Type, e.Value),
        VariableRead e => variable(e.Variable),
        LocalRead e => local(e.Local) ?? OfInnermost(e.Type),
        OtherLocalRead e => local(e.Local) ?? OfInnermost(e.Type),
        ElementRead e => Of(e.Array),
        ArrayComprehension e => Of(e.Body),
        Conditional e => OfConditional(e),
        Unary e => OfUnary(e),
        Binary e => OfBinary(e),
        Quantified { Kind: QuantifierKind.Count } e => IntegerBounds.Exact(e),
        SetLiteral { Elements.IsEmpty: true } => False,
        _ => OfParts(expression),
    };

    /// <summary>Can the condition be true?</summary>
    public bool MayHold(Expression condition) => !Of(condition).High.IsZero;

    /// <summary>Can the condition be false?</summary>
    public bool MayFail(Expression condition) => Of(condition).Low.IsZero;

    /// <summary>Everything that the type allows.</summary>
    public static IntegerBounds OfInnermost(ModelType type) => PartBounds.OfType(PartBounds.Innermost(type));

    private static IntegerBounds OfLiteral(ModelType type, Value value)
    {
        if (value is not ArrayValue { Elements: [var first, ..] } array || type is not ArrayType t)
        {
            return PartBounds.OfValue(PartBounds.Innermost(type), value);
        }

        var bounds = OfLiteral(t.Element, first);
        foreach (var element in array.Elements)
        {
            bounds = element == first ? bounds : bounds.Union(OfLiteral(t.Element, element));
        }

        return bounds;
    }

    private IntegerBounds OfConditional(Conditional e)
    {
        var condition = Of(e.Condition);
        return condition == True ? Of(e.WhenTrue)
            : condition == False ? Of(e.WhenFalse)
            : Of(e.WhenTrue).Union(Of(e.WhenFalse));
    }

    private IntegerBounds OfUnary(Unary e)
    {
        switch (e.Kind)
        {
            case UnaryKind.Not:
                var operand = Of(e.Operand);
                return new(1 - operand.High, 1 - operand.Low);
            case UnaryKind.Some when ValueOrder.IsNumbered(e.Type):
                return PartBounds.Some((OptionType)e.Type, Of(e.Operand));
            case UnaryKind.Unwrap when ValueOrder.IsNumbered(e.Operand.Type):
                return PartBounds.Content((OptionType)e.Operand.Type, Of(e.Operand));
            case UnaryKind.Fill:
                return Of(e.Operand);
            default:
                return e.Type is IntType ? IntegerBounds.Exact(e, Of).Clamped() : OfInnermost(e.Type);
        }
    }

    private IntegerBounds OfBinary(Binary e)
    {
        if (e.Type is IntType)
        {
            return IntegerBounds.Exact(e, Of).Clamped();
        }

        switch (e.Kind)
        {
            case BinaryKind.And:
                var (a, b) = (Of(e.Left), Of(e.Right));
                return new(BigInteger.Min(a.Low, b.Low), BigInteger.Min(a.High, b.High));
            case BinaryKind.Or:
                (a, b) = (Of(e.Left), Of(e.Right));
                return new(BigInteger.Max(a.Low, b.Low), BigInteger.Max(a.High, b.High));
            case BinaryKind.Equal or BinaryKind.NotEqual:
                return Comparison(e, e.Kind == BinaryKind.Equal);
            case BinaryKind.Union or BinaryKind.Intersect or BinaryKind.Difference:
                return OfSets(e);
            default:
                return OfInnermost(e.Type);
        }
    }

    // Only what can never be equal is known.
    private IntegerBounds Comparison(Binary e, bool isEqual)
    {
        if (!IsBounded(e.Left.Type) || !IsBounded(e.Right.Type) || e.Left.Type.ContainsIdentity)
        {
            return Either;
        }

        var (a, b) = (Of(e.Left), Of(e.Right));
        return a.High < b.Low || b.High < a.Low ? (isEqual ? False : True) : Either;
    }

    private IntegerBounds OfSets(Binary e)
    {
        var (a, b) = (Of(e.Left), Of(e.Right));
        return (e.Kind, a == False, b == False) switch
        {
            (BinaryKind.Union or BinaryKind.Difference, _, true) => a,
            (BinaryKind.Union, true, _) => b,
            (BinaryKind.Intersect or BinaryKind.Difference, true, _) or (BinaryKind.Intersect, _, true) => False,
            _ => OfInnermost(e.Type),
        };
    }

    // Of values that consist of others, and whatever else there is.
    private IntegerBounds OfParts(Expression expression)
    {
        switch (expression)
        {
            case StructLiteral e when ValueOrder.IsNumbered(e.Type):
                return PartBounds.OfFields(e.StructType.Fields, i => Of(e.Fields[i]));
            case VariantLiteral e when ValueOrder.IsNumbered(e.Type):
                return PartBounds.OfVariant(e.EnumType, e.Variant, i => Of(e.Fields[i]));
            case With e when ValueOrder.IsNumbered(e.Type):
                return OfWith(((StructType)e.Type).Fields, Of(e.Operand), e.Changes);
            case FieldRead e when ValueOrder.IsNumbered(e.Operand.Type):
                return PartBounds.Field(((StructType)e.Operand.Type).Fields, e.Field, Of(e.Operand));
            case VariantFieldRead e when ValueOrder.IsNumbered(e.Operand.Type):
                return PartBounds.OfVariantField((EnumType)e.Operand.Type, e.Fields, e.Type, Of(e.Operand));
            case IsVariant e when ValueOrder.IsNumbered(e.Operand.Type)
                && PartBounds.InVariant((EnumType)e.Operand.Type, e.Variant, Of(e.Operand)) is null:
                return False;
            default:
                return OfInnermost(expression.Type);
        }
    }

    private IntegerBounds OfWith(
        ImmutableArray<FieldInfo> fields, IntegerBounds whole, ImmutableArray<(int Field, Expression Value)> changes) =>
        PartBounds.OfFields(fields, i =>
        {
            // The last change of a field counts.
            var change = changes.LastOrDefault(c => c.Field == i);
            return change.Value is null ? PartBounds.Field(fields, i, whole) : Of(change.Value);
        });

    private static bool IsBounded(ModelType type) => type is IntType || ValueOrder.IsNumbered(type);
}
