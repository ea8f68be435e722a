using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Core.Systems;
using Explorer.Machines.Analysis;
using Explorer.Machines.Expressions;
using Explorer.Machines.Nodes;

namespace Explorer.Machines.Dependence;

/// <summary>What an action touches, cell by cell.</summary>
/// <param name="GuardReads">Read by what decides whether it is enabled, its location among them.</param>
/// <param name="BodyReads">Read by anything but the awaits at its start (<see cref="GuardConjuncts"/>).</param>
/// <param name="Writes">May be written; a part of a cell counts as the cell.</param>
internal sealed record CellFootprint(CellSet GuardReads, CellSet BodyReads, CellSet Writes);

/// <summary>
/// Footprints as of <see cref="FootprintAnalysis"/>, but with the elements of arrays apart where indices are constants.
/// Writing a part of a cell, a field, say, does not read the rest of it, but writes to two parts of one cell are in each
/// other's way here.
/// </summary>
internal sealed class CellFootprints
{
    private readonly MachineModel _model;
    private readonly ImmutableArray<Footprint> _entries;
    private readonly Dictionary<int, int> _cellOfEntry = [];

    public CellFootprints(MachineModel model, StateCells cells)
    {
        (_model, Cells, _entries) = (model, cells, FootprintAnalysis.Of(model));
        var entry = model.Variables.Length;
        foreach (var cell in cells.All.Where(c => c.Machine >= 0))
        {
            _cellOfEntry.Add(entry++, cell.Id);
        }
    }

    public StateCells Cells { get; }

    /// <summary>The cells that an expression reads.</summary>
    /// <param name="machine">Whose locals it reads; null outside any.</param>
    public CellSet Reads(Expression expression, Machine? machine)
    {
        var reads = new CellSet(Cells.Count);
        AddReads(expression, machine, reads);
        return reads;
    }

    public CellFootprint Of(MachineAction action)
    {
        var machine = _model.Machines[action.Machine];
        var (guard, body) = (new CellSet(Cells.Count), new CellSet(Cells.Count));
        if (!machine.Locations.IsEmpty)
        {
            guard.Add(Cells.OfLocation(machine.Index));
        }

        var prefix = GuardConjuncts.Of(_model, action).Prefix;
        var (reachable, deciding) = (StepGraph.Reachable(action.Nodes), StepGraph.Deciding(action.Nodes));
        for (var i = 0; i < action.Nodes.Length; i++)
        {
            if (deciding[i])
            {
                AddReads(action.Nodes[i], machine, guard);
            }

            if (reachable[i] && !prefix.Contains(i))
            {
                AddReads(action.Nodes[i], machine, body);
            }
        }

        return new CellFootprint(guard, body, Writes(action, reachable));
    }

    private CellSet Writes(MachineAction action, bool[] reachable)
    {
        var writes = new CellSet(Cells.Count);
        for (var i = 0; i < action.Nodes.Length; i++)
        {
            if (reachable[i] && action.Nodes[i] is Assign { Target: { Variable: { } variable } place })
            {
                Cells.Add(variable, StateCells.Indices(place), writes);
            }
        }

        foreach (var entry in _entries[action.Id].MayWrite)
        {
            if (_cellOfEntry.TryGetValue(entry, out var cell))
            {
                writes.Add(cell);
            }
        }

        return writes;
    }

    private void AddReads(Node node, Machine machine, CellSet reads)
    {
        foreach (var expression in ExpressionTree.Expressions(node))
        {
            AddReads(expression, machine, reads);
        }

        // To walk into the content of an option or a variant's field is to read what it is. A part of a local is written
        // into the rest of it, which must have been there.
        if (node is not Assign { Target: var place } || place.Path.IsEmpty)
        {
            return;
        }

        if (place.Variable is { } variable && place.Path.Any(s => s is ContentStep or VariantFieldStep))
        {
            Cells.Add(variable, StateCells.Indices(place), reads);
        }
        else if (place.Local is { } local && Cells.OfLocal(machine.Index, local) is >= 0 and var cell)
        {
            reads.Add(cell);
        }
    }

    private void AddReads(Expression expression, Machine? machine, CellSet reads)
    {
        switch (expression)
        {
            case VariableRead or ElementRead when StateCells.Chain(expression) is { } chain:
                Cells.Add(chain.Variable, chain.Indices, reads);
                foreach (var index in chain.Indices)
                {
                    AddReads(index, machine, reads);
                }

                return;
            case LocalRead e when machine is not null && Cells.OfLocal(machine.Index, e.Local) is >= 0 and var cell:
                reads.Add(cell);
                return;
            case AtLocation e when !_model.Machines[e.Machine].Locations.IsEmpty:
                reads.Add(Cells.OfLocation(e.Machine));
                return;
            case OtherLocalRead e:
                reads.Add(Cells.OfLocation(e.Machine));
                if (Cells.OfLocal(e.Machine, e.Local) is >= 0 and var other)
                {
                    reads.Add(other);
                }

                return;
        }

        foreach (var operand in ExpressionTree.Children(expression))
        {
            AddReads(operand, machine, reads);
        }
    }
}
