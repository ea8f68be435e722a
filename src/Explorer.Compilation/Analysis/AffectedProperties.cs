using System.Collections.Immutable;
using Explorer.Core.Systems;
using Explorer.Machines;
using Explorer.Machines.Analysis;

namespace Explorer.Compilation.Analysis;

/// <summary>
/// About which properties a state may say something else after a step than before it: those whose conditions read what
/// the step may write, and the built-in ones of the faults that these conditions can meet (visible transitions, as in
/// Clarke, Grumberg and Peled, Model Checking, 1999, section 10.2).
/// </summary>
internal sealed class AffectedProperties
{
    // For each entry of a state the properties that depend on it.
    private readonly ulong[] _byEntry;

    public AffectedProperties(MachineModel model, int entries)
    {
        _byEntry = new ulong[entries];
        var faults = new FaultAnalysis(ImmutableHashSet<Local>.Empty);
        for (var i = 0; i < model.Conditions.Length; i++)
        {
            if (model.Conditions[i] is not { } condition)
            {
                continue;
            }

            var mask = 1UL << i;
            foreach (var part in ExpressionTree.SelfAndDescendants(condition))
            {
                mask |= faults.MayFaultItself(part) && model.BuiltIn(FaultAnalysis.KindOf(part)) is >= 0 and var fault ? 1UL << fault : 0;
            }

            foreach (var entry in FootprintAnalysis.Reads(model, condition))
            {
                _byEntry[entry] |= mask;
            }
        }
    }

    /// <summary>The mask for an action.</summary>
    public ulong Of(Footprint footprint)
    {
        ulong mask = 0;
        foreach (var entry in footprint.MayWrite)
        {
            mask |= _byEntry[entry];
        }

        return mask;
    }
}
