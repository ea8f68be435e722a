using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Machines;
using Explorer.Machines.Expressions;
using Explorer.Machines.Types;
using Explorer.Machines.Values;

namespace Explorer.Reporting.Story;

/// <summary>
/// The parts of the state and the locals that an expression reads at a moment, in the order of reading. A part is as
/// small as the expression names it: `content[p]` reads one element. What lazy operators leave out is not read.
/// </summary>
internal sealed class EvidenceCollector(PartHistory history)
{
    public ImmutableArray<Evidence> Reads(Expression expression, Moment moment)
    {
        var found = new List<Evidence>();
        Collect(expression, moment, found);
        return [.. found.Distinct()];
    }

    private void Collect(Expression expression, Moment moment, List<Evidence> found)
    {
        if (PartOf(expression, moment, found) is { } part)
        {
            if (part.In(moment.State.Variables) is { } value)
            {
                found.Add(new Evidence(part.Name, value, moment.Step, history.LastChange(part, moment), []));
            }

            return;
        }

        switch (expression)
        {
            case LocalRead e when moment.Locals.TryGetValue(e.Local, out var held) && moment.Machine.Locals.Contains(e.Local):
                found.Add(new Evidence(e.Local.Name, held.Value, moment.Step, null, held.Origins));
                break;
            case Quantified e:
                CollectOver(e.Bound, e.Body, moment, found);
                break;
            case SetComprehension e:
                CollectOver(e.Bound, e.Condition, moment, found);
                break;
            case ArrayComprehension e:
                CollectOver(e.Bound, e.Body, moment, found);
                break;
            default:
                foreach (var operand in Operands(expression, moment))
                {
                    Collect(operand, moment, found);
                }

                break;
        }
    }

    private void CollectOver(Local bound, Expression body, Moment moment, List<Evidence> found)
    {
        for (long i = 0; i < (long)bound.Type.Cardinality; i++)
        {
            Collect(body, moment.With(bound, ValueOrder.At(bound.Type, i), []), found);
        }
    }

    /// <summary>The part of a shared variable that an expression names, null if it names none. What its indices read is
    /// found on the way.</summary>
    private StatePart? PartOf(Expression expression, Moment moment, List<Evidence> found)
    {
        switch (expression)
        {
            case VariableRead e:
                return StatePart.Of(e.Variable);
            case ElementRead e when PartOf(e.Array, moment, found) is { } array:
                Collect(e.Index, moment, found);
                var type = (ArrayType)e.Array.Type;
                return array.Element(type, (int)ValueOrder.Of(type.Index, moment.Evaluate(e.Index)));
            case FieldRead e when PartOf(e.Operand, moment, found) is { } whole:
                return whole.Field(((StructType)e.Operand.Type).Fields[e.Field].Name, e.Field);
            case VariantFieldRead e when PartOf(e.Operand, moment, found) is { } whole:
                return FieldOf(e, whole, moment);
            case Unary { Kind: UnaryKind.Unwrap } e when PartOf(e.Operand, moment, found) is { } option:
                return option.Content();
            default:
                return null;
        }
    }

    private static StatePart FieldOf(VariantFieldRead e, StatePart whole, Moment moment)
    {
        var variant = ((EnumValue)moment.Evaluate(e.Operand)).Variant;
        var field = e.Fields.FirstOrDefault(f => f.Variant == variant, e.Fields[0]);
        var name = ((EnumType)e.Operand.Type).Variants[field.Variant].Fields[field.Field].Name;
        return field.Variant == variant ? whole.Field(name, field.Field) : whole;
    }

    /// <summary>The operands that are evaluated.</summary>
    private static ImmutableArray<Expression> Operands(Expression expression, Moment moment) => expression switch
    {
        Unary e => [e.Operand],
        Binary e => IsDecidedByLeft(e, moment) ? [e.Left] : [e.Left, e.Right],
        Conditional e => [e.Condition, moment.IsTrue(e.Condition) ? e.WhenTrue : e.WhenFalse],
        SetLiteral e => e.Elements,
        StructLiteral e => e.Fields,
        VariantLiteral e => e.Fields,
        With e => [e.Operand, .. e.Changes.Select(c => c.Value)],
        IsVariant e => [e.Operand],
        FieldRead e => [e.Operand],
        VariantFieldRead e => [e.Operand],
        ElementRead e => [e.Array, e.Index],
        _ => [],
    };

    private static bool IsDecidedByLeft(Binary e, Moment moment) => e.Kind switch
    {
        BinaryKind.And or BinaryKind.Implies => !moment.IsTrue(e.Left),
        BinaryKind.Or => moment.IsTrue(e.Left),
        _ => false,
    };
}
