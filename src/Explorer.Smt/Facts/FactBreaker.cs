using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using Explorer.Machines.Symmetry;
using Explorer.Smt.Execution;
using Explorer.Smt.Solving;
using Explorer.Smt.Terms;

namespace Explorer.Smt.Facts;

/// <summary>
/// Makes the most of a state that the solver found: it has all facts that are left, and so counts as one from which these must
/// survive. Its successors, and theirs as far as they too have all facts, break many more of them, without the solver.
/// For one thread.
/// </summary>
internal sealed class FactBreaker
{
    private const int MostStates = 24;

    private readonly TransitionTerms _model;
    private readonly List<Stepper> _steppers;
    private readonly IReadOnlyList<Fact> _facts;
    private readonly TermProgram _program;
    private readonly TermProgram _isExpanded;
    private readonly ConcurrentDictionary<Fact, bool> _dropped;
    private readonly List<IdentityPermutation> _renamings;
    private readonly Deadline _deadline;
    private readonly Random _random = new(4);

    public FactBreaker(
        TransitionTerms model, Term known, IReadOnlyList<Fact> facts, ConcurrentDictionary<Fact, bool> dropped,
        Deadline deadline)
    {
        (_model, _facts, _dropped, _deadline) = (model, facts, dropped, deadline);
        _steppers = [.. model.Actions.OfType<ActionTerms>().Select(a => new Stepper(model, a))];
        _program = new TermProgram([.. facts.Select(f => f.Holds)]);
        _isExpanded = new TermProgram([known]);
        _renamings = [.. model.Model.IdentityTypes.SelectMany(type =>
            Enumerable.Range(type.Named.Length, Math.Max(0, type.Size - type.Named.Length - 1))
                .Select(first => IdentityPermutation.Transposition(model.Model, type, first)))];
    }

    /// <summary>Drops what steps from a state break, and from some of the states behind it, as long as there is time.</summary>
    public void Explore(ulong[] state)
    {
        var waiting = new Queue<ulong[]>([state]);
        if (_renamings.Count > 0)
        {
            var renamed = _renamings[_random.Next(_renamings.Count)].Apply(_model.States.Decode(state));
            waiting.Enqueue(_model.States.Encode(renamed));
        }

        for (var expanded = 0; expanded < MostStates && !_deadline.IsOver && waiting.TryDequeue(out var next); expanded++)
        {
            if (HasAllFacts(next))
            {
                Expand(next, waiting);
            }
        }
    }

    private void Expand(ulong[] state, Queue<ulong[]> waiting)
    {
        foreach (var after in _steppers.SelectMany(s => s.Outcomes(state)).Select(r => r.Leaves).OfType<ulong[]>())
        {
            Drop(after);
            if (waiting.Count < MostStates)
            {
                waiting.Enqueue(after);
            }
        }
    }

    private bool HasAllFacts(ulong[] state)
    {
        _isExpanded.Run(state);
        if (!_isExpanded.IsTrue(0))
        {
            return false;
        }

        _program.Run(state);
        for (var i = 0; i < _facts.Count; i++)
        {
            if (!_program.IsTrue(i) && !_dropped.ContainsKey(_facts[i]))
            {
                return false;
            }
        }

        return true;
    }

    private void Drop(ulong[] after)
    {
        _program.Run(after);
        for (var i = 0; i < _facts.Count; i++)
        {
            if (!_program.IsTrue(i))
            {
                _dropped.TryAdd(_facts[i], true);
            }
        }
    }
}
