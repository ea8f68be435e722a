using System.Collections.Generic;
using System.Collections.Immutable;
using Explorer.Machines.Nodes;

namespace Explorer.Machines.Analysis;

/// <summary>
/// What a step may write and must write, as entries of a state: a forward analysis over its nodes, with union for what is
/// written on some path and intersection for what is written as a whole on every path. The end of the step writes the
/// location, what is live behind and was assigned, and what is live no more.
/// </summary>
internal sealed class WriteAnalysis
{
    private readonly ImmutableArray<Node> _nodes;
    private readonly Machine _machine;
    private readonly ImmutableArray<Local> _live;
    private readonly int _firstEntry;

    // For each node what is assigned as a whole on every way to it: variables, then the machine's locals. Null: unreachable.
    private readonly bool[]?[] _assignedBefore;
    private readonly int _variables;

    /// <param name="live">The locals that are live before.</param>
    /// <param name="firstEntry">The entry of the machine's location.</param>
    /// <param name="entries">Number of entries of a state.</param>
    public WriteAnalysis(MachineModel model, MachineAction action, ImmutableArray<Local> live, int firstEntry, int entries)
    {
        _nodes = action.Nodes;
        _machine = model.Machines[action.Machine];
        _live = live;
        _firstEntry = firstEntry;
        _variables = model.Variables.Length;
        _assignedBefore = new bool[]?[_nodes.Length];
        MayWrite = new bool[entries];
        MustWrite = new bool[entries];
        Solve();
        Collect();
    }

    public bool[] MayWrite { get; }

    public bool[] MustWrite { get; }

    private void Solve()
    {
        _assignedBefore[0] = new bool[_variables + _machine.Locals.Length];
        var work = new Stack<int>();
        work.Push(0);
        while (work.TryPop(out var index))
        {
            var after = (bool[])_assignedBefore[index]!.Clone();
            if (AssignedWhole(_nodes[index]) is >= 0 and var assigned)
            {
                after[assigned] = true;
            }

            foreach (var next in ExpressionTree.Successors(_nodes[index]))
            {
                if (Meet(ref _assignedBefore[next], after))
                {
                    work.Push(next);
                }
            }
        }
    }

    // True if what is known gets less.
    private static bool Meet(ref bool[]? known, bool[] after)
    {
        if (known is null)
        {
            known = (bool[])after.Clone();
            return true;
        }

        var changes = false;
        for (var i = 0; i < known.Length; i++)
        {
            changes |= known[i] && !after[i];
            known[i] &= after[i];
        }

        return changes;
    }

    private int AssignedWhole(Node node) => node switch
    {
        Assign { Target: { Variable: { } variable, Path.IsEmpty: true } } => variable.Index,
        Assign { Target: { Local: { } local, Path.IsEmpty: true } } => _variables + _machine.Locals.IndexOf(local),
        Choose n => _variables + _machine.Locals.IndexOf(n.Target),
        _ => -1,
    };

    private void Collect()
    {
        var assignedLocals = new HashSet<Local>();
        for (var i = 0; i < _nodes.Length; i++)
        {
            if (_assignedBefore[i] is null)
            {
                continue;
            }

            if (_nodes[i] is Assign { Target.Variable: { } variable })
            {
                MayWrite[variable.Index] = true;
            }
            else if (_nodes[i] is Assign { Target.Local: { } local })
            {
                assignedLocals.Add(local);
            }
            else if (_nodes[i] is Choose choose)
            {
                assignedLocals.Add(choose.Target);
            }
        }

        CollectEnds(assignedLocals);
    }

    private void CollectEnds(HashSet<Local> assignedLocals)
    {
        var isFirst = true;
        for (var i = 0; i < _nodes.Length; i++)
        {
            if (_nodes[i] is Leave leave && _assignedBefore[i] is { } assigned)
            {
                var must = new bool[MustWrite.Length];
                System.Array.Copy(assigned, must, _variables);
                End(leave, assigned, assignedLocals, must);
                for (var entry = 0; entry < must.Length; entry++)
                {
                    MustWrite[entry] = must[entry] && (isFirst || MustWrite[entry]);
                }

                isFirst = false;
            }
        }
    }

    private void End(Leave leave, bool[] assigned, HashSet<Local> assignedLocals, bool[] must)
    {
        if (leave.Location < 0)
        {
            return;
        }

        MayWrite[_firstEntry] = true;
        must[_firstEntry] = true;
        var after = _machine.Locations[leave.Location].Live;
        for (var i = 0; i < _machine.StoredLocals; i++)
        {
            var local = _machine.Locals[i];
            var (wasLive, isLive) = (_live.Contains(local), after.Contains(local));
            MayWrite[_firstEntry + 1 + i] |= wasLive != isLive || (isLive && assignedLocals.Contains(local));
            must[_firstEntry + 1 + i] = isLive ? assigned[_variables + i] || !wasLive : wasLive;
        }
    }
}
