using System.Collections.Immutable;
using Explorer.Core.Systems.Dependence;

namespace Explorer.Machines.Dependence;

/// <summary>What syntax tells a partial-order reduction about a model.</summary>
/// <param name="Guards">The guards to which the matrices refer.</param>
/// <param name="Sticky">For each action whether it is one of those of which every cycle of states has one.</param>
public sealed record DependenceAnalysis(GuardTable Guards, DependenceMatrices Matrices, ImmutableArray<bool> Sticky)
{
    public static DependenceAnalysis Of(MachineModel model)
    {
        var (facts, guards) = (new ActionFacts(model), GuardTable.Of(model));
        var matrices = SyntacticDependence.Of(facts, guards);
        return new(guards, matrices, StickyActions.Of(facts, matrices.DoNotAccord));
    }
}
