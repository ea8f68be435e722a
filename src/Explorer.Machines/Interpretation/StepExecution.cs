using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Core;
using Explorer.Core.Properties;
using Explorer.Machines.Expressions;
using Explorer.Machines.Nodes;
using Explorer.Machines.Values;

namespace Explorer.Machines.Interpretation;

/// <summary>
/// Executes the nodes of one step in every possible way and collects the outcomes, depth first in the order of choices.
/// Chains and loops of nodes are followed by a loop; only a choice recurses, once for each way to go on.
///
/// A fault ends the one execution that meets it. A draw is a choice among all candidates of which those whose condition
/// fails are blocked: so a fault in the condition of one candidate is an outcome at that candidate's place, and the
/// candidates after it are tried all the same.
/// </summary>
internal sealed class StepExecution
{
    private readonly MachineModel _model;
    private readonly Evaluator _evaluator;
    private readonly Assignment _assignment;
    private readonly ImmutableArray<Node> _nodes;
    private readonly Machine? _machine;
    private readonly int _most;
    private readonly List<Outcome> _outcomes = [];
    private readonly AccessLog? _log;
    private readonly List<StepAccesses> _accesses = [];

    private StepExecution(MachineModel model, ImmutableArray<Node> nodes, Machine? machine, AccessLog? log = null, int most = int.MaxValue)
    {
        _most = most;
        _model = model;
        _log = log;
        _evaluator = log is null ? new Evaluator(model) : new RecordingEvaluator(model, log);
        _assignment = new Assignment(_evaluator, log);
        _nodes = nodes;
        _machine = machine;
    }

    /// <summary>What one execution has done so far.</summary>
    internal sealed record Progress(Scope Scope, ulong Violations, ImmutableArray<(string Name, Value Value)> Chosen);

    /// <summary>All outcomes of the nodes.</summary>
    /// <param name="machine">Whose step it is; null for the initial step.</param>
    /// <param name="most">So many are made at most, the first ones.</param>
    public static IReadOnlyList<Outcome> Run(
        MachineModel model, ImmutableArray<Node> nodes, Machine? machine, Progress start, int most = int.MaxValue)
    {
        var execution = new StepExecution(model, nodes, machine, most: most);
        execution.Follow(0, start);
        return execution._outcomes;
    }

    /// <summary>What each outcome touched, in the order of outcomes.</summary>
    public static IReadOnlyList<StepAccesses> Accesses(MachineModel model, ImmutableArray<Node> nodes, Machine machine, Progress start)
    {
        var execution = new StepExecution(model, nodes, machine, new AccessLog());
        execution.Follow(0, start);
        return execution._accesses;
    }

    private void Follow(int index, Progress progress)
    {
        try
        {
            for (var node = _nodes[index]; ; node = _nodes[index])
            {
                switch (node)
                {
                    case Assign n:
                        progress = progress with { Scope = _assignment.Execute(n, progress.Scope) };
                        index = n.Next;
                        break;
                    case Branch n:
                        index = _evaluator.IsTrue(n.Condition, progress.Scope) ? n.WhenTrue : n.WhenFalse;
                        break;
                    case Assert n:
                        progress = progress with { Violations = progress.Violations | Violation(n, progress.Scope) };
                        index = n.Next;
                        break;
                    case Await n when _evaluator.IsTrue(n.Condition, progress.Scope):
                        index = n.Next;
                        break;
                    default:
                        EndOrChoose(node, progress);
                        return;
                }
            }
        }
        catch (FaultException e)
        {
            Fail(e.Fault, progress);
        }
    }

    private void EndOrChoose(Node node, Progress progress)
    {
        switch (node)
        {
            case Choose n:
                foreach (var value in Candidates(n, progress.Scope).TakeWhile(_ => _outcomes.Count < _most))
                {
                    Draw(n, value, progress);
                }

                break;
            case Either n:
                foreach (var branch in n.Branches.TakeWhile(_ => _outcomes.Count < _most))
                {
                    var mark = _log?.Mark;
                    Follow(branch, progress);
                    Rewind(mark);
                }

                break;
            case Leave n:
                Add(new Outcome(StateAfter(n, progress.Scope), progress.Violations, null, progress.Chosen));
                break;
            case Await or Block:
                break;
            default:
                throw new InternalErrorException($"unknown kind of node {node.GetType().Name}");
        }
    }

    private IEnumerable<Value> Candidates(Choose node, Scope scope) => node.Set is null
        ? Parts.ValuesOf(node.Target.Type)
        : Parts.ElementsOf((SetValue)_evaluator.Evaluate(node.Set, scope));

    private void Add(Outcome outcome)
    {
        _outcomes.Add(outcome);
        if (_log is not null)
        {
            _accesses.Add(_log.Accesses());
        }
    }

    private void Rewind((int Reads, int Writes, int Locations)? mark)
    {
        if (mark is { } length)
        {
            _log!.Rewind(length);
        }
    }

    private void Draw(Choose node, Value value, Progress progress)
    {
        var mark = _log?.Mark;
        var drawn = progress with
        {
            Scope = progress.Scope.With(node.Target, value),
            Chosen = progress.Chosen.Add((node.Target.Name, value)),
        };
        if (Holds(node.Condition, drawn))
        {
            Follow(node.Next, drawn);
        }

        Rewind(mark);
    }

    private bool Holds(Expression? condition, Progress progress)
    {
        try
        {
            return condition is null || _evaluator.IsTrue(condition, progress.Scope);
        }
        catch (FaultException e)
        {
            Fail(e.Fault, progress);
            return false;
        }
    }

    private ulong Violation(Assert node, Scope scope) =>
        _evaluator.IsTrue(node.Condition, scope) ? 0 : 1UL << node.Property;

    private void Fail(Fault fault, Progress progress) =>
        Add(new Outcome(null, progress.Violations | PropertyBit(_model, fault.Kind), fault, progress.Chosen));

    /// <summary>The bit of the built-in property that a fault violates; none if it is not being checked.</summary>
    internal static ulong PropertyBit(MachineModel model, FaultKind kind)
    {
        var property = model.BuiltIn(kind switch
        {
            FaultKind.Range => PropertyKind.Range,
            FaultKind.Overflow => PropertyKind.Overflow,
            _ => PropertyKind.Index,
        });
        return property < 0 ? 0 : 1UL << property;
    }

    private MachineState StateAfter(Leave node, Scope scope)
    {
        if (_machine is null || node.Location < 0)
        {
            return new MachineState(scope.Variables, scope.Machines);
        }

        var live = _machine.Locations[node.Location].Live;
        var locals = _machine.Locals.Take(_machine.StoredLocals)
            .Select(local => live.Contains(local) ? scope.Locals[local] : ValueOrder.Default(local.Type));
        var status = new MachineStatus(node.Location, [.. locals]);
        return new MachineState(scope.Variables, scope.Machines.SetItem(_machine.Index, status));
    }
}
