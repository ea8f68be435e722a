using System.Collections.Generic;
using System.Linq;
using Explorer.Core.Systems.Dependence;
using Explorer.Smt.Execution;
using Explorer.Smt.Sampling;
using Explorer.Smt.Terms;

namespace Explorer.Smt.Sharpening;

/// <summary>What depends on each other in some reachable state of a sample: there the solver need not be asked.</summary>
internal sealed class SampleRefutation
{
    // Pairs of actions are tried in so many states where both are enabled.
    private const int MostTries = 24;

    private readonly StateSample _sample;
    private readonly BitMatrix _labels;
    private readonly BitMatrix _enabled;
    private readonly BitMatrix _enabling;
    private readonly BitMatrix _disabling;

    public SampleRefutation(TransitionTerms model, LabelTerms labels, StateSample sample)
    {
        _sample = sample;
        var count = labels.Labels.Length;
        _labels = new BitMatrix(count, sample.Steps.Count);
        _enabled = new BitMatrix(model.Actions.Length, sample.Steps.Count);
        _enabling = new BitMatrix(count, model.Actions.Length);
        _disabling = new BitMatrix(count, model.Actions.Length);
        var known = Enumerable.Range(0, count).Where(l => labels.Labels[l] is not null).ToList();
        var program = new TermProgram([.. known.Select(l => labels.Labels[l]!)]);
        for (var state = 0; state < sample.Steps.Count; state++)
        {
            Look(state, known, program);
        }
    }

    /// <summary>Are two labels true in one of the states?</summary>
    public bool Coincide(int g, int h) => Common(_labels, g, h).Any();

    /// <summary>Does a step of the action in one of the states make the label true?</summary>
    public bool Enables(int label, int action) => _enabling[label, action];

    public bool Disables(int label, int action) => _disabling[label, action];

    /// <summary>Do two actions not accord in one of the states?</summary>
    public bool Conflict(int t, int u) => Common(_enabled, t, u).Take(MostTries).Any(state => Conflict(state, t, u));

    private void Look(int state, List<int> known, TermProgram program)
    {
        var (leaves, outcomes) = _sample.Steps[state];
        program.Run(leaves);
        var before = known.Select((_, i) => program.IsTrue(i)).ToArray();
        for (var i = 0; i < known.Count; i++)
        {
            _labels[known[i], state] = before[i];
        }

        for (var action = 0; action < outcomes.Length; action++)
        {
            _enabled[action, state] = outcomes[action] is { Length: > 0 };
            foreach (var result in outcomes[action] ?? [])
            {
                if (result.Leaves is not null)
                {
                    Compare(action, before, known, program, result.Leaves);
                }
            }
        }
    }

    private void Compare(int action, bool[] before, List<int> known, TermProgram program, ulong[] after)
    {
        program.Run(after);
        for (var i = 0; i < known.Count; i++)
        {
            if (program.IsTrue(i) != before[i])
            {
                (before[i] ? _disabling : _enabling)[known[i], action] = true;
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
        var outcomes = _sample.Steps[state].Outcomes;
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
