using System.Linq;
using Explorer.Machines.Analysis;
using Explorer.Machines.Expressions;
using Explorer.Machines.Nodes;

namespace Explorer.Machines.Dependence;

/// <summary>"Machine m is at one of these locations", of a machine with more locations than a small cell has values.</summary>
internal sealed class LocationSet
{
    private readonly MachineModel _model;
    private readonly int _machine;
    private readonly bool[] _contains;

    private LocationSet(MachineModel model, AtLocation at, bool isNegated)
    {
        (_model, _machine) = (model, at.Machine);
        _contains = new bool[model.Machines[at.Machine].Locations.Length];
        for (var i = 0; i < _contains.Length; i++)
        {
            _contains[i] = at.Locations.Contains(i) != isNegated;
        }
    }

    /// <summary>The set that a condition asks for; null if it asks for something else.</summary>
    public static LocationSet? Of(MachineModel model, Expression condition) => condition switch
    {
        AtLocation at when !model.Machines[at.Machine].Locations.IsEmpty => new LocationSet(model, at, false),
        Unary { Kind: UnaryKind.Not, Operand: AtLocation at } when !model.Machines[at.Machine].Locations.IsEmpty =>
            new LocationSet(model, at, true),
        _ => null,
    };

    /// <summary>Whether a step of the action may lead into the set from outside.</summary>
    public bool MayBeEnteredBy(int action) => Crosses(action, false);

    /// <summary>Whether a step of the action may lead out of the set.</summary>
    public bool MayBeLeftBy(int action) => Crosses(action, true);

    /// <summary>Whether the machine can be in both; of two machines it always can.</summary>
    public bool Overlaps(LocationSet other) =>
        _machine != other._machine || _contains.Where((isIn, i) => isIn && other._contains[i]).Any();

    /// <summary>The locations at which a step of the action may end.</summary>
    public static System.Collections.Generic.IEnumerable<int> Targets(MachineAction action)
    {
        var reachable = StepGraph.Reachable(action.Nodes);
        return action.Nodes.Where((_, i) => reachable[i]).OfType<Leave>().Select(n => n.Location).Distinct();
    }

    private bool Crosses(int action, bool outwards)
    {
        var step = _model.Actions[action];
        return step.Machine == _machine && _contains[step.From] == outwards && Targets(step).Any(l => _contains[l] != outwards);
    }
}
