using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Core.Properties;
using Explorer.Machines.Analysis;
using Explorer.Machines.Expressions;
using Explorer.Machines.Types;
using Explorer.Machines.Values;

namespace Explorer.Machines.Dependence;

/// <summary>
/// What a property looks for in a state, an invariant that it does not hold, a reachable that it does: as cases, of which one
/// suffices, each a list of conditions that must all hold. `forall c: tlb[c] != none => good[c]` has one case for each c:
/// `tlb[c] != none`, `!good[c]`. A step makes the goal true only if it makes a case true: it writes what the case reads, and
/// each condition of the case can hold behind it. Faults spoil this, as the first one met decides, so a goal that may meet
/// one is taken as a whole: every step that writes what it reads may change it.
/// </summary>
internal sealed class PropertyGoal
{
    private const int MostCases = 4096;
    private const int MostValues = 64;

    private static readonly FaultAnalysis Faults = new(ImmutableHashSet<Local>.Empty);

    private readonly ActionFacts _facts;
    private readonly CellSet _reads;
    private readonly List<(ImmutableArray<Condition> Conditions, CellSet Reads)>? _cases;

    public PropertyGoal(ActionFacts facts, PropertyKind kind, Expression condition)
    {
        _facts = facts;
        _reads = facts.Reading.Reads(condition, null);
        var cases = Cases(condition, kind == PropertyKind.Reachable);
        MayFault = cases is null ? Faults.MayFault(condition) : cases.Exists(c => MayFaultIn(c));
        _cases = MayFault ? null : cases?.ConvertAll(c => (c.Select(e => new Condition(facts, e)).ToImmutableArray(), Reads(c)));
    }

    /// <summary>Whether evaluating the property may meet a fault.</summary>
    public bool MayFault { get; }

    /// <summary>Whether a step of the action may change whether its evaluation meets a fault.</summary>
    public bool MayFaultOtherwise(int action) => MayFault && _facts.Footprints[action].Writes.Overlaps(_reads);

    public bool MayBeEnabledBy(int action) => MayChange(action, (c, a) => c.MayHoldBehind(a));

    public bool MayBeDisabledBy(int action) => MayChange(action, (c, a) => c.MayHoldBefore(a));

    private bool MayChange(int action, System.Func<Condition, int, bool> mayHold)
    {
        var writes = _facts.Footprints[action].Writes;
        return _cases is null
            ? writes.Overlaps(_reads)
            : _cases.Exists(c => writes.Overlaps(c.Reads) && c.Conditions.All(condition => mayHold(condition, action)));
    }

    private CellSet Reads(ImmutableArray<Expression> conditions)
    {
        var reads = new CellSet(_facts.Cells.Count);
        foreach (var condition in conditions)
        {
            reads.Add(_facts.Reading.Reads(condition, null));
        }

        return reads;
    }

    // Null: too many.
    private static List<ImmutableArray<Expression>>? Cases(Expression e, bool isWanted)
    {
        switch (e, isWanted)
        {
            case (Unary { Kind: UnaryKind.Not } not, _):
                return Cases(not.Operand, !isWanted);
            case (Binary { Kind: BinaryKind.Implies } implies, false):
                return Both(Cases(implies.Left, true), Cases(implies.Right, false));
            case (Binary { Kind: BinaryKind.Implies } implies, true):
                return Either(Cases(implies.Left, false), Both(Cases(implies.Left, true), Cases(implies.Right, true)));
            case (Binary { Kind: BinaryKind.And } and, true):
                return Both(Cases(and.Left, true), Cases(and.Right, true));
            case (Binary { Kind: BinaryKind.And } and, false):
                return Either(Cases(and.Left, false), Both(Cases(and.Left, true), Cases(and.Right, false)));
            case (Binary { Kind: BinaryKind.Or } or, true):
                return Either(Cases(or.Left, true), Both(Cases(or.Left, false), Cases(or.Right, true)));
            case (Binary { Kind: BinaryKind.Or } or, false):
                return Both(Cases(or.Left, false), Cases(or.Right, false));
            case (Quantified { Kind: QuantifierKind.ForAll or QuantifierKind.Exists } q, _)
                when q.Bound.Type.Cardinality <= MostValues && isWanted == (q.Kind == QuantifierKind.Exists):
                return Instances(q).Select(i => Cases(i, isWanted)).Aggregate(Either);
            default:
                return [[isWanted ? e : new Unary(UnaryKind.Not, e, BoolType.Instance, e.Span)]];
        }
    }

    private static IEnumerable<Expression> Instances(Quantified e)
    {
        for (var i = 0; i < (int)e.Bound.Type.Cardinality; i++)
        {
            yield return ExpressionRewriter.Substitute(e.Body, e.Bound, new Literal(ValueOrder.At(e.Bound.Type, i), e.Bound.Type, e.Span));
        }
    }

    private static List<ImmutableArray<Expression>>? Either(
        List<ImmutableArray<Expression>>? a, List<ImmutableArray<Expression>>? b) =>
        a is null || b is null || a.Count + b.Count > MostCases ? null : [.. a, .. b];

    private static List<ImmutableArray<Expression>>? Both(
        List<ImmutableArray<Expression>>? a, List<ImmutableArray<Expression>>? b) =>
        a is null || b is null || a.Count * b.Count > MostCases ? null : [.. a.SelectMany(x => b.Select(y => x.AddRange(y)))];

    // Whether a condition may meet a fault while those before it hold.
    private bool MayFaultIn(ImmutableArray<Expression> conditions) =>
        conditions.Where((condition, i) => ExpressionTree.SelfAndDescendants(condition).Any(part =>
            Faults.MayFaultItself(part) && !IsExcluded(part, conditions.AsSpan(0, i).ToArray()))).Any();

    // Whether the part depends on one small cell, and those before do not hold where it faults.
    private bool IsExcluded(Expression part, Expression[] before)
    {
        var values = _facts.Values;
        if (values.OnlyCell(_facts.Reading.Reads(part, null)) is not { } cell || values.FaultsOf(part, cell) is not { } faults)
        {
            return false;
        }

        foreach (var condition in before)
        {
            if (values.TruthOf(condition, cell, faults) is { } truth)
            {
                faults &= truth.True;
            }
        }

        return faults == 0;
    }
}
