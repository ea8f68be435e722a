using System.Linq;
using Explorer.Core.Properties;
using Explorer.Core.Systems.Dependence;

namespace Explorer.Machines.Dependence;

/// <summary>
/// The matrices of guard-based partial-order reduction as far as syntax tells (Laarman, Pater, van de Pol, Weber, "Guard-based
/// partial-order reduction", SPIN 2013, section 4). Elements of arrays are apart where indices are constants, and what
/// happens to cells of few values is followed value by value: an action that sets `pc[c]` to B enables no guard
/// `pc[c] == A`. What is not known is dependent.
///
/// Two actions accord if neither writes what the other writes or reads, its guards aside, and neither can make a guard of
/// the other false. A guard whose evaluation may meet a fault counts as read by the body, since a fault is an outcome. An
/// action that may write what the model's limit reads can end everything, and accords with nothing. One that never runs
/// (<see cref="ActionFacts.MayRun"/>) accords with all, and changes nothing.
/// </summary>
public sealed class SyntacticDependence
{
    private readonly ActionFacts _facts;
    private readonly GuardTable _table;
    private readonly MachineModel _model;
    private readonly Condition?[] _guards;
    private readonly PropertyGoal?[] _goals;
    private readonly CellSet[] _bodyReads;

    private SyntacticDependence(ActionFacts facts, GuardTable table)
    {
        (_facts, _table, _model) = (facts, table, facts.Model);
        _guards = [.. table.Guards.Select(g => g.Condition is null ? null : new Condition(facts, g.Condition))];
        _goals = [.. _model.Conditions.Select((c, i) => c is null ? null : new PropertyGoal(facts, _model.Properties[i].Kind, c))];
        _bodyReads = [.. _model.Actions.Select(a => BodyReads(a.Id))];
    }

    /// <summary>The matrices of a model with the guards of `table`.</summary>
    public static DependenceMatrices Of(MachineModel model, GuardTable table) => Of(new ActionFacts(model), table);

    internal static DependenceMatrices Of(ActionFacts facts, GuardTable table)
    {
        var syntax = new SyntacticDependence(facts, table);
        var coenabled = syntax.Coenabled();
        var (enabling, disabling) = syntax.Labels();
        var accord = syntax.DoNotAccord(coenabled, disabling);
        return new DependenceMatrices(
            table.GuardsOf,
            table.ResidualOf,
            table.Guards.Length,
            facts.Model.Properties.Length,
            DependenceMatrix.FromSyntax(coenabled, isSymmetric: true),
            DependenceMatrix.FromSyntax(accord, isSymmetric: true),
            DependenceMatrix.FromSyntax(enabling, isSymmetric: false),
            DependenceMatrix.FromSyntax(disabling, isSymmetric: false));
    }

    private CellSet BodyReads(int action)
    {
        var reads = new CellSet(_facts.Cells.Count);
        reads.Add(_facts.Footprints[action].BodyReads);
        foreach (var guard in _table.GuardsOf[action].Select(id => _guards[id]!).Where(g => g.MayFault))
        {
            reads.Add(guard.Reads);
        }

        return reads;
    }

    private BitMatrix Coenabled()
    {
        var matrix = new BitMatrix(_guards.Length, _guards.Length);
        for (var g = 0; g < _guards.Length; g++)
        {
            for (var h = 0; h <= g; h++)
            {
                matrix[g, h] = matrix[h, g] = g == h || _guards[g] is not { } a || _guards[h] is not { } b || a.MayHoldWith(b);
            }
        }

        return matrix;
    }

    private (BitMatrix Enabling, BitMatrix Disabling) Labels()
    {
        var labels = _guards.Length + _goals.Length;
        var (enabling, disabling) = (new BitMatrix(labels, _model.Actions.Length), new BitMatrix(labels, _model.Actions.Length));
        for (var action = 0; action < _model.Actions.Length; action++)
        {
            if (!_facts.MayRun[action])
            {
                continue;
            }

            for (var g = 0; g < _guards.Length; g++)
            {
                var changesResidual = _guards[g] is null && _facts.Footprints[action].Writes.Overlaps(
                    _facts.Footprints[_table.Guards[g].Action].GuardReads);
                enabling[g, action] = _guards[g]?.MayBeEnabledBy(action) ?? changesResidual;
                disabling[g, action] = _guards[g]?.MayBeDisabledBy(action) ?? changesResidual;
            }

            for (var p = 0; p < _goals.Length; p++)
            {
                var isFault = _model.Properties[p].Kind is PropertyKind.Range or PropertyKind.Overflow or PropertyKind.Index
                    && _goals.Any(goal => goal?.MayFaultOtherwise(action) == true);
                enabling[_guards.Length + p, action] = isFault || _goals[p]?.MayBeEnabledBy(action) == true;
                disabling[_guards.Length + p, action] = isFault || _goals[p]?.MayBeDisabledBy(action) == true;
            }
        }

        return (enabling, disabling);
    }

    private BitMatrix DoNotAccord(BitMatrix coenabled, BitMatrix disabling)
    {
        var count = _model.Actions.Length;
        var matrix = new BitMatrix(count, count);
        var limit = _model.Limit is null ? null : _facts.Reading.Reads(_model.Limit, null);
        for (var a = 0; a < count; a++)
        {
            matrix[a, a] = true;
            if (_facts.MayRun[a] && limit is not null && _facts.Footprints[a].Writes.Overlaps(limit))
            {
                matrix.Fill(a, true);
            }
        }

        for (var a = 0; a < count; a++)
        {
            for (var b = 0; b < a; b++)
            {
                var dependent = matrix[a, b] || matrix[b, a] || (_facts.MayRun[a] && _facts.MayRun[b] && AreCoenabled(coenabled, a, b)
                    && (Interfere(a, b) || Disables(disabling, a, b) || Disables(disabling, b, a)));
                matrix[a, b] = matrix[b, a] = dependent;
            }
        }

        return matrix;
    }

    private bool AreCoenabled(BitMatrix coenabled, int a, int b) =>
        _table.GuardsOf[a].All(g => _table.GuardsOf[b].All(h => coenabled[g, h]));

    private bool Interfere(int a, int b)
    {
        var (writesA, writesB) = (_facts.Footprints[a].Writes, _facts.Footprints[b].Writes);
        return writesA.Overlaps(writesB) || writesA.Overlaps(_bodyReads[b]) || writesB.Overlaps(_bodyReads[a]);
    }

    private bool Disables(BitMatrix disabling, int action, int other) => _table.GuardsOf[other].Any(g => disabling[g, action]);
}
