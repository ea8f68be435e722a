using System.Threading;
using Explorer.Core.Systems;
using Explorer.Graphs.States;
using Explorer.Search.Graphs;

namespace Explorer.Graphs.Tests;

internal static class Spaces
{
    /// <summary>The whole space of a small system.</summary>
    public static StateSpace Of(ITransitionSystem system) => StateSpace.Of(system, StateGraph.Of(system, 1 << 20, CancellationToken.None));
}
