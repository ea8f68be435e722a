using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Machines.Analysis;
using Explorer.Machines.Expressions;
using Explorer.Machines.Nodes;
using Explorer.Machines.Types;
using Explorer.Machines.Values;

namespace Explorer.Machines.Dependence;

/// <summary>
/// The conjuncts without which an action is disabled: of the awaits at its start, before which nothing is written, drawn or
/// decided, and the first choice behind them ("there is a candidate"). Universal quantifiers over few values are taken
/// apart. A conjunct behind one that may meet a fault is not false by itself, as the fault comes first and is a step:
/// it is joined with all before it.
///
/// Not seen: conditions behind a branch or a write, and those that read a local without a value at the start.
/// </summary>
internal sealed class GuardConjuncts
{
    // A quantifier over more values stays one conjunct.
    private const int MostValues = 16;

    private static readonly FaultAnalysis Faults = new(ImmutableHashSet<Local>.Empty);

    private readonly Machine _machine;
    private readonly ImmutableArray<Local> _live;
    private readonly List<Expression> _conjuncts = [];
    private readonly HashSet<int> _prefix = [];
    private Expression? _mayFault;

    private GuardConjuncts(Machine machine, ImmutableArray<Local> live) => (_machine, _live) = (machine, live);

    /// <summary>Whether the conjuncts decide alone: if all are true the action is enabled.</summary>
    public bool AreComplete { get; private set; }

    public IReadOnlyList<Expression> Conjuncts => _conjuncts;

    /// <summary>The awaits whose conditions the conjuncts are.</summary>
    public IReadOnlySet<int> Prefix => _prefix;

    public static GuardConjuncts Of(MachineModel model, MachineAction action)
    {
        var machine = model.Machines[action.Machine];
        var found = new GuardConjuncts(machine, action.From < 0 ? [] : machine.Locations[action.From].Live);
        found.AreComplete = found.Collect(action.Nodes);
        return found;
    }

    // False: something that can block is left.
    private bool Collect(ImmutableArray<Node> nodes)
    {
        var (index, entered) = (0, Entered(nodes));
        while (nodes[index] is Await node && entered[index] == _prefix.Count.CompareTo(0))
        {
            if (Closed(node.Condition) is not { } condition)
            {
                return false;
            }

            Split(condition);
            _prefix.Add(index);
            index = node.Next;
        }

        if (nodes[index] is Choose { Set: not null } or Choose { Condition: not null }
            && entered[index] == _prefix.Count.CompareTo(0) && Candidate((Choose)nodes[index]) is { } candidate)
        {
            Add(candidate);
            return !MayStillBlock(nodes, [.. _prefix, index]);
        }

        return !MayStillBlock(nodes, _prefix);
    }

    // How often each node comes after another one: those of the prefix are entered once only.
    private static int[] Entered(ImmutableArray<Node> nodes)
    {
        var entered = new int[nodes.Length];
        foreach (var next in nodes.SelectMany(ExpressionTree.Successors))
        {
            entered[next]++;
        }

        return entered;
    }

    private static bool MayStillBlock(ImmutableArray<Node> nodes, HashSet<int> taken)
    {
        var reachable = StepGraph.Reachable(nodes);
        return Enumerable.Range(0, nodes.Length).Any(i => reachable[i] && !taken.Contains(i) && StepGraph.MayBlock(nodes[i]));
    }

    // "Some candidate meets the condition": false only if all fail, and none by a fault.
    private Expression? Candidate(Choose node)
    {
        // The set may read the local that is chosen, as it was before.
        var candidate = new Local(node.Target.Name, node.Target.Type, node.Target.Span);
        var name = new LocalRead(candidate, node.Span);
        var condition = node.Condition is null ? null : ExpressionRewriter.Substitute(node.Condition, node.Target, name);
        Expression? member = node.Set is null ? null : new Binary(BinaryKind.In, name, node.Set, BoolType.Instance, node.Span);
        var both = member is null ? condition!
            : condition is null ? member
            : new Binary(BinaryKind.And, member, condition, BoolType.Instance, node.Span);
        return Closed(new Quantified(QuantifierKind.Exists, candidate, both, BoolType.Instance, node.Span));
    }

    // The condition with the machine's locals as others see them; null if it reads one that has no value yet.
    private Expression? Closed(Expression condition)
    {
        var isClosed = true;
        var closed = Close(condition, []);
        return isClosed ? closed : null;

        Expression Close(Expression expression, ImmutableHashSet<Local> bound) => ExpressionRewriter.Rewrite(expression, e =>
        {
            if (e is LocalRead read && !bound.Contains(read.Local))
            {
                isClosed &= _live.Contains(read.Local);
                return new OtherLocalRead(_machine.Index, read.Local, read.Span);
            }

            return ExpressionTree.BoundBy(e) is { } name && !bound.Contains(name) ? Close(e, bound.Add(name)) : null;
        });
    }

    private void Split(Expression condition)
    {
        switch (condition)
        {
            case Binary { Kind: BinaryKind.And } e:
                Split(e.Left);
                Split(e.Right);
                break;
            case Unary { Kind: UnaryKind.Not, Operand: Binary { Kind: BinaryKind.Or } e }:
                Split(Not(e.Left));
                Split(Not(e.Right));
                break;
            case Unary { Kind: UnaryKind.Not, Operand: Binary { Kind: BinaryKind.Implies } e }:
                Split(e.Left);
                Split(Not(e.Right));
                break;
            case Unary { Kind: UnaryKind.Not, Operand: Quantified { Kind: QuantifierKind.Exists } e }:
                Split(e with { Kind = QuantifierKind.ForAll, Body = Not(e.Body) });
                break;
            case Quantified { Kind: QuantifierKind.ForAll } e when e.Bound.Type.Cardinality <= MostValues:
                for (var i = 0; i < (int)e.Bound.Type.Cardinality; i++)
                {
                    var value = new Literal(ValueOrder.At(e.Bound.Type, i), e.Bound.Type, e.Span);
                    Split(ExpressionRewriter.Substitute(e.Body, e.Bound, value));
                }

                break;
            default:
                Add(condition);
                break;
        }
    }

    private void Add(Expression conjunct)
    {
        if (conjunct is Literal { Value: BoolValue { IsTrue: true } })
        {
            return;
        }

        if (_mayFault is not null)
        {
            _mayFault = conjunct = And(_mayFault, conjunct);
        }
        else if (Faults.MayFault(conjunct))
        {
            _mayFault = _conjuncts.Append(conjunct).Aggregate(And);
            conjunct = _conjuncts.Where(c => ReadsCommon(c, conjunct)).Append(conjunct).Aggregate(And);
        }

        _conjuncts.Add(conjunct);
    }

    // Those before it about the same variables often exclude the fault, as in `x != none && x.page == p`.
    private static bool ReadsCommon(Expression one, Expression other)
    {
        var variables = Roots(one).ToHashSet();
        return Roots(other).Any(variables.Contains);
    }

    private static IEnumerable<object> Roots(Expression expression) => ExpressionTree.SelfAndDescendants(expression)
        .Select(e => e switch { VariableRead r => r.Variable, OtherLocalRead r => r.Local, _ => (object?)null }).OfType<object>();

    private static Expression And(Expression a, Expression b) =>
        new Binary(BinaryKind.And, a, b, BoolType.Instance, b.Span);

    private static Unary Not(Expression condition) => new(UnaryKind.Not, condition, BoolType.Instance, condition.Span);
}
