using System.Collections.Generic;
using System.Linq;
using Explorer.Smt.Terms;

namespace Explorer.Smt.Execution;

/// <summary>One action ready to be executed on the leaves of states, without a solver. For one thread.</summary>
public sealed class Stepper
{
    private readonly ActionTerms _action;
    private readonly TermProgram _program;
    private readonly List<Branch> _branches = [];

    public Stepper(TransitionTerms model, ActionTerms action)
    {
        _action = action;
        var roots = new List<Term>();
        foreach (var outcome in action.Outcomes)
        {
            var first = roots.Count;
            roots.Add(outcome.Ends);
            roots.Add(outcome.AnyFault(model.Terms));
            var changes = action.Changes(model.States, outcome);
            roots.AddRange(outcome.Ends.IsFalse ? [] : changes.Select(c => c.Value));
            _branches.Add(new Branch(
                outcome, first, outcome.Ends.IsFalse ? [] : [.. changes.Select(c => (int)c.Key.Number)]));
        }

        _program = new TermProgram(roots);
    }

    /// <summary>An outcome that exists, with the leaves after it, or without if it is a fault.</summary>
    public readonly record struct Result(StepOutcome Outcome, ulong[]? Leaves);

    /// <summary>The outcomes that exist in a state, in order.</summary>
    public IEnumerable<Result> Outcomes(ulong[] leaves)
    {
        _program.Run(leaves);
        foreach (var branch in _branches)
        {
            if (_program.IsTrue(branch.First))
            {
                yield return new Result(branch.Outcome, After(branch, leaves));
            }
            else if (_program.IsTrue(branch.First + 1))
            {
                yield return new Result(branch.Outcome, null);
            }
        }
    }

    private ulong[] After(Branch branch, ulong[] leaves)
    {
        var after = (ulong[])leaves.Clone();
        for (var i = 0; i < branch.Changed.Length; i++)
        {
            after[branch.Changed[i]] = _program.Bits(branch.First + 2 + i);
        }

        return after;
    }

    public override string ToString() => _action.Action.Name;

    private sealed record Branch(StepOutcome Outcome, int First, int[] Changed);
}
