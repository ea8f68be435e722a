using System;
using System.Numerics;
using System.Reflection.Emit;
using Explorer.Compilation.Layout;
using Explorer.Compilation.Runtime;
using Explorer.Machines.Analysis;
using Explorer.Machines.Expressions;
using Explorer.Machines.Types;

namespace Explorer.Compilation.Emit;

/// <content>Integers, and the operators in general.</content>
internal sealed partial class ExpressionEmitter
{
    private void EmitUnary(Unary e)
    {
        switch (e.Kind)
        {
            case UnaryKind.Not:
                Emit(e.Operand);
                Il.Const(1);
                Il.Emit(OpCodes.Xor);
                break;
            case UnaryKind.Negate:
                EmitNegate(e);
                break;
            case UnaryKind.CheckRange:
                EmitCheckRange(e);
                break;
            case UnaryKind.Wrap:
                EmitWrap(e);
                break;
            case UnaryKind.Cardinality:
                Emit(e.Operand);
                Il.Call(typeof(BitOperations).GetMethod(nameof(BitOperations.PopCount), [typeof(ulong)])!);
                Il.Emit(OpCodes.Conv_I8);
                break;
            case UnaryKind.FirstElement:
                EmitFirstElement(e);
                break;
            case UnaryKind.Some:
                EmitSome(e);
                break;
            case UnaryKind.Unwrap:
                EmitUnwrap(e);
                break;
            case UnaryKind.Fill:
                Il.Load(Filled(e, scope.EncodingOf(e.Type)));
                break;
            default:
                EmitQueueRead(e);
                break;
        }
    }

    private void EmitBinary(Binary e)
    {
        switch (e.Kind)
        {
            case BinaryKind.Add or BinaryKind.Subtract or BinaryKind.Multiply or BinaryKind.Divide or BinaryKind.Remainder:
                EmitArithmetic(e);
                break;
            case BinaryKind.Min or BinaryKind.Max:
                Emit(e.Left);
                Emit(e.Right);
                Il.Call(typeof(Math).GetMethod(e.Kind.ToString(), [typeof(long), typeof(long)])!);
                break;
            case BinaryKind.In:
                EmitIn(e);
                break;
            case BinaryKind.Union or BinaryKind.Intersect or BinaryKind.Difference:
                EmitSetOperator(e);
                break;
            case BinaryKind.QueuePush:
                EmitQueuePush(e);
                break;
            default:
                EmitFlag(e);
                break;
        }
    }

    // What cannot overflow is one instruction; the rest is the library's.
    private void EmitArithmetic(Binary e)
    {
        var exact = IntegerBounds.Exact(e);
        var divides = e.Kind is BinaryKind.Divide or BinaryKind.Remainder;
        var divisor = IntegerBounds.Of(e.Right);
        Emit(e.Left);
        Emit(e.Right);
        if (exact.Fit && !(divides && (divisor.Contains(0) || divisor.Contains(-1))))
        {
            Il.Emit(e.Kind switch
            {
                BinaryKind.Add => OpCodes.Add,
                BinaryKind.Subtract => OpCodes.Sub,
                BinaryKind.Multiply => OpCodes.Mul,
                BinaryKind.Divide => OpCodes.Div,
                _ => OpCodes.Rem,
            });
            return;
        }

        if (!scope.Faults.MayFault(e))
        {
            // A remainder by -1 or a quotient that fits: no fault, but not what the processor can divide.
            var unused = Il.Number32();
            Il.LoadAddress(unused);
        }
        else
        {
            Il.LoadAddress(scope.Fault);
        }

        Il.Const((long)IntegerBounds.Of(e).Low);
        Il.Call(typeof(CheckedArithmetic), e.Kind.ToString());
    }

    private void EmitNegate(Unary e)
    {
        if (IntegerBounds.Exact(e).Fit)
        {
            Emit(e.Operand);
            Il.Emit(OpCodes.Neg);
            return;
        }

        Il.Const(0);
        Emit(e.Operand);
        Il.LoadAddress(scope.Fault);
        Il.Const((long)IntegerBounds.Of(e).Low);
        Il.Call(typeof(CheckedArithmetic), nameof(CheckedArithmetic.Subtract));
    }

    private void EmitCheckRange(Unary e)
    {
        var type = (IntType)e.Type;
        Emit(e.Operand);
        if (IntegerBounds.Of(e.Operand).IsWithin(IntegerBounds.OfType(type)))
        {
            return;
        }

        var (number, fits) = (Il.Number(), Il.Label());
        Il.Store(number);
        Il.Load(number);
        Il.Add(unchecked(-type.Low));
        Il.Const(unchecked(type.High - type.Low));
        Il.Jump(OpCodes.Ble_Un, fits);
        scope.NoteFault(CheckedArithmetic.RangeFault);
        Il.Const((long)IntegerBounds.Of(e).Low);
        Il.Store(number);
        Il.Mark(fits);
        Il.Load(number);
    }

    private void EmitWrap(Unary e)
    {
        var type = (IntType)e.Type;
        Emit(e.Operand);
        var count = type.Cardinality;
        if (type.IsUnbounded || IntegerBounds.Of(e.Operand).IsWithin(IntegerBounds.OfType(type)))
        {
            return;
        }

        if (count.IsPowerOfTwo)
        {
            Il.Add(unchecked(-type.Low));
            Il.Mask(Encoding.BitsFor((ulong)count));
            Il.Add(type.Low);
            return;
        }

        Il.Const(type.Low);
        Il.Const((long)count);
        Il.Call(typeof(CheckedArithmetic), nameof(CheckedArithmetic.Wrap));
    }

    /// <summary>Pushes the number of an index in its type; an index fault, and then some number of it, if it has none.</summary>
    private void EmitOrdinal(ModelType type, Expression index)
    {
        EmitUncheckedOrdinal(type, index);
        if (!scope.Faults.MayBeOutside(type, index))
        {
            return;
        }

        var (ordinal, inside) = (Il.Number(), Il.Label());
        Il.Store(ordinal);
        Il.Load(ordinal);
        Il.Const((long)type.Cardinality);
        Il.Jump(OpCodes.Blt_Un, inside);
        scope.NoteFault(CheckedArithmetic.IndexFault);
        Il.Const(0);
        Il.Store(ordinal);
        Il.Mark(inside);
        Il.Load(ordinal);
    }

    private void EmitUncheckedOrdinal(ModelType type, Expression index)
    {
        Emit(index);
        if (type is IntType t)
        {
            Il.Add(unchecked(-t.Low));
        }
    }

    private static long OrdinalOf(ModelType type, long onStack) => type is IntType t ? unchecked(onStack - t.Low) : onStack;
}
