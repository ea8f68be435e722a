using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Core.Systems.Dependence;
using Explorer.Machines.Dependence;
using Explorer.Machines.Nodes;

namespace Explorer.Machines.Workloads;

/// <summary>
/// Which groups of actions (the steps of a program, of a rule, of a handler) have something to do with each other. What is left
/// apart can be taken apart: each run of the whole gives a run of each part, with the same violations.
///
/// By cells two groups are apart if neither writes what the other touches. By matrices they are if all their actions accord
/// and none enables a guard of the other's: then the steps of the one can be moved behind those of the other, one after the
/// other, without a change to either. A part alone begins in a state in which the other threads have ended, so it must not
/// read where these are.
/// </summary>
internal sealed class WorkloadParts
{
    private readonly MachineModel _model;
    private readonly ActionFacts _facts;
    private readonly DependenceMatrices? _matrices;
    private readonly IReadOnlyList<ImmutableArray<int>> _groups;
    private readonly List<(CellSet Writes, CellSet Touches)> _cells;
    private readonly List<CellSet> _own;
    private readonly int[] _parts;

    /// <param name="matrices">Null: only cells are looked at.</param>
    /// <param name="groups">The actions of each; those of the threads first.</param>
    /// <param name="threads">The machines of the first groups.</param>
    public WorkloadParts(
        MachineModel model, ActionFacts facts, DependenceMatrices? matrices, IReadOnlyList<ImmutableArray<int>> groups,
        ImmutableArray<int> threads)
    {
        (_model, _facts, _matrices, _groups) = (model, facts, matrices, groups);
        _cells = [.. groups.Select(Cells)];
        _own = [.. threads.Select(Own)];
        _parts = [.. Enumerable.Range(0, groups.Count)];
        for (var i = 0; i < groups.Count; i++)
        {
            for (var k = 0; k < i; k++)
            {
                if (Looks(i, k) || Looks(k, i) || !(AreApartByCells(i, k) || AreApartByMatrices(i, k)))
                {
                    Join(i, k);
                }
            }
        }
    }

    /// <summary>Puts together what may violate a property between them.</summary>
    public void JoinBy(int property)
    {
        var reads = _model.Conditions[property] is { } condition ? _facts.Reading.Reads(condition, null) : null;
        var groups = _matrices is null
            ? reads is null ? [] : Enumerable.Range(0, _groups.Count).Where(i => _cells[i].Writes.Overlaps(reads)).ToList()
            : Falsifying(_matrices, property, reads);
        groups.ForEach(g => Join(g, groups[0]));
    }

    /// <summary>In how many parts the first groups are.</summary>
    public int Count(int groups) => Enumerable.Range(0, groups).Select(Root).Distinct().Count();

    // Those whose steps may violate it, and those of threads that it looks at.
    private List<int> Falsifying(DependenceMatrices matrices, int property, CellSet? reads) =>
        [.. Enumerable.Range(0, _groups.Count).Where(i =>
            _groups[i].Any(a => matrices.NecessaryEnabling[matrices.LabelOf(property), a])
            || (reads is not null && i < _own.Count && _own[i].Overlaps(reads)))];

    private bool AreApartByCells(int i, int k) =>
        !_cells[i].Writes.Overlaps(_cells[k].Touches) && !_cells[k].Writes.Overlaps(_cells[i].Touches);

    // Whether one group touches what is a thread's own.
    private bool Looks(int group, int thread) => thread < _own.Count && _own[thread].Overlaps(_cells[group].Touches);

    private bool AreApartByMatrices(int i, int k) => _matrices is { } matrices
        && _groups[i].All(a => _groups[k].All(b => !matrices.DoNotAccord[a, b] && !Enables(matrices, a, b) && !Enables(matrices, b, a)));

    private static bool Enables(DependenceMatrices matrices, int action, int other) =>
        matrices.GuardsOf[other].Any(g => matrices.NecessaryEnabling[g, action])
        || (matrices.ResidualOf[other] is >= 0 and var residual && matrices.NecessaryEnabling[residual, action]);

    private (CellSet Writes, CellSet Touches) Cells(ImmutableArray<int> actions)
    {
        var (writes, touches) = (new CellSet(_facts.Cells.Count), new CellSet(_facts.Cells.Count));
        foreach (var footprint in actions.Select(a => _facts.Footprints[a]))
        {
            writes.Add(footprint.Writes);
            touches.Add(footprint.Writes);
            touches.Add(footprint.GuardReads);
            touches.Add(footprint.BodyReads);
        }

        return (writes, touches);
    }

    // Where a thread is, its locals, and what its start writes: what is different in a state in which it has nothing to do.
    private CellSet Own(int thread)
    {
        var machine = _model.Machines[thread];
        var cells = new CellSet(_facts.Cells.Count);
        foreach (var cell in _facts.Cells.All.Where(c => c.Machine == thread))
        {
            cells.Add(cell.Id);
        }

        foreach (var place in machine.StartNodes.OfType<Assign>().Select(n => n.Target).Where(t => t.Variable is not null))
        {
            _facts.Cells.Add(place.Variable!, StateCells.Indices(place), cells);
        }

        return cells;
    }

    private int Root(int group) => _parts[group] == group ? group : Root(_parts[group]);

    private void Join(int i, int k) => _parts[Root(i)] = Root(k);
}
