using System.Collections.Immutable;
using System.Linq;
using Explorer.Core;
using Explorer.Machines.Expressions;
using Explorer.Machines.Values;

namespace Explorer.Machines.Interpretation;

/// <summary>The value of an expression in a scope: one line for each kind. What it means is said at the kinds
/// themselves; a fault is a <see cref="FaultException"/>.</summary>
internal class Evaluator(MachineModel model)
{
    public virtual Value Evaluate(Expression expression, Scope scope) => expression switch
    {
        Literal e => e.Value,
        VariableRead e => scope.Variables[e.Variable.Index],
        LocalRead e => scope.Locals[e.Local],
        Unary e => Operators.Apply(e, Evaluate(e.Operand, scope)),
        Binary e => Binary(e, scope),
        Conditional e => Evaluate(IsTrue(e.Condition, scope) ? e.WhenTrue : e.WhenFalse, scope),
        Quantified e => Quantified(e, scope),
        AtLocation e => BoolValue.Of(e.Locations.Contains(scope.Machines[e.Machine].Location)),
        OtherLocalRead e => scope.Machines[e.Machine].Locals[model.Machines[e.Machine].Locals.IndexOf(e.Local)],
        IsVariant e => BoolValue.Of(((EnumValue)Evaluate(e.Operand, scope)).Variant == e.Variant),
        FieldRead e => ((StructValue)Evaluate(e.Operand, scope)).Fields[e.Field],
        VariantFieldRead e => VariantField(e, (EnumValue)Evaluate(e.Operand, scope)),
        ElementRead e => Element(e, scope),
        _ => Construct(expression, scope),
    };

    public bool IsTrue(Expression condition, Scope scope) => ((BoolValue)Evaluate(condition, scope)).IsTrue;

    private Value Construct(Expression expression, Scope scope) => expression switch
    {
        StructLiteral e => new StructValue(e.StructType, All(e.Fields, scope)),
        VariantLiteral e => new EnumValue(e.EnumType, e.Variant, All(e.Fields, scope)),
        With e => With(e, scope),
        SetLiteral e => new SetValue(e.SetType, MaskOf(e, scope)),
        SetComprehension e => new SetValue(e.SetType, MaskOf(e, scope)),
        ArrayComprehension e => new ArrayValue(
            e.ArrayType, [.. Parts.ValuesOf(e.Bound.Type).Select(value => Evaluate(e.Body, scope.With(e.Bound, value)))]),
        _ => throw new InternalErrorException($"unknown kind of expression {expression.GetType().Name}"),
    };

    private ImmutableArray<Value> All(ImmutableArray<Expression> expressions, Scope scope) =>
        [.. expressions.Select(e => Evaluate(e, scope))];

    private Value Binary(Binary e, Scope scope) => e.Kind switch
    {
        BinaryKind.And => BoolValue.Of(IsTrue(e.Left, scope) && IsTrue(e.Right, scope)),
        BinaryKind.Or => BoolValue.Of(IsTrue(e.Left, scope) || IsTrue(e.Right, scope)),
        BinaryKind.Implies => BoolValue.Of(!IsTrue(e.Left, scope) || IsTrue(e.Right, scope)),
        _ => Operators.Apply(e, Evaluate(e.Left, scope), Evaluate(e.Right, scope)),
    };

    private Value Quantified(Quantified e, Scope scope)
    {
        // Not yet evaluated: ForAll and Exists take only as many as they need.
        var answers = Parts.ValuesOf(e.Bound.Type)
            .Select(value => (Value: value, Holds: IsTrue(e.Body, scope.With(e.Bound, value))));
        return e.Kind switch
        {
            QuantifierKind.ForAll => BoolValue.Of(answers.All(a => a.Holds)),
            QuantifierKind.Exists => BoolValue.Of(answers.Any(a => a.Holds)),
            QuantifierKind.Count => new IntValue(answers.Count(a => a.Holds)),
            QuantifierKind.The => TheOne(e, [.. answers.Where(a => a.Holds).Select(a => a.Value)]),
            _ => throw new InternalErrorException($"unknown quantifier {e.Kind}"),
        };
    }

    private static Value TheOne(Quantified e, ImmutableArray<Value> found) => found switch
    {
        [var one] => one,
        [] => throw FaultException.Index($"there is no such {e.Bound.Name}", e.Span),
        _ => throw FaultException.Index(
            $"there is more than one such {e.Bound.Name}: {string.Join(", ", found.Select(v => v.Display))}", e.Span),
    };

    private ulong MaskOf(SetLiteral e, Scope scope)
    {
        ulong mask = 0;
        foreach (var element in e.Elements)
        {
            mask |= 1UL << Parts.OrdinalInSet(e.SetType, Evaluate(element, scope), element.Span);
        }

        return mask;
    }

    private ulong MaskOf(SetComprehension e, Scope scope)
    {
        ulong mask = 0;
        var ordinal = 0;
        foreach (var value in Parts.ValuesOf(e.Bound.Type))
        {
            mask |= IsTrue(e.Condition, scope.With(e.Bound, value)) ? 1UL << ordinal : 0;
            ordinal++;
        }

        return mask;
    }

    private StructValue With(With e, Scope scope)
    {
        var whole = (StructValue)Evaluate(e.Operand, scope);
        var fields = whole.Fields;
        foreach (var (field, value) in e.Changes)
        {
            fields = fields.SetItem(field, Evaluate(value, scope));
        }

        return whole with { Fields = fields };
    }

    private static Value VariantField(VariantFieldRead e, EnumValue value) =>
        value.Fields[Parts.FieldOfVariant(value, e.Fields, e.Span)];

    private Value Element(ElementRead e, Scope scope)
    {
        var array = (ArrayValue)Evaluate(e.Array, scope);
        return array.Elements[Parts.PositionInArray(array.Type, Evaluate(e.Index, scope), e.Index.Span)];
    }
}
