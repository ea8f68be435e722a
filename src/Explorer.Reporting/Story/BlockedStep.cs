using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Machines;
using Explorer.Machines.Expressions;
using Explorer.Machines.Interpretation;
using Explorer.Machines.Nodes;
using Explorer.Machines.Values;

namespace Explorer.Reporting.Story;

/// <summary>For what a machine waits in a state: the first condition that keeps its next step from being taken. Only
/// where the way to that condition leaves no choice; a machine with several next steps may wait for several things.</summary>
internal static class BlockedStep
{
    /// <summary>The reasons, one for each next step for which one is found.</summary>
    /// <param name="step">The step after which the state is, for the evidence.</param>
    public static ImmutableArray<Reason> ReasonsOf(Trace trace, Machine machine, MachineState state, int step)
    {
        var finder = new ReasonFinder(new EvidenceCollector(new PartHistory(trace)));
        var moment = MomentOf(trace, machine, state, step);
        var location = state.Machines[machine.Index].Location;
        var reasons = ImmutableArray.CreateBuilder<Reason>();
        foreach (var action in trace.Model.Actions.Where(a => a.Machine == machine.Index && a.From == location))
        {
            try
            {
                if (Blocking(action.Nodes, moment) is var (condition, then))
                {
                    reasons.Add(finder.Why(condition, then));
                }
            }
            catch (FaultException)
            {
                // Then the step is possible: it meets that fault.
            }
        }

        return reasons.ToImmutable();
    }

    private static (Expression Condition, Moment Moment)? Blocking(ImmutableArray<Node> nodes, Moment moment)
    {
        var seen = new HashSet<int>();
        for (var index = 0; seen.Add(index);)
        {
            switch (nodes[index])
            {
                case Await n when !moment.IsTrue(n.Condition):
                    return (n.Condition, moment);
                case Await n:
                    index = n.Next;
                    break;
                case Branch n:
                    index = moment.IsTrue(n.Condition) ? n.WhenTrue : n.WhenFalse;
                    break;
                case Choose n when OnlyCandidate(n, moment) is { } value:
                    moment = moment.With(n.Target, value, []);
                    index = n.Next;
                    break;
                default:
                    return null;
            }
        }

        return null;
    }

    private static Value? OnlyCandidate(Choose node, Moment moment)
    {
        var mask = node.Set is null ? ulong.MaxValue : ((SetValue)moment.Evaluate(node.Set)).Mask;
        var count = (int)System.Numerics.BigInteger.Min(node.Target.Type.Cardinality, 64);
        var candidates = Enumerable.Range(0, count)
            .Where(i => (mask >> i & 1) != 0)
            .Select(i => ValueOrder.At(node.Target.Type, i))
            .Where(v => node.Condition is null || moment.With(node.Target, v, []).IsTrue(node.Condition))
            .Take(2).ToList();
        return candidates.Count == 1 && count == node.Target.Type.Cardinality ? candidates[0] : null;
    }

    private static Moment MomentOf(Trace trace, Machine machine, MachineState state, int step)
    {
        var locals = ImmutableDictionary.CreateBuilder<Local, Held>();
        for (var i = 0; i < machine.Locals.Length; i++)
        {
            var value = i < machine.StoredLocals
                ? state.Machines[machine.Index].Locals[i]
                : ValueOrder.Default(machine.Locals[i].Type);
            locals[machine.Locals[i]] = new Held(value, []);
        }

        return new Moment(new Interpreter(trace.Model), step, machine, state, locals.ToImmutable());
    }
}
