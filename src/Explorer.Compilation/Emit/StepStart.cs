using Explorer.Compilation.Analysis;
using Explorer.Compilation.Layout;
using Explorer.Machines;
using Explorer.Machines.Values;

namespace Explorer.Compilation.Emit;

/// <summary>The start of a step: the locals of the machine that may be read before they are assigned get their stored
/// values, or their defaults where they are not live. Values in memory get memory of their own if the step changes
/// them.</summary>
internal sealed class StepStart(MethodScope scope, ExpressionEmitter expressions, StepSource step, StepFlow flow)
{
    private Il Il => scope.Il;

    public void Emit()
    {
        foreach (var local in step.Machine?.Locals ?? scope.Context.Model.InitialLocals)
        {
            if (flow.Assigned.Contains(local) || flow.ReadFirst.Contains(local))
            {
                EnterLocal(local);
            }
        }
    }

    private void EnterLocal(Local local)
    {
        var encoding = scope.EncodingOf(local.Type);
        var isLive = flow.LiveBefore.Contains(local);
        if (!encoding.IsScalar)
        {
            EnterMemory(local, encoding, isLive);
        }
        else if (flow.ReadFirst.Contains(local))
        {
            if (isLive)
            {
                expressions.Load(Access.OfState(SlotOf(local)));
            }
            else
            {
                Il.Const(scope.OnStack(local.Type, ValueOrder.Default(local.Type)));
            }

            Il.Store(scope.Holder(local));
        }
    }

    private void EnterMemory(Local local, Encoding encoding, bool isLive)
    {
        var holder = scope.Holder(local);
        if (isLive && !flow.Assigned.Contains(local))
        {
            expressions.LoadPointer(Access.OfState(SlotOf(local)));
            Il.Store(holder);
            return;
        }

        var area = scope.Area(encoding.Words);
        Il.Load(area);
        Il.Store(holder);
        if (flow.ReadFirst.Contains(local))
        {
            Il.Address(scope.Context.Pool.Add(encoding, ValueOrder.Default(local.Type)));
            expressions.StoreMemory(Access.OfPointer(holder, encoding));
            if (isLive)
            {
                expressions.LoadPointer(Access.OfState(SlotOf(local)));
                expressions.StoreMemory(Access.OfPointer(holder, encoding));
            }
        }
    }

    private Slot SlotOf(Local local) => scope.Context.Layout.OfLocal(step.Machine!.Index, step.Machine.Locals.IndexOf(local));
}
