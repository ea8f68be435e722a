using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Explorer.Machines;
using Explorer.Machines.Types;

namespace Explorer.TestKit.Generated;

/// <summary>What the nodes of one step may do.</summary>
/// <param name="Locals">Locals that may be assigned.</param>
/// <param name="Targets">Locations at which the step may end; empty for a rule and the initial step.</param>
/// <param name="Assertions">Indices of the properties that asserts may name.</param>
/// <param name="NewLocal">Adds a local that is never live between steps.</param>
/// <param name="MayBlock">Whether there are nodes that block.</param>
internal sealed record NodeOptions(
    IReadOnlyList<Local> Locals,
    IReadOnlyList<Location> Targets,
    ImmutableArray<int> Assertions,
    Func<string, ModelType, Local> NewLocal,
    bool MayBlock = true);
