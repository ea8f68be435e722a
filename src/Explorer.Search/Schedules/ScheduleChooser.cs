// Of all shortest schedules to a goal chooses one, the same in every run and with every reduction: with the fewest context
// switches (adjacent steps of different actors; Musuvathi and Qadeer, "Iterative context bounding", 2007, is the usual
// reason to want few); of these with the fewest actors and identities that take part; of these the first in the order of
// initial outcomes, actions and outcomes.
//
// Switches: going back over the edges, cost(e) is the fewest switches behind e, the minimum over the edges e' that may
// follow of cost(e') plus one if the actor changes. An edge with an edge that attains its cost is a schedule's beginning, so
// the best schedules are paths over edges from one of the least cost. Participants: for each edge on these paths the sets
// of those that take part from there on, of which only the least by inclusion are kept; where these become too many, or the
// edges, the second criterion is left out, and the result says so.
using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Core.Systems;
using Explorer.Core.Verdicts;

namespace Explorer.Search.Schedules;

internal sealed class ScheduleChooser
{
    private const int MostSets = 32;
    private const int MostComparedEdges = 50_000;
    private const int Bits = 64;

    private readonly ScheduleGraph _graph;
    private readonly IStepIdentities? _identities;
    private readonly int[] _actors;
    private readonly int _actorCount;
    private readonly int[] _cost;
    private readonly bool[] _isBest;
    private readonly List<(int Outcome, int Edge)> _first = [];
    private Participants[][]? _participants;

    private ScheduleChooser(ScheduleGraph graph, IStepIdentities? identities)
    {
        (_graph, _identities) = (graph, identities);
        _actors = DenseActors(graph.System, out _actorCount);
        _cost = new int[graph.Edges.Count];
        _isBest = new bool[graph.Edges.Count];
    }

    /// <summary>The schedule, with its number of context switches.</summary>
    /// <param name="identities">Null: only actors are counted.</param>
    public static FoundSchedule Choose(ScheduleGraph graph, IStepIdentities? identities)
    {
        var chooser = new ScheduleChooser(graph, identities);
        var switches = chooser.CountSwitches();
        chooser.MarkBest(switches);
        chooser._participants = chooser.FindParticipants();
        var schedule = chooser.Walk(out var participants);
        return new FoundSchedule(schedule, switches, participants is null ? Minimality.ContextSwitches : Minimality.First)
        {
            Participants = participants,
        };
    }

    private static int[] DenseActors(ITransitionSystem system, out int count)
    {
        var numbers = new Dictionary<int, int>();
        var actors = new int[system.Actions.Length];
        for (var i = 0; i < actors.Length; i++)
        {
            numbers.TryAdd(system.Actions[i].Actor, numbers.Count);
            actors[i] = numbers[system.Actions[i].Actor];
        }

        count = numbers.Count;
        return actors;
    }

    private int ActorOf(int edge) => _actors[_graph.Edges[edge].Action];

    private int CostAfter(int edge, int next) => _cost[next] + (ActorOf(edge) == ActorOf(next) ? 0 : 1);

    private int CountSwitches()
    {
        for (var edge = _cost.Length - 1; edge >= 0; edge--)
        {
            var (start, end) = _graph.EdgesFrom(_graph.Edges[edge].Target);
            var fewest = start == end ? 0 : int.MaxValue;
            for (var next = start; next < end; next++)
            {
                fewest = Math.Min(fewest, CostAfter(edge, next));
            }

            _cost[edge] = fewest;
        }

        return InitialEdges().Min(e => _cost[e.Edge]);
    }

    private IEnumerable<(int Outcome, int Edge)> InitialEdges()
    {
        foreach (var (outcome, node) in _graph.Initial)
        {
            var (start, end) = _graph.EdgesFrom(node);
            for (var edge = start; edge < end; edge++)
            {
                yield return (outcome, edge);
            }
        }
    }

    private void MarkBest(int switches)
    {
        _first.AddRange(InitialEdges().Where(e => _cost[e.Edge] == switches));
        foreach (var (_, edge) in _first)
        {
            _isBest[edge] = true;
        }

        for (var edge = 0; edge < _cost.Length; edge++)
        {
            foreach (var next in _isBest[edge] ? Following(edge) : [])
            {
                _isBest[next] = true;
            }
        }
    }

    /// <summary>The edges that may come next on a best schedule, in order.</summary>
    private IEnumerable<int> Following(int edge)
    {
        var (start, end) = _graph.EdgesFrom(_graph.Edges[edge].Target);
        for (var next = start; next < end; next++)
        {
            if (CostAfter(edge, next) == _cost[edge])
            {
                yield return next;
            }
        }
    }

    /// <summary>For each best edge the least sets of who takes part from there on; null if there are too many.</summary>
    private Participants[][]? FindParticipants()
    {
        if (_actorCount > Bits || _isBest.Count(isBest => isBest) > MostComparedEdges)
        {
            return null;
        }

        var sets = new Participants[_cost.Length][];
        for (var node = _graph.Edges.Count == 0 ? -1 : LastNode(); node >= 0; node--)
        {
            var (start, end) = _graph.EdgesFrom(node);
            for (var edge = start; edge < end; edge++)
            {
                if (_isBest[edge] && (sets[edge] = Least(node, edge, sets)).Length > MostSets)
                {
                    return null;
                }
            }
        }

        return sets;
    }

    private int LastNode()
    {
        var node = 0;
        while (_graph.EdgesFrom(node + 1) is var (start, end) && start < end)
        {
            node++;
        }

        return node;
    }

    private Participants[] Least(int node, int edge, Participants[][] sets)
    {
        var own = ParticipantsOf(node, edge);
        var behind = Following(edge).SelectMany(next => sets[next]).Select(set => set | own).Distinct()
            .OrderBy(set => set.Count).DefaultIfEmpty(own);
        var least = new List<Participants>();
        foreach (var set in behind)
        {
            if (!least.Exists(other => other.IsWithin(set)))
            {
                least.Add(set);
            }
        }

        return [.. least];
    }

    private Participants ParticipantsOf(int node, int edge)
    {
        var actor = 1UL << ActorOf(edge);
        if (_identities is null)
        {
            return new(actor, 0);
        }

        var step = _graph.Edges[edge];
        var before = _graph.StateOf(node);
        Span<ulong> after = new ulong[before.Length];
        var isPossible = _graph.System.TryFire(step.Action, step.Choice, before, after, out var exists, out _);
        return new(actor, _identities.Of(step.Action, before, isPossible && exists ? after : []));
    }

    private Schedule Walk(out int? participants)
    {
        participants = _participants is null ? null : _first.SelectMany(e => _participants[e.Edge]).Min(set => set.Count);
        var most = participants;
        var taken = default(Participants);
        var (outcome, edge) = _first.First(e => Fits(e.Edge));
        var steps = ImmutableArray.CreateBuilder<ScheduledStep>();
        for (var node = _graph.Initial.First(i => i.Outcome == outcome).Node; ; edge = Following(edge).First(Fits))
        {
            steps.Add(new ScheduledStep(_graph.Edges[edge].Action, _graph.Edges[edge].Choice));
            taken |= _participants is null ? default : ParticipantsOf(node, edge);
            node = _graph.Edges[edge].Target;
            if (!Following(edge).Any())
            {
                return new Schedule(outcome, steps.ToImmutable());
            }
        }

        bool Fits(int candidate) =>
            _participants is null || _participants[candidate].Any(set => (set | taken).Count <= most);
    }
}
