using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Core;
using Explorer.Machines;
using Explorer.Machines.Interpretation;
using Explorer.Machines.Nodes;
using Explorer.Machines.Values;
using Explorer.Smt.Solving;
using Explorer.Smt.States;
using Explorer.Smt.Symbolic;
using Explorer.Smt.Terms;

namespace Explorer.Smt.Execution;

/// <summary>
/// Executes the nodes of a step for all states at once. Draws are enumerated, and each combination is an outcome of its
/// own; branches are followed to where they meet again and merged there, so that their number does not multiply. A loop
/// is followed until its condition is false for certain, which the bounds of the language's loops see to.
/// </summary>
internal sealed partial class SymbolicExecution
{
    private const int MostSteps = 20_000;
    private const int MostOutcomes = 512;

    private readonly StateTerms _states;
    private readonly TermFactory _terms;
    private readonly ValueTerms _values;
    private readonly ExpressionTerms _expressions;
    private readonly ImmutableArray<Node> _nodes;
    private readonly Machine? _machine;
    private readonly ImmutableArray<SymbolicMachine> _machines;
    private readonly Joins _joins;
    private readonly OutcomeTable _outcomes;
    private readonly Deadline _deadline;
    private int _steps;

    private SymbolicExecution(
        StateTerms states, SymbolicState start, ImmutableArray<Node> nodes, Machine? machine, Deadline deadline)
    {
        _deadline = deadline;
        _states = states;
        _terms = states.Terms;
        _nodes = nodes;
        _machine = machine;
        _machines = start.Machines;
        _joins = new Joins(nodes);
        _expressions = new ExpressionTerms(states, start.Machines);
        _values = _expressions.Values;
        _outcomes = new OutcomeTable(_values, _terms, MostOutcomes);
    }

    /// <summary>An action in the state that consists of the leaves.</summary>
    /// <exception cref="TooLargeException">It would be too many terms.</exception>
    /// <exception cref="OperationCanceledException">The deadline is over.</exception>
    public static ActionTerms Of(StateTerms states, MachineAction action, Deadline deadline)
    {
        var machine = states.Model.Machines[action.Machine];
        var isHere = action.From < 0 ? states.Terms.True : states.IsAt(states.State.Machines[machine.Index], action.From);
        var execution = new SymbolicExecution(states, states.State, action.Nodes, machine, deadline);
        execution.Follow(execution.Start(isHere));
        return new ActionTerms(action, isHere, execution._outcomes.All());
    }

    private Strand Start(Term path)
    {
        var machine = _machines[_machine!.Index];
        var locals = ImmutableDictionary.CreateBuilder<Local, SymbolicValue>();
        for (var i = 0; i < _machine.Locals.Length; i++)
        {
            var local = _machine.Locals[i];
            locals.Add(local, i < machine.Locals.Length ? machine.Locals[i] : _values.Any(local.Type));
        }

        return new Strand(
            0, path, new(_states.State.Variables, locals.ToImmutable()), ImmutableSortedDictionary<int, Term>.Empty, []);
    }

    private void Follow(Strand start) => Follow(start, ImmutableHashSet<int>.Empty);

    // Follows a strand up to the nodes given, and returns what arrives there.
    private List<Strand> Follow(Strand strand, ImmutableHashSet<int> stops)
    {
        var arrived = new List<Strand>();
        var waiting = new Stack<Strand>([strand]);
        while (waiting.TryPop(out var next))
        {
            if (next.Path.IsFalse)
            {
                continue;
            }

            if (stops.Contains(next.Node))
            {
                arrived.Add(next);
                continue;
            }

            foreach (var following in Enumerable.Reverse(Step(next, stops, arrived)))
            {
                waiting.Push(following);
            }
        }

        return arrived;
    }

    // What one node makes of a strand, in the order of choices. What arrives at a stop meanwhile is added.
    private List<Strand> Step(Strand strand, ImmutableHashSet<int> stops, List<Strand> arrived)
    {
        _deadline.ThrowIfOver();
        if (++_steps > MostSteps)
        {
            throw new TooLargeException($"the step has more than {MostSteps} nodes to follow");
        }

        switch (_nodes[strand.Node])
        {
            case Assign n:
                return [AfterAssignment(n, strand)];
            case Assert n:
                return [AfterAssertion(n, strand)];
            case Await n:
                var holds = Evaluate(n.Condition, ref strand);
                return [strand with { Path = _terms.And(strand.Path, holds), Node = n.Next }];
            case Branch n:
                return AfterBranch(n, strand, stops, arrived);
            case Choose n:
                return AfterChoice(n, strand);
            case Either n:
                return [.. n.Branches.Select((branch, i) =>
                    strand with { Node = branch, Draws = strand.Draws.Add(new Draw(null, null, i)) })];
            case Leave n:
                _outcomes.AddEnd(strand, LocationAfter(n), LocalsAfter(n, strand));
                return [];
            case Block:
                return [];
            case var node:
                throw new InternalErrorException($"unknown kind of node {node.GetType().Name}");
        }
    }

    private Term Evaluate(Machines.Expressions.Expression condition, ref Strand strand) =>
        ((SymbolicBool)Value(condition, ref strand)).Term;

    // The value of an expression; executions that meet a fault end there.
    private SymbolicValue Value(Machines.Expressions.Expression expression, ref Strand strand)
    {
        var value = _expressions.Evaluate(expression, strand.Scope, out var faults);
        foreach (var fault in faults)
        {
            strand = AfterFault(strand, fault.Condition, fault.Kind);
        }

        return value;
    }

    private Strand AfterFault(Strand strand, Term isMet, FaultKind kind)
    {
        _outcomes.AddFault(strand with { Path = _terms.And(strand.Path, isMet) }, kind);
        return strand with { Path = _terms.And(strand.Path, _terms.Not(isMet)) };
    }

    private Strand AfterAssertion(Assert node, Strand strand)
    {
        var holds = Evaluate(node.Condition, ref strand);
        var failed = _terms.Or(strand.Failed.GetValueOrDefault(node.Property, _terms.False), _terms.Not(holds));
        return strand with { Failed = strand.Failed.SetItem(node.Property, failed), Node = node.Next };
    }

    private List<Strand> AfterChoice(Choose node, Strand strand)
    {
        var type = node.Target.Type;
        if (type.Cardinality > MostOutcomes)
        {
            throw new TooLargeException($"a draw from the {type.Cardinality} values of {type.Display}");
        }

        var set = node.Set is null ? null : (SymbolicSet)Value(node.Set, ref strand);
        var drawn = new List<Strand>();
        for (var i = 0; i < (int)type.Cardinality; i++)
        {
            var value = ValueOrder.At(type, i);
            var candidate = strand with
            {
                Node = node.Next,
                Path = set is null ? strand.Path : _terms.And(strand.Path, set.Members[i]),
                Scope = strand.Scope with { Locals = strand.Scope.Locals.SetItem(node.Target, _values.Constant(type, value)) },
                Draws = strand.Draws.Add(new Draw(node.Target, value, i)),
            };
            if (node.Condition is not null && !candidate.Path.IsFalse)
            {
                var holds = Evaluate(node.Condition, ref candidate);
                candidate = candidate with { Path = _terms.And(candidate.Path, holds) };
            }

            drawn.Add(candidate);
        }

        return drawn;
    }

    private List<Strand> AfterBranch(Branch node, Strand strand, ImmutableHashSet<int> stops, List<Strand> arrived)
    {
        if (SetLoop.At(_nodes, strand.Node) is { } loop && loop.RestOf(strand) is { } rest && !IsKnown(rest))
        {
            return Turns(loop, rest, strand, stops, arrived);
        }

        var condition = Evaluate(node.Condition, ref strand);
        var whenTrue = strand with { Node = node.WhenTrue, Path = _terms.And(strand.Path, condition) };
        var whenFalse = strand with { Node = node.WhenFalse, Path = _terms.And(strand.Path, _terms.Not(condition)) };
        var join = _joins.Of(strand.Node);
        if (condition.IsConstant || whenTrue.Path.IsFalse || whenFalse.Path.IsFalse || join < 0)
        {
            return [whenTrue, whenFalse];
        }

        var inner = stops.Add(join);
        return Sorted(condition, Follow(whenTrue, inner), Follow(whenFalse, inner), join, stops, arrived);
    }

    // Merges what arrived at the same node after the same draws. What is not at the place to go on from is at a stop.
    private List<Strand> Sorted(
        Term condition, List<Strand> whenTrue, List<Strand> whenFalse, int place, ImmutableHashSet<int> stops, List<Strand> arrived)
    {
        var merged = new List<Strand>(Merged(whenTrue));
        foreach (var strand in Merged(whenFalse))
        {
            var same = merged.FindIndex(s => s.Node == strand.Node && s.HasDrawsOf(strand));
            if (same < 0)
            {
                merged.Add(strand);
            }
            else
            {
                merged[same] = merged[same].MergedWith(strand, condition, _values, _terms);
            }
        }

        arrived.AddRange(merged.Where(s => s.Node != place || stops.Contains(place)));
        return [.. merged.Where(s => s.Node == place && !stops.Contains(place))];
    }

    private List<Strand> Merged(List<Strand> strands)
    {
        var merged = new List<Strand>();
        foreach (var strand in strands)
        {
            var same = merged.FindIndex(s => s.Node == strand.Node && s.HasDrawsOf(strand));
            if (same < 0)
            {
                merged.Add(strand);
            }
            else
            {
                merged[same] = merged[same].MergedWith(strand, merged[same].Path, _values, _terms);
            }
        }

        return merged;
    }

    private Term? LocationAfter(Leave node) => _machine is null || node.Location < 0
        ? null
        : _terms.Constant(node.Location, _machines[_machine.Index].Location!.Width);

    private ImmutableArray<SymbolicValue> LocalsAfter(Leave node, Strand strand)
    {
        if (_machine is null || node.Location < 0)
        {
            return [];
        }

        var live = _machine.Locations[node.Location].Live;
        return [.. _machine.Locals.Take(_machine.StoredLocals).Select(local =>
            live.Contains(local) ? strand.Scope.Locals[local] : _values.Any(local.Type))];
    }

    private static bool IsKnown(SymbolicSet set) => set.Members.All(m => m.IsConstant);
}
