using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Numerics;
using Explorer.Core.Systems.Dependence;

namespace Explorer.Machines.Dependence;

/// <summary>
/// Chooses actions of which every cycle of states has one: the sticky transitions of Kurshan, Levin, Minea, Peled and
/// Yenigün, "Static partial order reduction", TACAS 1998, who take back edges of control flow. Here any small cell does as
/// a program counter: what the actions do to it is a graph over its values, on which a cycle of states walks in a
/// circle. So an action all of whose edges lead from one strongly connected component to another is on no cycle; without
/// it the graphs of other cells fall apart further. What is left is broken by declaring actions sticky, the class
/// first that frees most others, until nothing is left.
///
/// A class is the same step of all instances of a declaration, so the choice is closed under renaming of identities.
/// Measures of cells with more values (queues, counters) are not seen: actions that only change these become sticky.
/// </summary>
internal sealed class StickyActions
{
    // With more classes only so many are tried each time.
    private const int MostTried = 48;

    private readonly ActionFacts _facts;
    private readonly List<CellGraph> _graphs = [];
    private readonly List<int>[] _graphsOf;
    private readonly bool[] _isWaiting;
    private readonly Queue<int> _waiting = new();
    private readonly int[][] _classes;
    private bool[] _alive;

    private StickyActions(ActionFacts facts)
    {
        _facts = facts;
        _alive = [.. facts.MayRun];
        _classes = [.. facts.Model.Actions
            .GroupBy(a => (facts.Model.Machines[a.Machine].Template, a.From, a.Span))
            .Select(g => g.Select(a => a.Id).ToArray())];
        foreach (var cell in facts.Cells.All)
        {
            if (cell.IsLocation)
            {
                _graphs.Add(OfLocations(cell.Machine));
            }
            else if (facts.Values.Count(cell) > 0)
            {
                _graphs.Add(OfValues(cell));
            }
        }

        _isWaiting = new bool[_graphs.Count];
        _graphsOf = [.. _alive.Select(_ => new List<int>())];
        for (var graph = 0; graph < _graphs.Count; graph++)
        {
            foreach (var action in _graphs[graph].Actions)
            {
                _graphsOf[action].Add(graph);
            }
        }
    }

    /// <summary>For each action whether it is sticky.</summary>
    /// <param name="accord">Actions that accord with few others are rather made sticky: alone in a set they would seldom be.
    /// </param>
    public static ImmutableArray<bool> Of(ActionFacts facts, DependenceMatrix accord)
    {
        var choice = new StickyActions(facts);
        var sticky = new List<int[]>();
        choice.EliminateAll();
        while (choice.Next() is { } next)
        {
            sticky.Add(next);
            choice.Remove(next);
            choice.Eliminate();
        }

        foreach (var needless in sticky.OrderBy(c => Dependence(accord, c[0])).ToList())
        {
            var others = sticky.Where(c => c != needless).ToList();
            if (choice.Breaks(others))
            {
                sticky = others;
            }
        }

        var isSticky = new bool[facts.Model.Actions.Length];
        foreach (var action in sticky.SelectMany(c => c))
        {
            isSticky[action] = true;
        }

        return [.. isSticky];
    }

    private static int Dependence(DependenceMatrix accord, int action)
    {
        var count = 0;
        foreach (var word in accord.Row(action))
        {
            count += BitOperations.PopCount(word);
        }

        return count;
    }

    private void Remove(int[] actions)
    {
        foreach (var action in actions)
        {
            Remove(action);
        }
    }

    private void Remove(int action)
    {
        _alive[action] = false;
        foreach (var graph in _graphsOf[action])
        {
            LookAt(graph);
        }
    }

    private bool Breaks(List<int[]> classes)
    {
        _alive = [.. _facts.MayRun];
        classes.ForEach(Remove);
        EliminateAll();
        return !_alive.Contains(true);
    }

    private LocationGraph OfLocations(int machine) => new(
        [.. _facts.Model.Actions.Where(a => a.Machine == machine)
            .SelectMany(a => LocationSet.Targets(a).Select(to => (a.Id, a.From, to)))],
        _facts.Model.Machines[machine].Locations.Length);

    private ValueGraph OfValues(StateCell cell)
    {
        var actions = _facts.Model.Actions.Select(a => a.Id).Where(a => _facts.Writes(a, cell.Id)).ToImmutableArray();
        return new(actions, [.. actions.Select(a => _facts.Changes(a, cell))]);
    }

    // The class that frees most others; null if none is left.
    private int[]? Next()
    {
        var left = _classes.Where(c => c.Any(a => _alive[a])).ToList();
        var (best, fewest) = (left.FirstOrDefault(), int.MaxValue);
        foreach (var candidate in left.Count == 1 ? [] : left.Take(MostTried))
        {
            var before = (bool[])_alive.Clone();
            Remove(candidate);
            Eliminate();
            var remaining = _alive.Count(a => a);
            _alive = before;
            if (remaining < fewest)
            {
                (best, fewest) = (candidate, remaining);
            }
        }

        return best;
    }

    private void EliminateAll()
    {
        for (var graph = 0; graph < _graphs.Count; graph++)
        {
            LookAt(graph);
        }

        Eliminate();
    }

    private void LookAt(int graph)
    {
        if (!_isWaiting[graph])
        {
            _isWaiting[graph] = true;
            _waiting.Enqueue(graph);
        }
    }

    // Takes away what is on no cycle, in all graphs from which something was taken away, until nothing changes.
    private void Eliminate()
    {
        while (_waiting.TryDequeue(out var graph))
        {
            _isWaiting[graph] = false;
            foreach (var action in _graphs[graph].OnNoCycle(_alive))
            {
                Remove(action);
            }
        }
    }
}
