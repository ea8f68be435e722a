using System.Collections.Generic;
using System.Linq;
using Explorer.Core.Systems.Dependence;
using Explorer.Smt.Execution;
using Explorer.Smt.Sampling;
using Explorer.Smt.Solving;
using Explorer.Smt.Terms;

namespace Explorer.Smt.Sharpening;

/// <summary>
/// What depends on each other in some reachable state of a sample, and, of guards, which are true together in a state that the
/// solver gave as an answer: there the solver need not be asked (again).
/// </summary>
internal sealed class SampleRefutation
{
    // Pairs of actions are tried in so many states where both are enabled.
    private const int MostTries = 24;

    private readonly StateSample _sample;
    private readonly Deadline _deadline;
    private readonly List<int> _known;
    private readonly TermProgram _program;
    private readonly BitMatrix _coincide;
    private readonly BitMatrix _enabled;
    private readonly BitMatrix _enabling;
    private readonly BitMatrix _disabling;

    /// <param name="deadline">When it is over the rest of the sample is left out.</param>
    public SampleRefutation(TransitionTerms model, LabelTerms labels, StateSample sample, Deadline deadline)
    {
        (_sample, _deadline) = (sample, deadline);
        var count = labels.Labels.Length;
        _coincide = new BitMatrix(count, count);
        _enabled = new BitMatrix(model.Actions.Length, sample.Steps.Count);
        _enabling = new BitMatrix(count, model.Actions.Length);
        _disabling = new BitMatrix(count, model.Actions.Length);
        _known = [.. Enumerable.Range(0, count).Where(l => labels.Labels[l] is not null)];
        _program = new TermProgram([.. _known.Select(l => labels.Labels[l]!)]);
        for (var state = 0; state < sample.Steps.Count && !deadline.IsOver; state++)
        {
            Look(state);
        }
    }

    /// <summary>Are two labels true in one of the states?</summary>
    public bool Coincide(int g, int h) => _coincide[g, h];

    /// <summary>Takes note of the labels that are true together in a state. May be called by several threads, and beside
    /// <see cref="Coincide"/>.</summary>
    public void Learn(ulong[] leaves)
    {
        lock (_program)
        {
            _program.Run(leaves);
            LearnLabels();
        }
    }

    /// <summary>Does a step of the action in one of the states make the label true?</summary>
    public bool Enables(int label, int action) => _enabling[label, action];

    public bool Disables(int label, int action) => _disabling[label, action];

    /// <summary>Do two actions not accord in one of the states?</summary>
    public bool Conflict(int t, int u) => Common(_enabled, t, u).Take(MostTries).Any(state => !_deadline.IsOver && Conflict(state, t, u));

    private void Look(int state)
    {
        var (leaves, outcomes) = _sample.Steps[state];
        _program.Run(leaves);
        var before = LearnLabels();
        for (var action = 0; action < outcomes.Length; action++)
        {
            _enabled[action, state] = outcomes[action] is { Length: > 0 };
            foreach (var result in outcomes[action] ?? [])
            {
                if (result.Leaves is not null)
                {
                    Compare(action, before, result.Leaves);
                }
            }
        }
    }

    // Of the state that the program ran on last; which of the known labels are true there.
    private bool[] LearnLabels()
    {
        var values = new bool[_known.Count];
        var together = new ulong[_coincide.WordsPerRow];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = _program.IsTrue(i);
            together[_known[i] >> 6] |= values[i] ? 1UL << (_known[i] & 63) : 0;
        }

        for (var i = 0; i < values.Length; i++)
        {
            if (values[i])
            {
                _coincide.Add(_known[i], together);
            }
        }

        return values;
    }

    private void Compare(int action, bool[] before, ulong[] after)
    {
        _program.Run(after);
        for (var i = 0; i < before.Length; i++)
        {
            if (_program.IsTrue(i) != before[i])
            {
                (before[i] ? _disabling : _enabling)[_known[i], action] = true;
            }
        }
    }

    // The states in which both are true, spread over the sample.
    private static IEnumerable<int> Common(BitMatrix matrix, int a, int b)
    {
        for (var word = 0; word < matrix.WordsPerRow; word++)
        {
            for (var both = matrix.Row(a)[word] & matrix.Row(b)[word]; both != 0; both &= both - 1)
            {
                yield return (word * 64) + System.Numerics.BitOperations.TrailingZeroCount(both);
            }
        }
    }

    private bool Conflict(int state, int t, int u)
    {
        // The sample executes terms for one thread at a time.
        lock (_sample)
        {
            return ConflictIn(_sample.Steps[state].Outcomes, t, u);
        }
    }

    private bool ConflictIn(Stepper.Result[]?[] outcomes, int t, int u)
    {
        var (ofT, ofU) = (outcomes[t]!, outcomes[u]!);
        var afterT = ofT.Select(r => r.Leaves is null ? null : _sample.Outcomes(u, r.Leaves)).ToList();
        var afterU = ofU.Select(r => r.Leaves is null ? null : _sample.Outcomes(t, r.Leaves)).ToList();
        if (!afterT.TrueForAll(r => r is null || Same(r, ofU)) || !afterU.TrueForAll(r => r is null || Same(r, ofT)))
        {
            return true;
        }

        for (var i = 0; i < ofT.Length; i++)
        {
            for (var j = 0; j < ofU.Length; j++)
            {
                if (ofT[i].Leaves is not null && ofU[j].Leaves is not null
                    && !afterT[i]![j].Leaves!.SequenceEqual(afterU[j]![i].Leaves!))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool Same(Stepper.Result[] a, Stepper.Result[] b) =>
        a.Length == b.Length && a.Zip(b).All(p =>
            ReferenceEquals(p.First.Outcome, p.Second.Outcome) && p.First.Leaves is null == p.Second.Leaves is null);
}
