using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
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
    private readonly HashSet<int> _assignedLocals;

    /// <param name="live">The locals that are live before.</param>
    /// <param name="firstEntry">The entry of the machine's location.</param>
    public WriteAnalysis(
        ImmutableArray<Node> nodes, List<int> reachable, Machine machine, ImmutableArray<Local> live, int firstEntry)
    {
        _nodes = nodes;
        _machine = machine;
        _live = live;
        _firstEntry = firstEntry;
        _assignedLocals = [.. reachable.Select(i => nodes[i]).Select(LocalOf).OfType<Local>().Select(Index)];
        var leaves = reachable.Where(i => nodes[i] is Leave).ToList();
        var assigned = DefinitelyAssigned(reachable);
        MayWrite = [.. reachable.Select(i => nodes[i]).OfType<Assign>().Select(a => a.Target.Variable).OfType<Variable>()
            .Select(v => v.Index).Concat(leaves.SelectMany(i => MayEnd((Leave)nodes[i])))];
        MustWrite = [.. leaves.Select(i => assigned[i].Where(IsVariable).Concat(MustEnd((Leave)nodes[i], assigned[i])))
            .Aggregate((IEnumerable<int>?)null, (all, some) => all is null ? some : all.Intersect(some)) ?? []];
    }

    public ImmutableHashSet<int> MayWrite { get; }

    public ImmutableHashSet<int> MustWrite { get; }

    private static Local? LocalOf(Node node) => node switch
    {
        Assign n => n.Target.Local,
        Choose n => n.Target,
        _ => null,
    };

    // Locals are told from variables by being negative while they are only assigned.
    private static bool IsVariable(int key) => key >= 0;

    private int Index(Local local) => _machine.Locals.IndexOf(local);

    private int KeyOf(Local local) => -1 - Index(local);

    private int EntryOf(int local) => _firstEntry + 1 + local;

    private IEnumerable<int> StoredLocals => Enumerable.Range(0, _machine.StoredLocals);

    private IEnumerable<int> MayEnd(Leave leave)
    {
        if (leave.Location < 0)
        {
            return [];
        }

        var after = _machine.Locations[leave.Location].Live;
        return StoredLocals
            .Where(i => _live.Contains(_machine.Locals[i]) != after.Contains(_machine.Locals[i])
                || (after.Contains(_machine.Locals[i]) && _assignedLocals.Contains(i)))
            .Select(EntryOf).Append(_firstEntry);
    }

    private IEnumerable<int> MustEnd(Leave leave, HashSet<int> assigned)
    {
        if (leave.Location < 0)
        {
            return [];
        }

        var after = _machine.Locations[leave.Location].Live;
        return StoredLocals
            .Where(i => !after.Contains(_machine.Locals[i])
                ? _live.Contains(_machine.Locals[i])
                : assigned.Contains(-1 - i) || !_live.Contains(_machine.Locals[i]))
            .Select(EntryOf).Append(_firstEntry);
    }

    private IEnumerable<int> AssignedWhole(Node node) => node switch
    {
        Assign { Target: { Variable: { } variable, Path.IsEmpty: true } } => [variable.Index],
        Assign { Target: { Local: { } local, Path.IsEmpty: true } } => [KeyOf(local)],
        Choose n => [KeyOf(n.Target)],
        _ => [],
    };

    private Dictionary<int, HashSet<int>> DefinitelyAssigned(List<int> reachable)
    {
        var before = new Dictionary<int, HashSet<int>> { [0] = [] };
        var work = new Stack<int>([0]);
        while (work.TryPop(out var index))
        {
            var after = before[index].Concat(AssignedWhole(_nodes[index])).ToHashSet();
            foreach (var next in ExpressionTree.Successors(_nodes[index]))
            {
                if (!before.TryGetValue(next, out var known))
                {
                    before[next] = [.. after];
                    work.Push(next);
                }
                else if (!known.IsSubsetOf(after))
                {
                    known.IntersectWith(after);
                    work.Push(next);
                }
            }
        }

        return before;
    }
}
