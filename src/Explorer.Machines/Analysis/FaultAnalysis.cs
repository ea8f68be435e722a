using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Core.Properties;
using Explorer.Machines.Expressions;
using Explorer.Machines.Nodes;
using Explorer.Machines.Types;
using Explorer.Machines.Values;

namespace Explorer.Machines.Analysis;

/// <summary>Can the evaluation of an expression meet a fault? "No" is certain; "yes" only means that types and constants
/// do not exclude it.</summary>
/// <param name="unset">The locals that may be read before they are set: identities among them may be the mark.</param>
public sealed class FaultAnalysis(IReadOnlySet<Local> unset)
{
    public bool MayFault(Expression expression) => ExpressionTree.SelfAndDescendants(expression).Any(MayFaultItself);

    /// <summary>Can executing the node meet a fault?</summary>
    public bool MayFault(Node node) =>
        ExpressionTree.Expressions(node).Any(MayFault) || (node is Assign assign && MayFault(assign.Target));

    /// <summary>Can the index be outside the index type, or an identity that is not set?</summary>
    public bool MayBeOutside(ModelType type, Expression index) => type is IntType
        ? !IntegerBounds.Of(index).IsWithin(IntegerBounds.OfType(type))
        : MayBeMark(index);

    /// <summary>Can it be the mark of an identity that is not set?</summary>
    public bool MayBeMark(Expression expression) => expression.Type is IdentityType && expression switch
    {
        Literal e => e.Value is IdentityValue { Index: < 0 },
        LocalRead e => unset.Contains(e.Local),
        OtherLocalRead or FieldRead or ElementRead or VariantFieldRead => DeadLocals.Marked(expression) is not null,
        Conditional e => MayBeMark(e.WhenTrue) || MayBeMark(e.WhenFalse),
        _ => false,
    };

    /// <summary>Does the list, which names no variant twice, leave one out?</summary>
    public static bool IsPartial(ModelType type, ImmutableArray<(int Variant, int Field)> fields) =>
        fields.Length < ((EnumType)type).Variants.Length;

    private bool MayFault(Place place)
    {
        var type = place.Variable?.Type ?? place.Local!.Type;
        foreach (var step in place.Path)
        {
            switch (step, type)
            {
                case (ElementStep s, ArrayType t):
                    if (MayBeOutside(t.Index, s.Index))
                    {
                        return true;
                    }

                    type = t.Element;
                    break;
                case (FieldStep s, StructType t):
                    type = t.Fields[s.Field].Type;
                    break;
                case (VariantFieldStep s, EnumType t) when !IsPartial(t, s.Fields):
                    type = t.Variants[s.Fields[0].Variant].Fields[s.Fields[0].Field].Type;
                    break;
                default:
                    return true;
            }
        }

        return false;
    }

    /// <summary>The property that a fault of an expression itself, not of its operands, violates.</summary>
    public static PropertyKind KindOf(Expression expression) => expression switch
    {
        Unary { Kind: UnaryKind.CheckRange } or Binary { Kind: BinaryKind.QueuePush } => PropertyKind.Range,
        Unary { Kind: UnaryKind.Negate } or Binary => PropertyKind.Overflow,
        _ => PropertyKind.Index,
    };

    /// <summary>The same of the expression itself, once its operands have values.</summary>
    public bool MayFaultItself(Expression expression) => expression switch
    {
        Unary e => e.Kind switch
        {
            UnaryKind.Negate => !IntegerBounds.Exact(e).Fit,
            UnaryKind.QueueHead or UnaryKind.QueueTail or UnaryKind.Unwrap => true,
            UnaryKind.CheckRange => !IntegerBounds.Of(e.Operand).IsWithin(IntegerBounds.OfType(e.Type)),
            _ => false,
        },
        Binary e => e.Kind switch
        {
            BinaryKind.Add or BinaryKind.Subtract or BinaryKind.Multiply => !IntegerBounds.Exact(e).Fit,
            BinaryKind.Divide or BinaryKind.Remainder =>
                IntegerBounds.Of(e.Right).Contains(0) || !IntegerBounds.Exact(e).Fit,
            BinaryKind.QueuePush => true,
            _ => false,
        },
        Quantified e => e.Kind == QuantifierKind.The,
        ElementRead e => MayBeOutside(((ArrayType)e.Array.Type).Index, e.Index),
        SetLiteral e => e.Elements.Any(element => MayBeOutside(e.SetType.Element, element)),
        VariantFieldRead e => IsPartial(e.Operand.Type, e.Fields),
        _ => false,
    };
}
