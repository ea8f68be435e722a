using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Machines;
using Explorer.Machines.Analysis;
using Explorer.Machines.Expressions;
using Explorer.Machines.Nodes;

namespace Explorer.Compilation.Analysis;

/// <summary>
/// What a step's graph of nodes does to locals and variables: which nodes are reachable, what is written, and which
/// locals may be read before they are assigned (a forward analysis of definite assignment: Aho, Lam, Sethi, Ullman,
/// Compilers, 2006, section 9.2, with intersection where paths meet). Does not see that a branch is never taken.
/// </summary>
internal sealed class StepFlow
{
    private readonly ImmutableArray<Node> _nodes;
    private readonly Machine? _machine;
    private readonly HashSet<Local>?[] _assignedBefore;

    /// <param name="machine">Whose step it is; null for the initial step.</param>
    /// <param name="liveBefore">The stored locals that have values when it starts.</param>
    public StepFlow(ImmutableArray<Node> nodes, Machine? machine, ImmutableArray<Local> liveBefore)
    {
        _nodes = nodes;
        _machine = machine;
        LiveBefore = liveBefore;
        _assignedBefore = new HashSet<Local>?[nodes.Length];
        Solve();
        Order = [.. Enumerable.Range(0, nodes.Length).Where(i => _assignedBefore[i] is not null)];
        Written = [.. Reachable.OfType<Assign>().Select(a => a.Target.Variable).OfType<Variable>()];
        Assigned = [.. Reachable.Select(AssignedBy).OfType<Local>(), .. PartlyAssigned()];
        var bound = Reachable.SelectMany(ExpressionTree.Expressions).SelectMany(ExpressionTree.SelfAndDescendants)
            .Select(ExpressionTree.BoundBy).OfType<Local>();
        ReadFirst = [.. Order.SelectMany(ReadBeforeAssigned).Except(bound)];
    }

    public ImmutableArray<Local> LiveBefore { get; }

    /// <summary>Indices of the reachable nodes.</summary>
    public ImmutableArray<int> Order { get; }

    public IEnumerable<Node> Reachable => Order.Select(i => _nodes[i]);

    /// <summary>Variables that may be written, wholly or in part.</summary>
    public ImmutableHashSet<Variable> Written { get; }

    /// <summary>Locals that may be written, wholly or in part.</summary>
    public ImmutableHashSet<Local> Assigned { get; }

    /// <summary>Locals whose value from before the step may matter.</summary>
    public ImmutableHashSet<Local> ReadFirst { get; }

    /// <summary>The locals that are live where a step ends.</summary>
    public ImmutableArray<Local> LiveAfter(Leave leave) =>
        _machine is null || leave.Location < 0 ? [] : _machine.Locations[leave.Location].Live;

    private static Local? AssignedBy(Node node) => node switch
    {
        Assign { Target: { Local: { } local, Path.IsEmpty: true } } => local,
        Choose n => n.Target,
        _ => null,
    };

    private static IEnumerable<Local> ReadBy(Expression expression) =>
        ExpressionTree.SelfAndDescendants(expression).OfType<LocalRead>().Select(e => e.Local);

    private IEnumerable<Local> PartlyAssigned() =>
        Reachable.OfType<Assign>().Select(a => a.Target.Local).OfType<Local>();

    private void Solve()
    {
        _assignedBefore[0] = [];
        var work = new Stack<int>([0]);
        while (work.TryPop(out var index))
        {
            var after = new HashSet<Local>(_assignedBefore[index]!);
            if (AssignedBy(_nodes[index]) is { } local)
            {
                after.Add(local);
            }

            foreach (var next in ExpressionTree.Successors(_nodes[index]))
            {
                if (_assignedBefore[next] is not { } known)
                {
                    _assignedBefore[next] = [.. after];
                    work.Push(next);
                }
                else if (!known.IsSubsetOf(after))
                {
                    known.IntersectWith(after);
                    work.Push(next);
                }
            }
        }
    }

    private IEnumerable<Local> ReadBeforeAssigned(int index)
    {
        var node = _nodes[index];
        var reads = ExpressionTree.Expressions(node).SelectMany(ReadBy);
        if (node is Choose { Condition: { } condition } choose)
        {
            // The condition reads the local that has just been set.
            reads = ReadBy(condition).Where(l => l != choose.Target).Concat(choose.Set is null ? [] : ReadBy(choose.Set));
        }

        if (node is Assign { Target: { Local: { } local, Path.IsEmpty: false } })
        {
            reads = reads.Append(local);
        }

        if (node is Leave leave)
        {
            // What is stored behind: a local that was live and is not touched stays where it is.
            reads = reads.Concat(LiveAfter(leave).Where(l => Assigned.Contains(l) || !LiveBefore.Contains(l)));
        }

        return reads.Where(l => !_assignedBefore[index]!.Contains(l));
    }
}
