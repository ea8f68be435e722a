using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Core.Systems;
using Explorer.Machines.Expressions;
using Explorer.Machines.Nodes;

namespace Explorer.Machines.Analysis;

/// <summary>
/// What each action reads and writes, from its nodes. Entries are numbered as in a state: the variables in their order,
/// then for each machine that has locations its location and its stored locals. A whole variable or local is one entry:
/// an action that touches one element of an array touches the array. Every node that the graph reaches counts, whether
/// or not its conditions allow it.
///
/// `GuardReads`: read by a node from which one that can block is reachable, that one included, and the location from
/// which the action starts. `MustWrite`: assigned as a whole, or reset, on every path to the end; the value after the step
/// does not depend on the value before it. A part that is assigned is in `MayWrite` only, and not read by that.
/// </summary>
public sealed class FootprintAnalysis
{
    private readonly MachineModel _model;
    private readonly int[] _firstEntry;

    private FootprintAnalysis(MachineModel model)
    {
        _model = model;
        _firstEntry = new int[model.Machines.Length];
        var next = model.Variables.Length;
        foreach (var machine in model.Machines)
        {
            _firstEntry[machine.Index] = next;
            next += machine.Locations.IsEmpty ? 0 : 1 + machine.StoredLocals;
        }
    }

    /// <summary>The footprints of all actions, by id.</summary>
    public static ImmutableArray<Footprint> Of(MachineModel model)
    {
        var analysis = new FootprintAnalysis(model);
        return [.. model.Actions.Select(analysis.Of)];
    }

    /// <summary>What an expression reads, for a property or a limit.</summary>
    public static ImmutableArray<int> Reads(MachineModel model, Expression expression) =>
        Sorted(new FootprintAnalysis(model).Reads(expression, null));

    private static ImmutableArray<int> Sorted(IEnumerable<int> entries) => [.. entries.Distinct().Order()];

    private static bool MayBlock(Node node) => node is Await or Block or Choose { Set: not null } or Choose { Condition: not null };

    private Footprint Of(MachineAction action)
    {
        var machine = _model.Machines[action.Machine];
        var live = action.From < 0 ? [] : machine.Locations[action.From].Live;
        var location = machine.Locations.IsEmpty ? [] : new[] { _firstEntry[machine.Index] };
        var reachable = Reachable(action.Nodes);
        var reads = reachable.ToDictionary(i => i, i => ReadsOf(action.Nodes[i], machine).ToList());
        var deciding = Deciding(action.Nodes, reachable);
        var writes = new WriteAnalysis(action.Nodes, reachable, machine, live, _firstEntry[machine.Index]);
        return new Footprint(
            Sorted(deciding.SelectMany(i => reads[i]).Concat(location)),
            Sorted(reads.Values.SelectMany(r => r).Concat(location)),
            Sorted(writes.MayWrite),
            Sorted(writes.MustWrite));
    }

    private IEnumerable<int> ReadsOf(Node node, Machine machine) =>
        ExpressionTree.Expressions(node).SelectMany(e => Reads(e, machine)).Concat(ReadsOfPath(node, machine));

    // To walk into the content of an option or a variant's field is to read what it is.
    private IEnumerable<int> ReadsOfPath(Node node, Machine machine) =>
        node is Assign { Target: var place } && place.Path.Any(s => s is ContentStep or VariantFieldStep)
            ? place.Variable is { } variable ? [variable.Index] : EntryOf(machine, place.Local!)
            : [];

    private IEnumerable<int> Reads(Expression expression, Machine? machine) =>
        ExpressionTree.SelfAndDescendants(expression).SelectMany(e => e switch
        {
            VariableRead r => [r.Variable.Index],
            LocalRead r when machine is not null => EntryOf(machine, r.Local),
            AtLocation r when !_model.Machines[r.Machine].Locations.IsEmpty => [_firstEntry[r.Machine]],
            OtherLocalRead r => EntryOf(_model.Machines[r.Machine], r.Local).Append(_firstEntry[r.Machine]),
            _ => Enumerable.Empty<int>(),
        });

    private IEnumerable<int> EntryOf(Machine machine, Local local)
    {
        var index = machine.Locals.IndexOf(local);
        return index >= 0 && index < machine.StoredLocals ? [_firstEntry[machine.Index] + 1 + index] : [];
    }

    private static List<int> Reachable(ImmutableArray<Node> nodes)
    {
        var seen = new HashSet<int>();
        var waiting = new Stack<int>([0]);
        while (waiting.TryPop(out var index))
        {
            if (seen.Add(index))
            {
                foreach (var next in ExpressionTree.Successors(nodes[index]))
                {
                    waiting.Push(next);
                }
            }
        }

        return [.. seen];
    }

    // Backwards from the nodes that can block.
    private static HashSet<int> Deciding(ImmutableArray<Node> nodes, List<int> reachable)
    {
        var deciding = reachable.Where(i => MayBlock(nodes[i])).ToHashSet();
        bool grows;
        do
        {
            grows = false;
            foreach (var index in reachable.Where(i => ExpressionTree.Successors(nodes[i]).Any(deciding.Contains)))
            {
                grows |= deciding.Add(index);
            }
        }
        while (grows);
        return deciding;
    }
}
