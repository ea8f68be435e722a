using System.Collections.Immutable;
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
    private readonly int _entries;

    private FootprintAnalysis(MachineModel model)
    {
        _model = model;
        _firstEntry = new int[model.Machines.Length];
        _entries = model.Variables.Length;
        foreach (var machine in model.Machines)
        {
            _firstEntry[machine.Index] = _entries;
            _entries += machine.Locations.IsEmpty ? 0 : 1 + machine.StoredLocals;
        }
    }

    /// <summary>The footprints of all actions, by id.</summary>
    public static ImmutableArray<Footprint> Of(MachineModel model)
    {
        var analysis = new FootprintAnalysis(model);
        var footprints = ImmutableArray.CreateBuilder<Footprint>(model.Actions.Length);
        foreach (var action in model.Actions)
        {
            footprints.Add(analysis.Of(action));
        }

        return footprints.MoveToImmutable();
    }

    /// <summary>What an expression reads, for a property or a limit.</summary>
    public static ImmutableArray<int> Reads(MachineModel model, Expression expression)
    {
        var analysis = new FootprintAnalysis(model);
        var reads = new bool[analysis._entries];
        analysis.AddReads(expression, null, reads);
        return Indices(reads);
    }

    private static ImmutableArray<int> Indices(bool[] set)
    {
        var indices = ImmutableArray.CreateBuilder<int>();
        for (var i = 0; i < set.Length; i++)
        {
            if (set[i])
            {
                indices.Add(i);
            }
        }

        return indices.ToImmutable();
    }

    private Footprint Of(MachineAction action)
    {
        var machine = _model.Machines[action.Machine];
        var live = action.From < 0 ? [] : machine.Locations[action.From].Live;
        var (guardReads, reads) = (new bool[_entries], new bool[_entries]);
        if (!machine.Locations.IsEmpty)
        {
            guardReads[_firstEntry[machine.Index]] = true;
            reads[_firstEntry[machine.Index]] = true;
        }

        var (reachable, deciding) = (StepGraph.Reachable(action.Nodes), StepGraph.Deciding(action.Nodes));
        for (var i = 0; i < action.Nodes.Length; i++)
        {
            if (reachable[i])
            {
                AddReads(action.Nodes[i], machine, reads);
            }

            if (deciding[i])
            {
                AddReads(action.Nodes[i], machine, guardReads);
            }
        }

        var writes = new WriteAnalysis(_model, action, live, _firstEntry[machine.Index], _entries);
        return new Footprint(Indices(guardReads), Indices(reads), Indices(writes.MayWrite), Indices(writes.MustWrite));
    }

    private void AddReads(Node node, Machine machine, bool[] reads)
    {
        foreach (var expression in ExpressionTree.Expressions(node))
        {
            AddReads(expression, machine, reads);
        }

        if (node is not Assign { Target: var place })
        {
            return;
        }

        foreach (var step in place.Path)
        {
            // To walk into the content of an option or a variant's field is to read what it is.
            if (step is ContentStep or VariantFieldStep)
            {
                AddPlace(place, machine, reads);
            }
        }
    }

    private void AddPlace(Place place, Machine machine, bool[] reads)
    {
        if (place.Variable is { } variable)
        {
            reads[variable.Index] = true;
        }
        else
        {
            AddLocal(machine, place.Local!, reads);
        }
    }

    private void AddReads(Expression expression, Machine? machine, bool[] reads)
    {
        foreach (var part in ExpressionTree.SelfAndDescendants(expression))
        {
            switch (part)
            {
                case VariableRead e:
                    reads[e.Variable.Index] = true;
                    break;
                case LocalRead e when machine is not null:
                    AddLocal(machine, e.Local, reads);
                    break;
                case AtLocation e when !_model.Machines[e.Machine].Locations.IsEmpty:
                    reads[_firstEntry[e.Machine]] = true;
                    break;
                case OtherLocalRead e:
                    reads[_firstEntry[e.Machine]] = true;
                    AddLocal(_model.Machines[e.Machine], e.Local, reads);
                    break;
            }
        }
    }

    private void AddLocal(Machine machine, Local local, bool[] reads)
    {
        var index = machine.Locals.IndexOf(local);
        if (index >= 0 && index < machine.StoredLocals)
        {
            reads[_firstEntry[machine.Index] + 1 + index] = true;
        }
    }
}
