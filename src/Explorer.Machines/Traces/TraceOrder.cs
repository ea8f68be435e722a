using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace Explorer.Machines.Traces;

/// <summary>The partial order of a trace's steps: those that depend on each other are in the order of the trace, and so on from
/// one to the next.</summary>
internal sealed class TraceOrder
{
    private readonly ImmutableArray<ImmutableArray<int>> _predecessors;

    public TraceOrder(ImmutableArray<TraceEvent> events)
    {
        var before = new HashSet<int>[events.Length];
        var predecessors = ImmutableArray.CreateBuilder<ImmutableArray<int>>(events.Length);
        for (var i = 0; i < events.Length; i++)
        {
            before[i] = [];
            var direct = ImmutableArray.CreateBuilder<int>();
            // From the latest on: what comes before a predecessor is none of its own.
            for (var k = i - 1; k >= 0; k--)
            {
                if (!before[i].Contains(k) && events[i].DependsOn(events[k]))
                {
                    direct.Add(k);
                    before[i].Add(k);
                    before[i].UnionWith(before[k]);
                }
            }

            predecessors.Add(direct.ToImmutable());
        }

        _predecessors = predecessors.MoveToImmutable();
    }

    /// <summary>The steps that come before this one with none between.</summary>
    public ImmutableArray<int> PredecessorsOf(int step) => _predecessors[step];

    /// <summary>Do all predecessors of a step have a place yet?</summary>
    /// <param name="places">For each step its place, -1 without one.</param>
    public bool IsNext(int step, ImmutableArray<int> places) => places[step] < 0 && _predecessors[step].All(p => places[p] >= 0);
}
