using System.Linq;
using Explorer.Core.Systems.Dependence;
using Explorer.Machines;
using Explorer.Machines.Analysis;
using Explorer.Machines.Dependence;

namespace Explorer.Smt.Tests;

/// <summary>Matrices from footprints alone, so that nearly everything is left to the solver.</summary>
internal static class NaiveMatrices
{
    public static DependenceMatrices Of(MachineModel model, GuardTable guards)
    {
        var footprints = FootprintAnalysis.Of(model);
        var (actions, labels) = (model.Actions.Length, guards.Guards.Length + model.Properties.Length);
        var (coenabled, conflict) = (new BitMatrix(guards.Guards.Length, guards.Guards.Length), new BitMatrix(actions, actions));
        var changes = new BitMatrix(labels, actions);
        for (var g = 0; g < guards.Guards.Length; g++)
        {
            coenabled.Fill(g, true);
        }

        for (var t = 0; t < actions; t++)
        {
            for (var u = 0; u < actions; u++)
            {
                var (first, second) = (footprints[t], footprints[u]);
                conflict[t, u] = t == u || model.Limit is not null
                    || first.MayWrite.Any(e => second.Reads.Contains(e) || second.GuardReads.Contains(e) || second.MayWrite.Contains(e))
                    || second.MayWrite.Any(e => first.Reads.Contains(e) || first.GuardReads.Contains(e));
            }

            for (var label = 0; label < labels; label++)
            {
                changes[label, t] = label >= guards.Guards.Length
                    || guards.Guards[label].Reads.Any(e => footprints[t].MayWrite.Contains(e));
            }
        }

        return new DependenceMatrices(
            guards.GuardsOf, guards.ResidualOf, guards.Guards.Length, model.Properties.Length,
            DependenceMatrix.FromSyntax(coenabled, true), DependenceMatrix.FromSyntax(conflict, true),
            DependenceMatrix.FromSyntax(changes, false), DependenceMatrix.FromSyntax(changes, false));
    }
}
