using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Machines.Expressions;
using Explorer.Machines.Nodes;
using Explorer.Machines.Values;

namespace Explorer.Machines.Workloads;

/// <summary>Which steps the threads of a workload can take if only some operations occur in it.</summary>
internal sealed class WorkloadSteps
{
    private readonly MachineModel _model;
    private readonly WorkloadShape _workloads;
    private readonly ConcurrentDictionary<(int Thread, string Operations), ImmutableArray<int>> _known = new();

    public WorkloadSteps(MachineModel model)
    {
        (_model, _workloads) = (model, model.Workload!);
        Threads = [.. model.Machines.Where(m => m.Kind == MachineKind.Thread && m.Template == WorkloadShape.ThreadName).Select(m => m.Index)];
    }

    /// <summary>The machines that run the programs.</summary>
    public ImmutableHashSet<int> Threads { get; }

    /// <summary>The machine that runs a program; -1 if there is none.</summary>
    public int ThreadOf(int program)
    {
        var owner = ValueOrder.At(_workloads.Owner, program);
        return _model.Machines.FirstOrDefault(m => Threads.Contains(m.Index) && m.Arguments.Length == 1 && m.Arguments[0].Equals(owner))?.Index ?? -1;
    }

    /// <summary>The actions that a thread can come to while its program has these operations only.</summary>
    public ImmutableArray<int> ActionsOf(int thread, IReadOnlySet<int> operations) =>
        _known.GetOrAdd((thread, string.Join(',', operations.Order())), _ => Reach(_model.Machines[thread], operations));

    /// <summary>Is the expression one of the calls that the programs are made of?</summary>
    public static bool IsProgram(Expression expression, WorkloadShape workloads) => expression is ElementRead
    {
        Array: ElementRead { Array: VariableRead { Variable: var variable } },
    } && variable == workloads.Program;

    private ImmutableArray<int> Reach(Machine machine, IReadOnlySet<int> operations)
    {
        var actions = ImmutableArray.CreateBuilder<int>();
        var (seen, work) = (new HashSet<int>(), new Stack<int>());
        Visit(machine.StartNodes.IsEmpty ? [machine.Start] : Ends(machine.StartNodes, operations));
        while (work.TryPop(out var location))
        {
            foreach (var action in _model.Actions.Where(a => a.Machine == machine.Index && a.From == location))
            {
                actions.Add(action.Id);
                Visit(Ends(action.Nodes, operations));
            }
        }

        return actions.ToImmutable();

        void Visit(IEnumerable<int> locations)
        {
            foreach (var location in locations.Where(seen.Add))
            {
                work.Push(location);
            }
        }
    }

    // Where the nodes can lead to, if a test for an operation that does not occur fails.
    private HashSet<int> Ends(ImmutableArray<Node> nodes, IReadOnlySet<int> operations)
    {
        var (ends, seen, work) = (new HashSet<int>(), new HashSet<int>(), new Stack<int>([0]));
        while (work.TryPop(out var index))
        {
            if (!seen.Add(index))
            {
                continue;
            }

            if (nodes[index] is Leave leave)
            {
                ends.Add(leave.Location);
            }

            foreach (var next in Next(nodes[index], operations))
            {
                work.Push(next);
            }
        }

        return ends;
    }

    private IEnumerable<int> Next(Node node, IReadOnlySet<int> operations) =>
        node is Branch { Condition: IsVariant { Variant: > 0 } test } branch && IsProgram(test.Operand, _workloads) && !operations.Contains(test.Variant - 1)
            ? [branch.WhenFalse]
            : Analysis.ExpressionTree.Successors(node);
}
