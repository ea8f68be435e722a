using System.Reflection.Emit;
using Explorer.Compilation.Layout;
using Explorer.Core;
using Explorer.Machines.Analysis;
using Explorer.Machines.Expressions;
using Explorer.Machines.Types;

namespace Explorer.Compilation.Emit;

/// <summary>
/// Expressions to instructions. A scalar is pushed as a 64-bit integer: an integer of the model as itself, anything else
/// as its bits ("raw": an integer too is its bits, the distance from the lowest). A value in memory is pushed as a
/// pointer, valid until the node at hand ends; nobody writes through it. Kinds of expressions are in files of their own.
/// Marks of unset identities within a larger value are identity 0: only a local of another machine can have them.
/// </summary>
internal sealed partial class ExpressionEmitter(MethodScope scope)
{
    private Il Il => scope.Il;

    /// <summary>Pushes the value.</summary>
    public void Emit(Expression expression)
    {
        if (ConstantOf(expression) is { } constant)
        {
            Il.Const(constant);
        }
        else if (expression is not OtherLocalRead && expression.Type is IdentityType && DeadLocals.Marked(expression) is { } marked)
        {
            EmitMarkedPart(expression, marked.Root);
        }
        else
        {
            EmitKnown(expression);
        }
    }

    // What is neither a constant nor may be a mark within a local of another machine.
    private void EmitKnown(Expression expression)
    {
        switch (expression)
        {
            case LocalRead e:
                Il.Load(scope.Holder(e.Local));
                break;
            case VariableRead or ElementRead:
                Load(Resolve(expression));
                break;
            case Unary e:
                EmitUnary(e);
                break;
            case Binary e:
                EmitBinary(e);
                break;
            case FieldRead e:
                EmitField(e);
                break;
            case VariantFieldRead e:
                EmitVariantField(e);
                break;
            case Conditional e:
                EmitConditional(e);
                break;
            default:
                EmitOther(expression);
                break;
        }
    }

    /// <summary>Pushes the bits of a scalar.</summary>
    public void EmitRaw(Expression expression)
    {
        Emit(expression);
        ToRaw(expression);
    }

    /// <summary>Pushes the bits of a scalar, or what the constant holds.</summary>
    public LocalBuilder EmitToLocal(Expression expression)
    {
        var encoding = scope.EncodingOf(expression.Type);
        var holder = encoding.IsScalar ? Il.Number() : Il.Pointer();
        Emit(expression);
        if (encoding.IsScalar)
        {
            ToRaw(expression);
        }

        Il.Store(holder);
        return holder;
    }

    /// <summary>The value on the stack, if it is a scalar known when compiling.</summary>
    public long? ConstantOf(Expression expression) => ConstantFolding.Value(expression, scope);

    /// <summary>From the value of a scalar to its bits.</summary>
    private void ToRaw(Expression expression)
    {
        switch (scope.EncodingOf(expression.Type))
        {
            case IntEncoding e:
                Il.Add(unchecked(-e.Low));
                break;
            case OrdinalEncoding when scope.Faults.MayBeMark(expression):
                // Such a value is never read again before it is set; it must only not touch its neighbours.
                Il.Const(0);
                Il.Call(typeof(System.Math).GetMethod(nameof(System.Math.Max), [typeof(long), typeof(long)])!);
                break;
        }
    }

    /// <summary>From the bits of a scalar to its value.</summary>
    private void FromRaw(Encoding encoding)
    {
        if (encoding is IntEncoding e)
        {
            Il.Add(e.Low);
        }
    }

    private void EmitConditional(Conditional e)
    {
        var (otherwise, done) = (Il.Label(), Il.Label());
        EmitJump(e.Condition, otherwise, false);
        Emit(e.WhenTrue);
        Il.Jump(done);
        Il.Mark(otherwise);
        Emit(e.WhenFalse);
        Il.Mark(done);
    }

    private void EmitOther(Expression expression)
    {
        switch (expression)
        {
            case Literal e:
                Il.Address(scope.Context.Pool.Add(scope.EncodingOf(e.Type), e.Value));
                break;
            case Quantified { Kind: QuantifierKind.Count } e:
                EmitCount(e);
                break;
            case Quantified { Kind: QuantifierKind.The } e:
                EmitThe(e);
                break;
            case Quantified or AtLocation:
                EmitFlag(expression);
                break;
            case OtherLocalRead e:
                EmitOtherLocal(e);
                break;
            case IsVariant e:
                EmitIsVariant(e);
                break;
            default:
                EmitConstructor(expression);
                break;
        }
    }

    private void EmitConstructor(Expression expression)
    {
        switch (expression)
        {
            case SetLiteral e:
                EmitSetLiteral(e);
                break;
            case SetComprehension e:
                EmitSetComprehension(e);
                break;
            case ArrayComprehension e:
                Il.Load(Comprehended(e, (ArrayEncoding)scope.EncodingOf(e.Type)));
                break;
            case StructLiteral e:
                EmitRecord(e.StructType, 0, e.Fields);
                break;
            case VariantLiteral e:
                EmitRecord(e.EnumType, e.Variant, e.Fields);
                break;
            case With e:
                EmitWith(e);
                break;
            default:
                throw new InternalErrorException($"unknown kind of expression {expression.GetType().Name}");
        }
    }
}
