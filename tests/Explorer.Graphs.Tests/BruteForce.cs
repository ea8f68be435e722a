using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using Explorer.Graphs.States;

namespace Explorer.Graphs.Tests;

/// <summary>The questions of the analyses, answered by trying: without QuikGraph, and without dominators.</summary>
internal static class BruteForce
{
    /// <summary>Whether the property can still be decided when some states and steps are taken away.</summary>
    public static bool IsDecided(
        StateSpace space, int property, Func<int, bool>? withoutState = null, Func<SpaceStep, bool>? withoutStep = null)
    {
        if (space.Starts.Any(s => Has(s.Violations, property)))
        {
            return true;
        }

        var seen = new HashSet<int>(space.InitialStates.Where(s => withoutState?.Invoke(s) != true));
        var waiting = new Queue<int>(seen);
        while (waiting.TryDequeue(out var state))
        {
            if (Has(space.Marks[state].Found, property))
            {
                return true;
            }

            foreach (var step in space.Steps.Where(s => s.Source == state && withoutStep?.Invoke(s) != true))
            {
                if (DecidesByItself(space, step, property))
                {
                    return true;
                }

                if (step.Step.Target >= 0 && withoutState?.Invoke(step.Step.Target) != true && seen.Add(step.Step.Target))
                {
                    waiting.Enqueue(step.Step.Target);
                }
            }
        }

        return false;
    }

    /// <summary>The fewest steps that decide the property, and in how many ways they can be taken; null if nothing does.</summary>
    public static (int Steps, BigInteger Ways)? Shortest(StateSpace space, int property)
    {
        var ways = space.InitialStates.ToDictionary(s => s, _ => BigInteger.One);
        var decided = space.Starts.Any(s => Has(s.Violations, property)) ? BigInteger.One : BigInteger.Zero;
        for (var steps = 0; steps <= space.Count; steps++)
        {
            decided += Sum(ways.Where(w => Has(space.Marks[w.Key].Found, property)).Select(w => w.Value));
            if (!decided.IsZero)
            {
                return (steps, decided);
            }

            var next = new Dictionary<int, BigInteger>();
            foreach (var step in space.Steps.Where(s => ways.ContainsKey(s.Source)))
            {
                var before = ways[step.Source];
                decided += DecidesByItself(space, step, property) ? before : 0;
                if (step.Step.Target >= 0)
                {
                    next[step.Step.Target] = next.GetValueOrDefault(step.Step.Target) + before;
                }
            }

            ways = next;
        }

        return null;
    }

    /// <summary>For each vertex the vertices that it reaches, itself among them (Warshall, "A Theorem on Boolean Matrices",
    /// 1962).</summary>
    public static bool[,] Closure(int vertices, IEnumerable<(int From, int To)> edges)
    {
        var reaches = new bool[vertices, vertices];
        foreach (var (from, to) in edges)
        {
            reaches[from, to] = true;
        }

        for (var k = 0; k < vertices; k++)
        {
            reaches[k, k] = true;
            for (var i = 0; i < vertices; i++)
            {
                for (var j = 0; j < vertices; j++)
                {
                    reaches[i, j] |= reaches[i, k] && reaches[k, j];
                }
            }
        }

        return reaches;
    }

    // If the state behind a step decides the property, it does; else the step itself may.
    private static bool DecidesByItself(StateSpace space, SpaceStep step, int property) =>
        Has(step.Step.Violations, property) && !(step.Step.Target >= 0 && Has(space.Marks[step.Step.Target].Found, property));

    private static BigInteger Sum(IEnumerable<BigInteger> numbers) => numbers.Aggregate(BigInteger.Zero, (a, b) => a + b);

    private static bool Has(ulong mask, int property) => (mask >> property & 1) != 0;
}
