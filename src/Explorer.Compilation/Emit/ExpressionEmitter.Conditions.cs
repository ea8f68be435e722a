using System.Reflection.Emit;
using Explorer.Compilation.Runtime;
using Explorer.Machines.Analysis;
using Explorer.Machines.Expressions;

namespace Explorer.Compilation.Emit;

/// <content>Conditions as jumps.</content>
internal sealed partial class ExpressionEmitter
{
    /// <summary>Jumps to the target if the condition is `sense`, and goes on behind otherwise.</summary>
    public void EmitJump(Expression condition, Label target, bool sense)
    {
        if (ConstantOf(condition) is { } constant)
        {
            if (constant != 0 == sense)
            {
                Il.Jump(target);
            }

            return;
        }

        switch (condition)
        {
            case Unary { Kind: UnaryKind.Not } e:
                EmitJump(e.Operand, target, !sense);
                break;
            case Binary { Kind: BinaryKind.And } e:
                EmitBoth(e, true, target, sense);
                break;
            case Binary { Kind: BinaryKind.Or } e:
                // Not both are false.
                EmitBoth(e, false, target, !sense);
                break;
            case Binary { Kind: BinaryKind.Implies } e:
                EmitImplies(e, target, sense);
                break;
            case Binary { Kind: >= BinaryKind.Equal and <= BinaryKind.GreaterOrEqual } e:
                EmitComparison(e, target, sense);
                break;
            case Quantified { Kind: QuantifierKind.ForAll } e:
                EmitAll(e, true, target, sense);
                break;
            case Quantified { Kind: QuantifierKind.Exists } e:
                EmitAll(e, false, target, !sense);
                break;
            case AtLocation e:
                EmitAtLocation(e, target, sense);
                break;
            default:
                Emit(condition);
                Il.Jump(sense ? OpCodes.Brtrue : OpCodes.Brfalse, target);
                break;
        }
    }

    /// <summary>Pushes 1 if the condition holds, else 0.</summary>
    private void EmitFlag(Expression condition)
    {
        var (no, done) = (Il.Label(), Il.Label());
        EmitJump(condition, no, false);
        Il.Const(1);
        Il.Jump(done);
        Il.Mark(no);
        Il.Const(0);
        Il.Mark(done);
    }

    // Jumps if (both operands are `value`) is `sense`; the right one is evaluated only if the left one is.
    private void EmitBoth(Binary e, bool value, Label target, bool sense)
    {
        if (!sense)
        {
            EmitJump(e.Left, target, !value);
            EmitJump(e.Right, target, !value);
            return;
        }

        var skip = Il.Label();
        EmitJump(e.Left, skip, !value);
        EmitJump(e.Right, target, value);
        Il.Mark(skip);
    }

    private void EmitImplies(Binary e, Label target, bool sense)
    {
        if (sense)
        {
            EmitJump(e.Left, target, false);
            EmitJump(e.Right, target, true);
            return;
        }

        var skip = Il.Label();
        EmitJump(e.Left, skip, false);
        EmitJump(e.Right, target, false);
        Il.Mark(skip);
    }

    // Jumps if (the body is `value` for all) is `sense`.
    private void EmitAll(Quantified e, bool value, Label target, bool sense)
    {
        if (!sense)
        {
            ForEach(e.Bound, e.Body, _ => EmitJump(e.Body, target, !value));
            return;
        }

        var skip = Il.Label();
        ForEach(e.Bound, e.Body, _ => EmitJump(e.Body, skip, !value));
        Il.Jump(target);
        Il.Mark(skip);
    }

    private void EmitComparison(Binary e, Label target, bool sense)
    {
        if (e.Kind is BinaryKind.Equal or BinaryKind.NotEqual
            && (DeadLocals.Marked(e.Left) is not null || DeadLocals.Marked(e.Right) is not null))
        {
            EmitMarkedComparison(e, target, sense);
        }
        else
        {
            EmitPlainComparison(e, target, sense);
        }
    }

    private void EmitPlainComparison(Binary e, Label target, bool sense)
    {
        if (scope.EncodingOf(e.Left.Type) is { IsScalar: false } encoding)
        {
            Emit(e.Left);
            Emit(e.Right);
            Il.Const32(encoding.Words);
            Il.Const(encoding.TailMask);
            Il.Call(typeof(Blocks), nameof(Blocks.AreEqual));
            Il.Jump(sense == (e.Kind == BinaryKind.Equal) ? OpCodes.Brtrue : OpCodes.Brfalse, target);
            return;
        }

        Emit(e.Left);
        Emit(e.Right);
        Il.Jump(JumpIf(sense ? e.Kind : Opposite(e.Kind)), target);
    }

    private static BinaryKind Opposite(BinaryKind kind) => kind switch
    {
        BinaryKind.Equal => BinaryKind.NotEqual,
        BinaryKind.NotEqual => BinaryKind.Equal,
        BinaryKind.Less => BinaryKind.GreaterOrEqual,
        BinaryKind.LessOrEqual => BinaryKind.Greater,
        BinaryKind.Greater => BinaryKind.LessOrEqual,
        _ => BinaryKind.Less,
    };

    private static OpCode JumpIf(BinaryKind kind) => kind switch
    {
        BinaryKind.Equal => OpCodes.Beq,
        BinaryKind.NotEqual => OpCodes.Bne_Un,
        BinaryKind.Less => OpCodes.Blt,
        BinaryKind.LessOrEqual => OpCodes.Ble,
        BinaryKind.Greater => OpCodes.Bgt,
        _ => OpCodes.Bge,
    };

    // Pops a mask; pushes the bit whose number is in the local.
    private void LoadBit(LocalBuilder number)
    {
        Il.Load(number);
        Il.Emit(OpCodes.Conv_I4);
        Il.Emit(OpCodes.Shr_Un);
        Il.Mask(1);
    }
}
