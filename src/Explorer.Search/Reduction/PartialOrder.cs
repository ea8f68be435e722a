using System.Collections.Immutable;
using Explorer.Core.Systems.Dependence;

namespace Explorer.Search.Reduction;

/// <summary>What a search needs to leave out interleavings of independent steps.</summary>
/// <param name="Matrices">What depends on what.</param>
/// <param name="Guards">Evaluates the guards of the matrices.</param>
/// <param name="Sticky">For each action whether it is sticky: every cycle of states has a step of a sticky action.</param>
public sealed record PartialOrder(DependenceMatrices Matrices, IGuardEvaluator Guards, ImmutableArray<bool> Sticky);
