using System;
using System.Numerics;
using System.Reflection.Emit;
using Explorer.Compilation.Layout;
using Explorer.Compilation.Runtime;
using Explorer.Machines.Nodes;
using Explorer.Machines.Types;

namespace Explorer.Compilation.Emit;

/// <summary>
/// Choices. The candidates are counted, the library says which of them this execution takes, and that one is found: of
/// types with at most 64 values by a mask of the candidates, of others by going through the values twice. A candidate
/// whose condition meets a fault is a candidate; taking it meets the fault.
/// </summary>
internal sealed class DrawEmitter(MethodScope scope, ExpressionEmitter expressions, StepEmitter step)
{
    private Il Il => scope.Il;

    public void Either(Either node)
    {
        if (node.Branches.Length == 1)
        {
            step.GoTo(node.Branches[0]);
            return;
        }

        Il.Frame();
        Il.Const32(node.Branches.Length);
        Il.Call(typeof(Draws), nameof(Draws.Take));
        var labels = Il.Labels(node.Branches.Length);
        Il.Switch(labels);
        Il.Jump(step.Blocked);
        for (var i = 0; i < labels.Length; i++)
        {
            Il.Mark(labels[i]);
            step.GoTo(node.Branches[i]);
        }
    }

    public void Choose(Choose node, Action check)
    {
        var type = node.Set is null ? node.Target.Type : ((SetType)node.Set.Type).Element;
        if (node.Set is null && node.Condition is null)
        {
            TakeAny(node, type);
        }
        else if (type.Cardinality <= 64)
        {
            TakeFromMask(node, type, check);
        }
        else
        {
            TakeFromMany(node, type);
        }

        if (node.Condition is not null && scope.Faults.MayFault(node.Condition))
        {
            var same = Il.Label();
            expressions.EmitJump(node.Condition, same, true);
            Il.Mark(same);
            check();
        }
    }

    // Pops the number of a value in the type and lets the local have the value.
    private void SetTarget(Choose node, ModelType type)
    {
        Il.Add(type is IntType t ? t.Low : 0);
        Il.Store(scope.Holder(node.Target));
    }

    private void TakeAny(Choose node, ModelType type)
    {
        Il.Frame();
        Il.Const32((int)BigInteger.Min(int.MaxValue, type.Cardinality));
        Il.Call(typeof(Draws), nameof(Draws.Take));
        Il.Emit(OpCodes.Conv_I8);
        SetTarget(node, type);
    }

    private void TakeFromMask(Choose node, ModelType type, Action check)
    {
        var mask = Il.Number();
        if (node.Set is null)
        {
            Il.Const(Encoding.Mask((int)type.Cardinality));
        }
        else
        {
            expressions.Emit(node.Set);
        }

        Il.Store(mask);
        if (node.Set is not null)
        {
            check();
        }

        if (node.Condition is not null)
        {
            FilterMask(node, type, mask);
        }

        Il.Load(mask);
        Il.Jump(OpCodes.Brfalse, step.Blocked);
        Il.Load(mask);
        Il.Frame();
        Il.Load(mask);
        Il.Call(typeof(BitOperations).GetMethod(nameof(BitOperations.PopCount), [typeof(ulong)])!);
        Il.Call(typeof(Draws), nameof(Draws.Take));
        Il.Call(typeof(Draws), nameof(Draws.BitAt));
        SetTarget(node, type);
    }

    // Takes the values for which the condition does not hold out of the mask.
    private void FilterMask(Choose node, ModelType type, LocalBuilder mask)
    {
        expressions.ForEach(node.Target, type, ExpressionEmitter.Size(node.Condition!), ordinal =>
        {
            var stays = Il.Label();
            if (node.Set is not null)
            {
                Il.Load(mask);
                LoadBit(node, type, ordinal);
                Il.Emit(OpCodes.And);
                Il.Jump(OpCodes.Brfalse, stays);
            }

            TestCandidate(node, stays);
            Il.Load(mask);
            LoadBit(node, type, ordinal);
            Il.Emit(OpCodes.Not);
            Il.Emit(OpCodes.And);
            Il.Store(mask);
            Il.Mark(stays);
        });
    }

    private void LoadBit(Choose node, ModelType type, int? ordinal)
    {
        if (ordinal is { } known)
        {
            Il.Const(1UL << known);
            return;
        }

        Il.Const(1);
        Il.Load(scope.Holder(node.Target));
        Il.Add(type is IntType t ? -t.Low : 0);
        Il.Emit(OpCodes.Conv_I4);
        Il.Emit(OpCodes.Shl);
    }

    // Jumps if the value that the target has is a candidate.
    private void TestCandidate(Choose node, Label candidate)
    {
        if (!scope.Faults.MayFault(node.Condition!))
        {
            expressions.EmitJump(node.Condition!, candidate, true);
            return;
        }

        var (isTrue, no) = (Il.Label(), Il.Label());
        expressions.EmitJump(node.Condition!, isTrue, true);
        Il.Load(scope.Fault);
        Il.Jump(OpCodes.Brfalse, no);
        Il.Mark(isTrue);
        scope.ClearFault();
        Il.Jump(candidate);
        Il.Mark(no);
    }

    private void TakeFromMany(Choose node, ModelType type)
    {
        var count = Il.Number32();
        Il.Const32(0);
        Il.Store(count);
        ForEachCandidate(node, type, () => Step(count, 1));
        Il.Load(count);
        Il.Jump(OpCodes.Brfalse, step.Blocked);
        Il.Frame();
        Il.Load(count);
        Il.Call(typeof(Draws), nameof(Draws.Take));
        Il.Store(count);
        var found = Il.Label();
        ForEachCandidate(node, type, () =>
        {
            Il.Load(count);
            Il.Jump(OpCodes.Brfalse, found);
            Step(count, -1);
        });
        Il.Mark(found);
    }

    // Always a loop: then the target has the value at hand.
    private void ForEachCandidate(Choose node, ModelType type, Action body) =>
        expressions.ForEach(node.Target, type, int.MaxValue, _ =>
        {
            var (candidate, next) = (Il.Label(), Il.Label());
            TestCandidate(node, candidate);
            Il.Jump(next);
            Il.Mark(candidate);
            body();
            Il.Mark(next);
        });

    private void Step(LocalBuilder count, int by)
    {
        Il.Load(count);
        Il.Const32(by);
        Il.Emit(OpCodes.Add);
        Il.Store(count);
    }
}
