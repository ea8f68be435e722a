using System.Collections.Immutable;
using System.Numerics;

namespace Explorer.Graphs.Analysis;

/// <summary>How one property is violated, or of a `reachable` how it is witnessed: the paths from the initial states to a
/// state or a step that decides it. States and steps are given by number.</summary>
/// <param name="Property">The property's index.</param>
/// <param name="Steps">Steps of the shortest paths.</param>
/// <param name="PathStates">The states of one of them, the initial one first. If its last step decides the property, the
/// state behind that step is none of them.</param>
/// <param name="PathSteps">Its steps: of all shortest paths the first, by the numbers of the steps.</param>
/// <param name="ShortestSteps">The steps of all shortest paths, which together make an acyclic graph; ascending.</param>
/// <param name="ShortestPaths">How many shortest paths there are.</param>
/// <param name="DominatingStates">The states through which all paths lead, of whatever length, in the order in which they
/// are passed.</param>
/// <param name="DominatingSteps">The steps that are on all paths, in the same order.</param>
/// <param name="NeededActions">The actions that are taken somewhere on every path: without any one of them the property
/// would not be decided. Ids in the order of the shortest path. In a space of representatives an id stands for all that it can
/// be renamed to.</param>
public sealed record GoalPaths(
    int Property,
    int Steps,
    ImmutableArray<int> PathStates,
    ImmutableArray<int> PathSteps,
    ImmutableArray<int> ShortestSteps,
    BigInteger ShortestPaths,
    ImmutableArray<int> DominatingStates,
    ImmutableArray<int> DominatingSteps,
    ImmutableArray<int> NeededActions);
