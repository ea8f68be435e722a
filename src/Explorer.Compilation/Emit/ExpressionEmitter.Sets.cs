using System;
using System.Numerics;
using System.Reflection.Emit;
using Explorer.Compilation.Runtime;
using Explorer.Machines;
using Explorer.Machines.Analysis;
using Explorer.Machines.Expressions;
using Explorer.Machines.Types;

namespace Explorer.Compilation.Emit;

/// <content>Sets, and everything that goes through all values of a type.</content>
internal sealed partial class ExpressionEmitter
{
    // Bodies are copied for each value, with the value in place, up to this many expressions in all.
    private const int UnrollLimit = 160;

    /// <summary>Emits the body for each value of the bound name, in order; it is given the value's number, or null and the
    /// local that holds it is read with <see cref="EmitUncheckedOrdinal"/>.</summary>
    private void ForEach(Local bound, Expression measure, Action<int?> body) =>
        ForEach(bound, bound.Type, Size(measure), body);

    /// <summary>The same for the values of any type.</summary>
    /// <param name="size">How large the body is; if very large, it is a loop.</param>
    public void ForEach(Local bound, ModelType type, int size, Action<int?> body)
    {
        var count = type.Cardinality;
        var low = type is IntType t ? t.Low : 0;
        if (count <= UnrollLimit && count * size <= UnrollLimit)
        {
            for (var i = 0; i < (int)count; i++)
            {
                scope.Bind(bound, low + i);
                body(i);
                scope.Unbind(bound);
            }

            return;
        }

        var (holder, next) = (scope.Holder(bound), Il.Label());
        Il.Const(low);
        Il.Store(holder);
        Il.Mark(next);
        body(null);
        Il.Load(holder);
        Il.Const(1);
        Il.Emit(OpCodes.Add);
        Il.Store(holder);
        Il.Load(holder);
        Il.Const(low + (long)(count - 1));
        Il.Jump(OpCodes.Ble, next);
    }

    // How many expressions it is when all loops in it are unrolled.
    public static int Size(Expression expression)
    {
        var size = 1;
        foreach (var child in ExpressionTree.Children(expression))
        {
            size += Size(child);
        }

        var bound = ExpressionTree.BoundBy(expression);
        return bound is null ? size : (int)BigInteger.Min(size * bound.Type.Cardinality, 1000);
    }

    private void EmitCount(Quantified e)
    {
        var total = Il.Number();
        Il.Const(0);
        Il.Store(total);
        ForEach(e.Bound, e.Body, _ =>
        {
            var no = Il.Label();
            EmitJump(e.Body, no, false);
            Il.Load(total);
            Il.Add(1);
            Il.Store(total);
            Il.Mark(no);
        });
        Il.Load(total);
    }

    private void EmitThe(Quantified e)
    {
        var (total, found, one) = (Il.Number(), Il.Number(), Il.Label());
        Il.Const(0);
        Il.Store(total);
        Il.Const(e.Bound.Type is IntType t ? t.Low : 0);
        Il.Store(found);
        ForEach(e.Bound, e.Body, _ =>
        {
            var no = Il.Label();
            EmitJump(e.Body, no, false);
            Il.Load(total);
            Il.Add(1);
            Il.Store(total);
            Emit(new LocalRead(e.Bound, e.Span));
            Il.Store(found);
            Il.Mark(no);
        });
        Il.Load(total);
        Il.Const(1);
        Il.Jump(OpCodes.Beq, one);
        scope.NoteFault(CheckedArithmetic.IndexFault);
        Il.Mark(one);
        Il.Load(found);
    }

    private void EmitSetComprehension(SetComprehension e)
    {
        var mask = Il.Number();
        Il.Const(0);
        Il.Store(mask);
        ForEach(e.Bound, e.Condition, ordinal =>
        {
            var no = Il.Label();
            EmitJump(e.Condition, no, false);
            Il.Load(mask);
            EmitBit(e.SetType, new LocalRead(e.Bound, e.Span), ordinal);
            Il.Emit(OpCodes.Or);
            Il.Store(mask);
            Il.Mark(no);
        });
        Il.Load(mask);
    }

    private void EmitSetLiteral(SetLiteral e)
    {
        Il.Const(0);
        foreach (var element in e.Elements)
        {
            long? ordinal = ConstantOf(element) is { } constant ? OrdinalOf(e.SetType.Element, constant) : null;
            EmitBit(e.SetType, element, ordinal >= 0 && ordinal < (long)e.SetType.Element.Cardinality ? (int)ordinal : null);
            Il.Emit(OpCodes.Or);
        }
    }

    private void EmitBit(SetType type, Expression element, int? ordinal)
    {
        if (ordinal is { } known)
        {
            Il.Const(1UL << known);
            return;
        }

        Il.Const(1);
        EmitOrdinal(type.Element, element);
        Il.Emit(OpCodes.Conv_I4);
        Il.Emit(OpCodes.Shl);
    }

    private void EmitSetOperator(Binary e)
    {
        Emit(e.Left);
        Emit(e.Right);
        if (e.Kind == BinaryKind.Difference)
        {
            Il.Emit(OpCodes.Not);
        }

        Il.Emit(e.Kind == BinaryKind.Union ? OpCodes.Or : OpCodes.And);
    }

    private void EmitFirstElement(Unary e)
    {
        var type = (SetType)e.Operand.Type;
        Emit(e.Operand);
        // Of an empty set, as may follow a fault, some element.
        Il.Const(1UL << (int)(type.Element.Cardinality - 1));
        Il.Emit(OpCodes.Or);
        Il.Call(typeof(BitOperations).GetMethod(nameof(BitOperations.TrailingZeroCount), [typeof(ulong)])!);
        Il.Emit(OpCodes.Conv_I8);
        FromRaw(scope.EncodingOf(type.Element));
    }

    // An element that is not of the element type is not in the set; both operands are evaluated all the same.
    private void EmitIn(Binary e)
    {
        var type = ((SetType)e.Right.Type).Element;
        if (ConstantOf(e.Left) is { } constant && OrdinalOf(type, constant) is >= 0 and var known && known < (long)type.Cardinality)
        {
            Emit(e.Right);
            Il.ShiftRight((int)known);
            Il.Mask(1);
            return;
        }

        var ordinal = Il.Number();
        EmitUncheckedOrdinal(type, e.Left);
        Il.Store(ordinal);
        Emit(e.Right);
        LoadBit(ordinal);
        if (scope.Faults.MayBeOutside(type, e.Left))
        {
            Il.Load(ordinal);
            Il.Const((long)type.Cardinality);
            Il.Emit(OpCodes.Clt_Un);
            Il.Emit(OpCodes.Conv_I8);
            Il.Emit(OpCodes.And);
        }
    }
}
