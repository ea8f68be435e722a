using System;
using System.Collections.Generic;
using System.Linq;
using Explorer.Machines;
using Explorer.Machines.Interpretation;
using Explorer.Machines.Workloads;
using Explorer.Smt.Execution;
using Explorer.Smt.Solving;
using Explorer.Smt.Terms;

namespace Explorer.Smt.Sampling;

/// <summary>
/// Some reachable states with all their steps, found by executing terms: from the frontier by turns the oldest state and
/// one drawn at random, so that there are early and late ones. States beyond the limit are not expanded. The same for the
/// same model and size.
/// </summary>
public sealed class StateSample
{
    // More initial states than that are not listed: then nothing can be said of all of them.
    internal const int MostInitialStates = 20_000;
    private const int WalkLength = 250;

    // Of the starts of workloads so many are expanded at first.
    private const int FirstStarts = 100;

    private readonly TransitionTerms _model;
    private readonly List<Stepper?> _steppers;
    private readonly TermProgram _isExpanded;
    private readonly List<ulong[]> _states = [];
    private readonly HashSet<ulong[]> _seen = new(LeavesComparer.Instance);

    /// <param name="size">How many states are expanded at most.</param>
    /// <param name="starts">Where runs begin, if the model's workload is open; null: in the model's initial states.</param>
    /// <param name="deadline">When it is over the sample stays as small as it is. Null: there is none.</param>
    public StateSample(TransitionTerms model, int size, WorkloadStarts? starts = null, Deadline? deadline = null)
    {
        deadline ??= Deadline.Never;
        _model = model;
        _steppers = [.. model.Actions.Select(a => a is null ? null : new Stepper(model, a))];
        _isExpanded = new TermProgram([model.Limit?.Holds ?? model.Terms.True]);
        var (initial, isAll) = starts is null ? InitialStates(model.Model) : (starts.States, starts.IsComplete);
        IsInitialComplete = AddAll(initial, deadline) && isAll;
        IsOfAnyWorkload = starts is not null;
        InitialCount = _states.Count;
        IsExhausted = Explore(size, deadline);
    }

    /// <summary>The states found, the initial ones first.</summary>
    public IReadOnlyList<ulong[]> States => _states;

    public int InitialCount { get; }

    /// <summary>Whether every initial state is among them; if it is of any workload, but for the programs.</summary>
    public bool IsInitialComplete { get; }

    /// <summary>Whether the workload is open: then nothing that is said of the programs holds for all workloads because it holds
    /// in the sample.</summary>
    public bool IsOfAnyWorkload { get; }

    /// <summary>Whether these are all reachable states.</summary>
    public bool IsExhausted { get; }

    /// <summary>The expanded states: for each its leaves, and by action the outcomes; null of actions without terms.</summary>
    public IReadOnlyList<(ulong[] Leaves, Stepper.Result[]?[] Outcomes)> Steps { get; private set; } = [];

    /// <summary>The outcomes of an action in any state, also beyond the limit.</summary>
    public Stepper.Result[] Outcomes(int action, ulong[] leaves) =>
        [.. _steppers[action]!.Outcomes(leaves).Select(r => r with { Leaves = r.Leaves is null ? null : Normal(r.Leaves) })];

    /// <summary>All states within so many steps of the initial ones; null if they are too many.</summary>
    public IReadOnlyCollection<ulong[]>? Within(int steps)
    {
        var near = new HashSet<ulong[]>(_states.Take(InitialCount), LeavesComparer.Instance);
        var level = near.ToList();
        for (var step = 0; step < steps && level.Count > 0; step++)
        {
            var next = new List<ulong[]>();
            foreach (var leaves in level.SelectMany(Successors))
            {
                if (near.Add(leaves))
                {
                    next.Add(leaves);
                }
            }

            if (near.Count > MostInitialStates)
            {
                return null;
            }

            level = next;
        }

        return IsInitialComplete && !IsOfAnyWorkload ? near : null;
    }

    /// <summary>Adds the states of random walks, which get far from the initial states, without expanding them.</summary>
    /// <param name="steps">How many steps to walk in all.</param>
    /// <param name="deadline">When it is over there are fewer. Null: there is none.</param>
    public void Walk(int steps, Deadline? deadline = null)
    {
        var random = new Random(2);
        var actions = Enumerable.Range(0, _steppers.Count).Where(a => _steppers[a] is not null).ToArray();
        while (steps > 0 && InitialCount > 0 && !IsExhausted && deadline is not { IsOver: true })
        {
            var leaves = _states[random.Next(InitialCount)];
            for (var step = 0; step < WalkLength && leaves is not null && deadline is not { IsOver: true }; step++)
            {
                steps--;
                leaves = RandomStep(leaves, actions, random);
                if (leaves is not null)
                {
                    Add(leaves);
                }
            }
        }
    }

    private static (IEnumerable<MachineState> States, bool IsAll) InitialStates(MachineModel model)
    {
        var outcomes = new Interpreter(model).InitialOutcomes(MostInitialStates + 1, out var isAll);
        return (outcomes.Select(o => o.State).OfType<MachineState>(), isAll);
    }

    // False: there are more than are listed, or there is no time for them.
    private bool AddAll(IEnumerable<MachineState> initial, Deadline deadline)
    {
        var count = 0;
        foreach (var state in initial)
        {
            if (++count > MostInitialStates || deadline.IsOver)
            {
                return false;
            }

            Add(_model.States.Encode(state));
        }

        return true;
    }

    private bool IsExpanded(ulong[] leaves)
    {
        _isExpanded.Run(leaves);
        return _isExpanded.IsTrue(0);
    }

    private IEnumerable<ulong[]> Successors(ulong[] leaves) => !IsExpanded(leaves)
        ? []
        : Enumerable.Range(0, _steppers.Count).SelectMany(a => Outcomes(a, leaves)).Select(r => r.Leaves).OfType<ulong[]>();

    private ulong[]? RandomStep(ulong[] leaves, int[] actions, Random random)
    {
        if (!IsExpanded(leaves))
        {
            return null;
        }

        random.Shuffle(actions);
        foreach (var action in actions)
        {
            var results = _steppers[action]!.Outcomes(leaves).Where(r => r.Leaves is not null).ToList();
            if (results.Count > 0)
            {
                return Normal(results[random.Next(results.Count)].Leaves!);
            }
        }

        return null;
    }

    private bool Explore(int size, Deadline deadline)
    {
        var random = new Random(1);
        var first = Enumerable.Range(0, _states.Count).ToArray();
        random.Shuffle(IsOfAnyWorkload ? first : []);
        var frontier = new List<int>(IsOfAnyWorkload ? first.Take(FirstStarts) : first);
        var steps = new List<(ulong[], Stepper.Result[]?[])>();
        for (var head = 0; head < frontier.Count && steps.Count < size && !deadline.IsOver; head++)
        {
            if (steps.Count % 2 == 1)
            {
                var other = random.Next(head, frontier.Count);
                (frontier[head], frontier[other]) = (frontier[other], frontier[head]);
            }

            var leaves = _states[frontier[head]];
            var outcomes = new Stepper.Result[]?[_steppers.Count];
            var isExpanded = IsExpanded(leaves);
            for (var action = 0; action < _steppers.Count; action++)
            {
                outcomes[action] = _steppers[action] is null ? null : isExpanded ? Outcomes(action, leaves) : [];
                foreach (var result in outcomes[action] ?? [])
                {
                    if (result.Leaves is not null && Add(result.Leaves))
                    {
                        frontier.Add(_states.Count - 1);
                    }
                }
            }

            steps.Add((leaves, outcomes));
        }

        Steps = steps;
        return steps.Count == _states.Count && IsInitialComplete && !IsOfAnyWorkload && _steppers.TrueForAll(s => s is not null);
    }

    private bool Add(ulong[] leaves)
    {
        if (!_seen.Add(leaves))
        {
            return false;
        }

        _states.Add(leaves);
        return true;
    }

    // Parts that a value does not have are 0: equal states have equal leaves.
    private ulong[] Normal(ulong[] leaves) => _model.States.Encode(_model.States.Decode(leaves));

    private sealed class LeavesComparer : IEqualityComparer<ulong[]>
    {
        public static LeavesComparer Instance { get; } = new();

        public bool Equals(ulong[]? x, ulong[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(ulong[] leaves)
        {
            ulong hash = 17;
            foreach (var word in leaves)
            {
                hash = unchecked((hash ^ word) * 0x9E3779B97F4A7C15);
                hash ^= hash >> 32;
            }

            return unchecked((int)hash);
        }
    }
}
