using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Core.Systems;
using Explorer.Machines.Analysis;
using Explorer.Machines.Expressions;

namespace Explorer.Machines.Dependence;

/// <summary>The guards of a model, each once, and which of them each action has.</summary>
public sealed class GuardTable
{
    private readonly MachineModel _model;
    private readonly ExpressionKey _keys = new();
    private readonly Dictionary<string, int> _ids = [];
    private readonly List<Guard> _guards = [];

    private GuardTable(MachineModel model)
    {
        _model = model;
        var footprints = FootprintAnalysis.Of(model);
        var (of, residual) = (ImmutableArray.CreateBuilder<ImmutableArray<int>>(), ImmutableArray.CreateBuilder<int>());
        foreach (var action in model.Actions)
        {
            var conjuncts = GuardConjuncts.Of(model, action);
            of.Add([.. Conditions(action, conjuncts).Select(c => Intern(c.Kind, c.Condition)).Distinct()]);
            residual.Add(conjuncts.AreComplete ? -1 : Residual(action, footprints[action.Id]));
        }

        (Guards, GuardsOf, ResidualOf) = ([.. _guards], of.ToImmutable(), residual.ToImmutable());
    }

    /// <summary>All guards; the index is the id. For the same model always in the same order.</summary>
    public ImmutableArray<Guard> Guards { get; }

    /// <summary>For each action the ids of its guards, that of its location first, without the residual one.</summary>
    public ImmutableArray<ImmutableArray<int>> GuardsOf { get; }

    /// <summary>For each action the id of its residual guard, or -1 if the others decide alone.</summary>
    public ImmutableArray<int> ResidualOf { get; }

    /// <summary>The guards of a model's actions.</summary>
    public static GuardTable Of(MachineModel model) => new(model);

    private IEnumerable<(GuardKind Kind, Expression Condition)> Conditions(MachineAction action, GuardConjuncts conjuncts)
    {
        if (!_model.Machines[action.Machine].Locations.IsEmpty)
        {
            yield return (GuardKind.Location, new AtLocation(action.Machine, [action.From], action.Span));
        }

        foreach (var conjunct in conjuncts.Conjuncts)
        {
            yield return (GuardKind.Condition, conjunct);
        }
    }

    private int Intern(GuardKind kind, Expression condition)
    {
        // A condition that asks for a location may be another action's location guard: they are one guard.
        var key = _keys.Of(condition);
        if (!_ids.TryGetValue(key, out var id))
        {
            _ids.Add(key, id = _guards.Count);
            _guards.Add(new Guard(id, kind, condition, FootprintAnalysis.Reads(_model, condition), -1));
        }

        return id;
    }

    private int Residual(MachineAction action, Footprint footprint)
    {
        var id = _guards.Count;
        _guards.Add(new Guard(id, GuardKind.Residual, null, footprint.GuardReads, action.Id));
        return id;
    }
}
