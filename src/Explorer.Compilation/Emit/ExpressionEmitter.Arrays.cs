using System.Reflection.Emit;
using Explorer.Compilation.Layout;
using Explorer.Compilation.Runtime;
using Explorer.Machines.Expressions;
using Explorer.Machines.Types;

namespace Explorer.Compilation.Emit;

/// <content>Arrays and queues.</content>
internal sealed partial class ExpressionEmitter
{
    private LocalBuilder Comprehended(ArrayComprehension e, ArrayEncoding encoding)
    {
        var (result, target) = NewValue(encoding);
        ForEach(e.Bound, e.Body, ordinal =>
        {
            // The value first: it may be of many instructions, and the place needs locals.
            var value = EmitToLocal(e.Body, encoding.Run.Element);
            var element = ordinal is { } known
                ? target.Part(encoding.Run.At(known))
                : Element(target, encoding.Run, PositionOf(e));
            StoreLocal(element, value);
        });
        return result;
    }

    private LocalBuilder PositionOf(ArrayComprehension e)
    {
        var position = Il.Number();
        EmitUncheckedOrdinal(e.Bound.Type, new LocalRead(e.Bound, e.Span));
        Il.Store(position);
        return position;
    }

    /// <summary>A new value, all zero: the local to push in the end, and where its parts are.</summary>
    private (LocalBuilder Result, Access Target) NewValue(Encoding encoding)
    {
        if (!encoding.IsScalar)
        {
            var area = ClearedArea(encoding);
            return (area, Access.OfPointer(area, encoding));
        }

        var holder = Il.Number();
        Il.Const(0);
        Il.Store(holder);
        return (holder, Access.OfHolder(holder, encoding));
    }

    /// <summary>Stores bits or, for a value in memory, what a pointer points to.</summary>
    public void StoreLocal(Access target, LocalBuilder value)
    {
        if (target.Encoding.IsScalar)
        {
            StoreRaw(target, value);
        }
        else
        {
            Il.Load(value);
            StoreMemory(target);
        }
    }

    private LocalBuilder Filled(Unary e, Encoding encoding)
    {
        var element = encoding;
        while (element.Type != e.Operand.Type)
        {
            element = ((ArrayEncoding)element).Run.Element;
        }

        return Filled(encoding, element, EmitToLocal(e.Operand, element));
    }

    private LocalBuilder Filled(Encoding whole, Encoding filler, LocalBuilder value)
    {
        if (whole == filler)
        {
            return value;
        }

        var encoding = (ArrayEncoding)whole;
        var element = Filled(encoding.Run.Element, filler, value);
        var run = encoding.Run;
        if (encoding.IsScalar)
        {
            ulong ones = 0;
            for (var i = 0; i < run.Count; i++)
            {
                ones |= run.Element.Bits == 0 ? 0 : 1UL << run.At(i).Shift;
            }

            var packed = Il.Number();
            Il.Load(element);
            Il.Const(ones);
            Il.Emit(OpCodes.Mul);
            Il.Store(packed);
            return packed;
        }

        var area = scope.Area(encoding.Words);
        Il.Load(area);
        Il.Load(element);
        Il.Const32(run.PerWord == 0 ? run.Element.Words : run.Element.Bits);
        if (run.PerWord == 0)
        {
            Il.Const(run.Element.TailMask);
            Il.Const32(run.Count);
            Il.Call(typeof(Blocks), nameof(Blocks.FillBlocks));
        }
        else
        {
            Il.Const32(run.Count);
            Il.Const32(run.PerWord);
            Il.Call(typeof(Blocks), nameof(Blocks.FillScalars));
        }

        return area;
    }

    private void EmitQueueRead(Unary e)
    {
        var queue = (QueueEncoding)scope.EncodingOf(e.Operand.Type);
        var access = Resolve(e.Operand);
        var length = QueueLength(access);
        if (e.Kind == UnaryKind.QueueLength)
        {
            Il.Load(length);
            return;
        }

        var (empty, done) = (Il.Label(), Il.Label());
        Il.Load(length);
        Il.Jump(OpCodes.Brfalse, empty);
        if (e.Kind == UnaryKind.QueueHead)
        {
            // Of an empty queue the element is zero, as good as any after a fault.
            Il.Jump(done);
            Il.Mark(empty);
            scope.NoteFault(CheckedArithmetic.IndexFault);
            Il.Mark(done);
            Load(access.Part(queue.Run.At(0)));
            return;
        }

        EmitTail(queue, access);
        Il.Jump(done);
        Il.Mark(empty);
        scope.NoteFault(CheckedArithmetic.IndexFault);
        Load(access);
        Il.Mark(done);
    }

    private LocalBuilder QueueLength(Access access)
    {
        var queue = (QueueEncoding)access.Encoding;
        var length = Il.Number();
        if (queue.IsScalar)
        {
            LoadRaw(access);
            Il.Mask(queue.LengthBits);
        }
        else
        {
            LoadPointer(access);
            Il.Emit(OpCodes.Ldind_I8);
        }

        Il.Store(length);
        return length;
    }

    private void EmitTail(QueueEncoding queue, Access access)
    {
        var run = queue.Run;
        if (!queue.IsScalar)
        {
            var area = ClearedArea(queue);
            Il.Load(area);
            LoadPointer(access);
            Il.Const32(run.PerWord);
            Il.Const32(run.PerWord == 0 ? run.Element.Words : run.Element.Bits);
            Il.Const(run.Element.TailMask);
            Il.Call(typeof(MemoryQueue), nameof(MemoryQueue.Tail));
            Il.Load(area);
            return;
        }

        // The elements move down by one; the length, below them, goes down by one.
        LoadRaw(access);
        Il.ShiftRight(queue.LengthBits + run.Element.Bits);
        Il.ShiftLeft(queue.LengthBits);
        LoadRaw(access);
        Il.Mask(queue.LengthBits);
        Il.Add(-1);
        Il.Emit(OpCodes.Or);
    }

    private void EmitQueuePush(Binary e)
    {
        var queue = (QueueEncoding)scope.EncodingOf(e.Left.Type);
        var (result, target) = NewValue(queue);
        var old = EmitToLocal(e.Left);
        StoreLocal(target, old);
        var value = EmitToLocal(e.Right);
        var length = QueueLength(target);
        var (full, done) = (Il.Label(), Il.Label());
        Il.Load(length);
        Il.Const(queue.Run.Count);
        Il.Jump(OpCodes.Beq, full);
        StoreLocal(Element(target, queue.Run, length), value);
        Il.Load(length);
        Il.Add(1);
        Il.Store(length);
        var tag = new Slot(0, 0, scope.EncodingOf(new IntType(0, queue.Run.Count, false)));
        StoreRaw(target.Part(tag), length);
        Il.Jump(done);
        Il.Mark(full);
        scope.NoteFault(CheckedArithmetic.RangeFault);
        Il.Mark(done);
        Il.Load(result);
    }
}
