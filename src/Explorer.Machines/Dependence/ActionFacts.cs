using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Machines.Analysis;

namespace Explorer.Machines.Dependence;

/// <summary>What syntax tells of each action of a model: which cells it touches, and what it does to the small ones.</summary>
internal sealed class ActionFacts
{
    private readonly Dictionary<(int Action, int Cell), ulong[]> _changes = [];

    public ActionFacts(MachineModel model)
    {
        Model = model;
        Cells = new StateCells(model);
        Values = new CellValues(model, Cells);
        Reading = new CellFootprints(model, Cells);
        Footprints = [.. model.Actions.Select(Reading.Of)];
        var bounds = EffectiveBounds.Of(model);
        MayRun = [.. model.Actions.Select(bounds.IsReached)];
    }

    public MachineModel Model { get; }

    public StateCells Cells { get; }

    public CellValues Values { get; }

    /// <summary>Says what expressions read.</summary>
    public CellFootprints Reading { get; }

    /// <summary>By action.</summary>
    public ImmutableArray<CellFootprint> Footprints { get; }

    /// <summary>By action: false where no machine ever is at its start (<see cref="EffectiveBounds.IsReached"/>).</summary>
    public ImmutableArray<bool> MayRun { get; }

    public bool Writes(int action, int cell) => Footprints[action].Writes.Contains(cell);

    /// <summary>For each value of a small cell that the action may write the values behind a step (<see cref="CellChanges"/>).
    /// </summary>
    public ulong[] Changes(int action, StateCell cell)
    {
        if (!_changes.TryGetValue((action, cell.Id), out var changes))
        {
            _changes.Add((action, cell.Id), changes = CellChanges.Of(Model, Values, Model.Actions[action], cell));
        }

        return changes;
    }

    /// <summary>Whether a step of the action may take a small cell from one of some values to one of others.</summary>
    public bool MayLead(int action, StateCell cell, ulong from, ulong to)
    {
        if (!Writes(action, cell.Id))
        {
            return false;
        }

        var changes = Changes(action, cell);
        return CellValues.Numbers(from).Any(before => (changes[before] & to) != 0);
    }
}
