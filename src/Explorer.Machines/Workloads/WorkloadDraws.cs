using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Core.Diagnostics;
using Explorer.Machines.Expressions;
using Explorer.Machines.Nodes;
using Explorer.Machines.Types;
using Explorer.Machines.Values;

namespace Explorer.Machines.Workloads;

/// <summary>
/// Lets the initial step of a model draw its workload, so that whoever explores the model explores all of them: each
/// program call by call, none behind none, and no operation twice that may occur once.
/// </summary>
public static class WorkloadDraws
{
    /// <summary>The model with the draws at the end of its initial step; the model itself if it has no workload.</summary>
    public static MachineModel AddTo(MachineModel model)
    {
        if (model.Workload is not { } workloads)
        {
            return model;
        }

        var nodes = model.InitialNodes.IsEmpty ? [new Leave(-1, SourceSpan.None)] : model.InitialNodes.ToList();
        var slots = Slots(workloads).ToList();
        var locals = slots.Select(s => new Local($"call {s.Position + 1} of {s.Owner.Display}", workloads.Call, SourceSpan.None)).ToImmutableArray();
        var first = nodes.Count;
        for (var i = 0; i < slots.Count; i++)
        {
            var draw = nodes.Count;
            nodes.Add(new Choose(locals[i], null, Condition(workloads, slots, locals, i), draw + 1, SourceSpan.None));
            nodes.Add(new Assign(PlaceOf(workloads, slots[i]), new LocalRead(locals[i], SourceSpan.None), draw + 2, SourceSpan.None));
        }

        nodes.Add(new Leave(-1, SourceSpan.None));
        // What ended the step goes on to the draws: it becomes a copy of the first.
        for (var i = 0; i < first; i++)
        {
            nodes[i] = nodes[i] is Leave ? nodes[first] : nodes[i];
        }

        return model with { InitialNodes = [.. nodes], InitialLocals = [.. model.InitialLocals, .. locals] };
    }

    private readonly record struct CallSlot(Value Owner, int Position);

    private static IEnumerable<CallSlot> Slots(WorkloadShape workloads) =>
        from owner in Enumerable.Range(0, workloads.Programs)
        from position in Enumerable.Range(0, workloads.Each)
        select new CallSlot(ValueOrder.At(workloads.Owner, owner), position);

    private static Place PlaceOf(WorkloadShape workloads, CallSlot slot) => new(
        workloads.Program,
        null,
        [new ElementStep(new Literal(slot.Owner, workloads.Owner, SourceSpan.None)), new ElementStep(Number(slot.Position))],
        workloads.Call,
        SourceSpan.None);

    private static Literal Number(int n) => new(new IntValue(n), new IntType(n, n, false), SourceSpan.None);

    private static Expression? Condition(WorkloadShape workloads, List<CallSlot> slots, ImmutableArray<Local> locals, int slot)
    {
        Expression? condition = null;
        if (slots[slot].Position > 0)
        {
            condition = Or(Is(locals[slot], 0), Not(Is(locals[slot - 1], 0)));
        }

        for (var k = 0; k < workloads.Operations.Length; k++)
        {
            if (workloads.Operations[k].IsOnce && slot > 0)
            {
                var before = Enumerable.Range(0, slot).Select(i => (Expression)Is(locals[i], k + 1)).Aggregate(Or);
                var once = Or(Not(Is(locals[slot], k + 1)), Not(before));
                condition = condition is null ? once : new Binary(BinaryKind.And, condition, once, BoolType.Instance, SourceSpan.None);
            }
        }

        return condition;
    }

    private static IsVariant Is(Local local, int variant) => new(new LocalRead(local, SourceSpan.None), variant, SourceSpan.None);

    private static Unary Not(Expression e) => new(UnaryKind.Not, e, BoolType.Instance, SourceSpan.None);

    private static Expression Or(Expression left, Expression right) =>
        new Binary(BinaryKind.Or, left, right, BoolType.Instance, SourceSpan.None);
}
