using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Core.Properties;
using Explorer.Core.Systems;
using Explorer.Core.Verdicts;

namespace Explorer.TestKit;

/// <summary>What <see cref="ReferenceSearch"/> found; for each property the steps to its first violation or witness.</summary>
public sealed record ReferenceResult(
    int States, long Transitions, int Depth, int CutStates, long FaultedSteps, ImmutableArray<int?> Steps);

/// <summary>Brute force, to be compared with: a dictionary and a queue, `TryFire` for every action, no reduction.</summary>
public static class ReferenceSearch
{
    /// <summary>Explores everything.</summary>
    public static ReferenceResult Run(ITransitionSystem system)
    {
        var steps = new int?[system.Properties.Length];
        var depths = new Dictionary<string, int>();
        var queue = new Queue<ulong[]>();
        for (var i = 0; i < system.InitialStateCount; i++)
        {
            var state = new ulong[system.StateLength];
            Note(steps, system.WriteInitialState(i, state, out var exists), 0);
            Visit(state, 0, exists);
        }

        var (transitions, cut, faults) = (0L, 0, 0L);
        while (queue.TryDequeue(out var state))
        {
            var depth = depths[Key(state)];
            cut += system.IsWithinLimit(state) ? 0 : 1;
            foreach (var (_, _, successor, violations) in Steps(system, state))
            {
                transitions++;
                faults += successor is null ? 1 : 0;
                Note(steps, violations, depth + 1);
                Visit(successor!, depth + 1, successor is not null);
            }

            Note(steps, IsDeadlock(system, state) ? DeadlockOf(system) : 0, depth);
        }

        return new(depths.Count, transitions, depths.Values.DefaultIfEmpty().Max(), cut, faults, [.. steps]);

        void Visit(ulong[] state, int depth, bool exists)
        {
            if (exists && depths.TryAdd(Key(state), depth))
            {
                Note(steps, system.EvaluateState(state), depth);
                queue.Enqueue(state);
            }
        }
    }

    /// <summary>Of all schedules of exactly so many steps that decide the property: the one with the fewest context switches,
    /// of these with the fewest actors and identities, of these the first. Tries them all.</summary>
    public static (Schedule Best, int Switches, int Participants) Best(
        ITransitionSystem system, int property, int steps, IStepIdentities identities)
    {
        var all = new List<(Schedule Schedule, int Switches, int Participants)>();
        for (var i = 0; i < system.InitialStateCount; i++)
        {
            var state = new ulong[system.StateLength];
            var violations = system.WriteInitialState(i, state, out var exists);
            Extend(exists ? state : null, violations, new Schedule(i, []), []);
        }

        // Equals stay in the order in which they were met, which is that of the model.
        return all.OrderBy(s => s.Switches).ThenBy(s => s.Participants).First();

        void Extend(ulong[]? state, ulong violations, Schedule schedule, ImmutableArray<(int Actor, ulong Identities)> taken)
        {
            if (taken.Length == steps)
            {
                var found = violations | (state is null ? 0 : system.EvaluateState(state));
                found |= state is not null && IsDeadlock(system, state) ? DeadlockOf(system) : 0;
                if ((found >> property & 1) != 0)
                {
                    all.Add((schedule, SwitchesOf(taken), ParticipantsOf(taken)));
                }

                return;
            }

            foreach (var step in state is null ? [] : Steps(system, state))
            {
                var action = system.Actions[step.Action];
                Extend(
                    step.Successor, step.Violations,
                    schedule with { Steps = schedule.Steps.Add(new ScheduledStep(step.Action, step.Choice)) },
                    taken.Add((action.Actor, identities.Of(step.Action, state, step.Successor))));
            }
        }

        static int SwitchesOf(ImmutableArray<(int Actor, ulong Identities)> taken) =>
            taken.Skip(1).Where((step, i) => step.Actor != taken[i].Actor).Count();

        static int ParticipantsOf(ImmutableArray<(int Actor, ulong Identities)> taken) =>
            taken.Select(step => step.Actor).Distinct().Count()
            + System.Numerics.BitOperations.PopCount(taken.Aggregate(0UL, (bits, step) => bits | step.Identities));
    }

    /// <summary>Every step from a state; none from one outside the limit.</summary>
    public static IEnumerable<(int Action, int Choice, ulong[]? Successor, ulong Violations)> Steps(
        ITransitionSystem system, ulong[] state)
    {
        for (var action = 0; system.IsWithinLimit(state) && action < system.Actions.Length; action++)
        {
            for (var choice = 0; ; choice++)
            {
                var successor = new ulong[system.StateLength];
                if (!system.TryFire(action, choice, state, successor, out var exists, out var violations))
                {
                    break;
                }

                yield return (action, choice, exists ? successor : null, violations);
            }
        }
    }

    /// <summary>No thread can step after whatever may-steps, all of them within the limit, and one has not ended.</summary>
    public static bool IsDeadlock(ITransitionSystem system, ulong[] state)
    {
        var seen = new HashSet<string> { Key(state) };
        var queue = new Queue<ulong[]>([state]);
        while (queue.TryDequeue(out var current))
        {
            if (!system.IsWithinLimit(current))
            {
                return false;
            }

            foreach (var (action, _, successor, _) in Steps(system, current))
            {
                if (!system.Actions[action].IsMay)
                {
                    return false;
                }

                if (successor is not null && seen.Add(Key(successor)))
                {
                    queue.Enqueue(successor);
                }
            }
        }

        return !system.IsTerminal(state);
    }

    private static ulong DeadlockOf(ITransitionSystem system)
    {
        var index = system.Properties.IndexOf(system.Properties.FirstOrDefault(p => p.Kind == PropertyKind.Deadlock)!);
        return index < 0 ? 0 : 1UL << index;
    }

    private static void Note(int?[] steps, ulong found, int depth)
    {
        for (var i = 0; i < steps.Length; i++)
        {
            steps[i] ??= (found >> i & 1) != 0 ? depth : null;
        }
    }

    private static string Key(ulong[] state) => string.Join(',', state);
}
