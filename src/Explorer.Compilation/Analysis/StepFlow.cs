using System.Collections.Generic;
using System.Collections.Immutable;
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
    private readonly List<Node> _reachable = [];

    /// <param name="machine">Whose step it is; null for the initial step.</param>
    /// <param name="liveBefore">The stored locals that have values when it starts.</param>
    public StepFlow(ImmutableArray<Node> nodes, Machine? machine, ImmutableArray<Local> liveBefore)
    {
        _nodes = nodes;
        _machine = machine;
        LiveBefore = liveBefore;
        _assignedBefore = new HashSet<Local>?[nodes.Length];
        Solve();
        CollectWrites();
        CollectReads();
    }

    public ImmutableArray<Local> LiveBefore { get; }

    /// <summary>The reachable nodes, by index.</summary>
    public IReadOnlyList<Node> Reachable => _reachable;

    /// <summary>Variables that may be written, wholly or in part.</summary>
    public HashSet<Variable> Written { get; } = [];

    /// <summary>Locals that may be written, wholly or in part.</summary>
    public HashSet<Local> Assigned { get; } = [];

    /// <summary>Locals whose value from before the step may matter.</summary>
    public HashSet<Local> ReadFirst { get; } = [];

    /// <summary>The locals that are live where a step ends.</summary>
    public ImmutableArray<Local> LiveAfter(Leave leave) =>
        _machine is null || leave.Location < 0 ? [] : _machine.Locations[leave.Location].Live;

    private static Local? AssignedBy(Node node) => node switch
    {
        Assign { Target: { Local: { } local, Path.IsEmpty: true } } => local,
        Choose n => n.Target,
        _ => null,
    };

    private void Solve()
    {
        _assignedBefore[0] = [];
        var work = new Stack<int>();
        work.Push(0);
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

    private void CollectWrites()
    {
        for (var i = 0; i < _nodes.Length; i++)
        {
            if (_assignedBefore[i] is null)
            {
                continue;
            }

            _reachable.Add(_nodes[i]);
            if (_nodes[i] is Assign { Target.Variable: { } variable })
            {
                Written.Add(variable);
            }
            else if (_nodes[i] is Assign { Target.Local: { } part })
            {
                Assigned.Add(part);
            }
            else if (AssignedBy(_nodes[i]) is { } local)
            {
                Assigned.Add(local);
            }
        }
    }

    private void CollectReads()
    {
        var bound = new HashSet<Local>();
        for (var i = 0; i < _nodes.Length; i++)
        {
            if (_assignedBefore[i] is { } assigned)
            {
                CollectReads(_nodes[i], assigned, bound);
            }
        }

        ReadFirst.ExceptWith(bound);
    }

    private void CollectReads(Node node, HashSet<Local> assigned, HashSet<Local> bound)
    {
        foreach (var expression in ExpressionTree.Expressions(node))
        {
            // The condition of a draw reads the local that has just been drawn.
            var drawn = node is Choose choose && ReferenceEquals(expression, choose.Condition) ? choose.Target : null;
            foreach (var part in ExpressionTree.SelfAndDescendants(expression))
            {
                if (part is LocalRead read && !assigned.Contains(read.Local) && read.Local != drawn)
                {
                    ReadFirst.Add(read.Local);
                }
                else if (ExpressionTree.BoundBy(part) is { } name)
                {
                    bound.Add(name);
                }
            }
        }

        if (node is Assign { Target: { Local: { } whole, Path.IsEmpty: false } } && !assigned.Contains(whole))
        {
            ReadFirst.Add(whole);
        }

        if (node is Leave leave)
        {
            CollectStored(leave, assigned);
        }
    }

    // What is stored behind: a local that was live and is not touched stays where it is.
    private void CollectStored(Leave leave, HashSet<Local> assigned)
    {
        foreach (var local in LiveAfter(leave))
        {
            if (!assigned.Contains(local) && (Assigned.Contains(local) || !LiveBefore.Contains(local)))
            {
                ReadFirst.Add(local);
            }
        }
    }
}
