using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Core;
using Explorer.Machines;
using Explorer.Machines.Expressions;
using Explorer.Machines.Nodes;
using Explorer.Machines.Types;
using Explorer.Machines.Values;

namespace Explorer.Language.Lowering;

/// <summary>
/// What must hold of the other machines of a CPU for a machine to take a step. A thread waits until every handler of
/// its CPU is idle and no other thread there holds off preemption; a handler starts only if its guard holds, every other
/// handler of the CPU is idle and no thread there holds off interrupts. With these guards in place no consumer of the
/// state machines needs to know of CPUs.
/// </summary>
internal static class SchedulingGuards
{
    public static IEnumerable<Expression> For(LoweredMachine machine, int from, IReadOnlyList<LoweredMachine> all)
    {
        if (machine.Kind == MachineKind.Interrupt && from != 0)
        {
            return [];
        }

        var own = machine.Guard is null ? [] : new[] { machine.Guard };
        return own.Concat(machine.Cpu is null
            ? []
            : all.Where(o => o != machine && o.Cpu is not null).Select(o => OnSameCpu(machine, o, Condition(machine, o))).OfType<Expression>());
    }

    /// <summary>The nodes behind one Await for each guard.</summary>
    public static ImmutableArray<Node> Prepend(IEnumerable<Expression> guards, ImmutableArray<Node> nodes)
    {
        var awaits = guards.Where(g => g is not Literal { Value: BoolValue { IsTrue: true } })
            .Select((g, i) => (Node)new Await(g, i + 1, g.Span)).ToImmutableArray();
        return awaits.IsEmpty ? nodes : [.. awaits, .. nodes.Select(n => Shift(n, awaits.Length))];
    }

    private static Expression? Condition(LoweredMachine machine, LoweredMachine other)
    {
        switch (other.Kind)
        {
            case MachineKind.Interrupt:
                return new AtLocation(other.Index, [0], machine.Span);
            case MachineKind.Thread:
                var holding = other.Formed!.Locations
                    .Where(l => machine.Kind == MachineKind.Interrupt ? l.IrqsOff : l.PreemptOff || l.IrqsOff).Select(l => l.Index).ToImmutableArray();
                return holding.IsEmpty
                    ? null
                    : new Unary(UnaryKind.Not, new AtLocation(other.Index, holding, machine.Span), BoolType.Instance, machine.Span);
            default:
                return null;
        }
    }

    private static Expression? OnSameCpu(LoweredMachine machine, LoweredMachine other, Expression? condition)
    {
        if (condition is null || machine.Cpu!.Type != other.Cpu!.Type)
        {
            return null;
        }

        if (machine.Cpu is Literal a && other.Cpu is Literal b)
        {
            return a.Value.Equals(b.Value) ? condition : null;
        }

        var same = new Binary(BinaryKind.Equal, machine.Cpu, other.Cpu, BoolType.Instance, machine.Span);
        return new Binary(BinaryKind.Implies, same, condition, BoolType.Instance, machine.Span);
    }

    private static Node Shift(Node node, int by) => node switch
    {
        Assign n => n with { Next = n.Next + by },
        Branch n => n with { WhenTrue = n.WhenTrue + by, WhenFalse = n.WhenFalse + by },
        Choose n => n with { Next = n.Next + by },
        Either n => n with { Branches = [.. n.Branches.Select(b => b + by)] },
        Await n => n with { Next = n.Next + by },
        Assert n => n with { Next = n.Next + by },
        Leave or Block => node,
        _ => throw new InternalErrorException($"unknown kind of node {node.GetType().Name}"),
    };
}
