using System.Collections.Generic;
using System.Linq;
using Explorer.Machines.Analysis;
using Explorer.Machines.Expressions;
using Explorer.Machines.Interpretation;
using Explorer.Machines.Types;
using Explorer.Machines.Values;

namespace Explorer.Machines.Dependence;

/// <summary>What a condition says of each value of one cell, as masks over the numbers of the values.</summary>
internal readonly record struct CellTruth(ulong True, ulong False, ulong Fault);

/// <summary>
/// The values of small cells, up to 64 each, numbered in the order of their types; of a location the locations. Sets of
/// them are masks. Evaluates expressions for every value of one cell, by putting it in the place of the reads.
/// </summary>
internal sealed class CellValues(MachineModel model, StateCells cells)
{
    private const int MostValues = 64;

    private readonly Dictionary<Expression, ReadVariables> _reads = new(ReferenceEqualityComparer.Instance);

    /// <summary>Number of values of a cell; 0 if they are not looked at: too many, without order, or of a local, which may be
    /// dead.</summary>
    public int Count(StateCell cell)
    {
        if (cell.IsLocation)
        {
            var locations = model.Machines[cell.Machine].Locations.Length;
            return locations <= MostValues ? locations : 0;
        }

        return cell.Variable is not null && TypeOf(cell) is { } type && ValueOrder.IsNumbered(type) && type.Cardinality <= MostValues
            ? (int)type.Cardinality
            : 0;
    }

    /// <summary>All values of a cell.</summary>
    public ulong All(StateCell cell) => Count(cell) is var count && count == 64 ? ulong.MaxValue : (1UL << count) - 1;

    /// <summary>The type of a variable's cell.</summary>
    public static ModelType TypeOf(StateCell cell)
    {
        var type = cell.Variable!.Type;
        foreach (var _ in cell.Indices)
        {
            type = ((ArrayType)type).Element;
        }

        return type;
    }

    /// <summary>For each value in `values` what the condition is; null if it reads anything but the cell.</summary>
    public CellTruth? TruthOf(Expression condition, StateCell cell, ulong values)
    {
        if (IsOpen(condition, cell))
        {
            return null;
        }

        var truth = default(CellTruth);
        foreach (var number in Numbers(values))
        {
            if (!IsClosed(WithValue(condition, cell, number), out var closed))
            {
                return null;
            }

            var bit = 1UL << number;
            truth = Evaluate(closed) switch
            {
                null => truth with { Fault = truth.Fault | bit },
                BoolValue { IsTrue: true } => truth with { True = truth.True | bit },
                _ => truth with { False = truth.False | bit },
            };
        }

        return truth;
    }

    /// <summary>For each value in `values` whether the condition can be true and whether it can be false: the parts that read
    /// anything but the cell can be both.</summary>
    public CellTruth MayBe(Expression condition, StateCell cell, ulong values)
    {
        switch (condition)
        {
            case Unary { Kind: UnaryKind.Not } e:
                var operand = MayBe(e.Operand, cell, values);
                return new(operand.False, operand.True, 0);
            case Binary { Kind: BinaryKind.And } e:
                var (left, right) = (MayBe(e.Left, cell, values), MayBe(e.Right, cell, values));
                return new(left.True & right.True, left.False | (left.True & right.False), 0);
            case Binary { Kind: BinaryKind.Or } e:
                (left, right) = (MayBe(e.Left, cell, values), MayBe(e.Right, cell, values));
                return new(left.True | (left.False & right.True), left.False & right.False, 0);
            default:
                return TruthOf(condition, cell, values) ?? new CellTruth(values, values, 0);
        }
    }

    /// <summary>The values of the cell for which an expression meets a fault; null if it reads anything else.</summary>
    public ulong? FaultsOf(Expression expression, StateCell cell)
    {
        if (IsOpen(expression, cell))
        {
            return null;
        }

        ulong faults = 0;
        foreach (var number in Numbers(All(cell)))
        {
            if (!IsClosed(WithValue(expression, cell, number), out var closed))
            {
                return null;
            }

            faults |= Evaluate(closed) is null ? 1UL << number : 0;
        }

        return faults;
    }

    /// <summary>The values that an expression of the cell's type can have if the cell has one of `values` (those that meet a
    /// fault left out); all of them if it depends on anything else.</summary>
    /// <param name="local">What a local can be, given as its assignments in the step; null: anything.</param>
    public ulong ValuesOf(Expression expression, StateCell cell, ulong values, System.Func<Local, IReadOnlyList<Expression>?> local)
    {
        switch (expression)
        {
            case Conditional e:
                var truth = MayBe(e.Condition, cell, values);
                return (truth.True == 0 ? 0 : ValuesOf(e.WhenTrue, cell, truth.True, local))
                    | (truth.False == 0 ? 0 : ValuesOf(e.WhenFalse, cell, truth.False, local));
            case LocalRead e:
                return local(e.Local) is { } assigned
                    ? assigned.Aggregate(0UL, (all, value) => all | ValuesOf(value, cell, values, _ => null))
                    : All(cell);
        }

        if (IsOpen(expression, cell))
        {
            return values == 0 ? 0 : All(cell);
        }

        ulong found = 0;
        foreach (var number in Numbers(values))
        {
            if (!IsClosed(WithValue(expression, cell, number), out var closed))
            {
                return All(cell);
            }

            if (Evaluate(closed) is { } value)
            {
                var ordinal = ValueOrder.Of(TypeOf(cell), value);
                if (ordinal < 0 || ordinal >= Count(cell))
                {
                    return All(cell);
                }

                found |= 1UL << (int)ordinal;
            }
        }

        return found;
    }

    /// <summary>The numbers in a mask.</summary>
    public static IEnumerable<int> Numbers(ulong values)
    {
        for (; values != 0; values &= values - 1)
        {
            yield return System.Numerics.BitOperations.TrailingZeroCount(values);
        }
    }

    // Whether an expression reads anything but the cell's variable or location, so that no value of the cell closes it. Most
    // do, and this is asked for each expression and each cell.
    private bool IsOpen(Expression expression, StateCell cell)
    {
        if (!_reads.TryGetValue(expression, out var reads))
        {
            _reads.Add(expression, reads = ReadVariables.Of(expression));
        }

        return reads.Others
            || (reads.Variable is not null && reads.Variable != cell.Variable)
            || (reads.Machine >= 0 && !(cell.IsLocation && cell.Machine == reads.Machine));
    }

    // A read behind a name that a quantifier binds stays, and so keeps the expression open.
    private static Expression WithValue(Expression expression, StateCell cell, int number) =>
        ExpressionRewriter.Rewrite(expression, e => e switch
        {
            AtLocation at when cell.IsLocation && at.Machine == cell.Machine =>
                new Literal(BoolValue.Of(at.Locations.Contains(number)), BoolType.Instance, e.Span),
            VariableRead or ElementRead when cell.Variable is not null && IsRead(e, cell) =>
                new Literal(ValueOrder.At(TypeOf(cell), number), e.Type, e.Span),
            _ => null,
        });

    private static bool IsRead(Expression expression, StateCell cell) =>
        StateCells.Chain(expression) is { } chain && chain.Variable == cell.Variable && chain.Indices.Length == cell.Indices.Length
        && chain.Indices.Select((e, i) => StateCells.Constant(chain.Variable, i, e)).SequenceEqual(cell.Indices);

    private static bool IsClosed(Expression expression, out Expression closed)
    {
        closed = expression;
        var parts = ExpressionTree.SelfAndDescendants(expression).ToList();
        var bound = parts.Select(ExpressionTree.BoundBy).OfType<Local>().ToHashSet();
        return parts.TrueForAll(e => e switch
        {
            VariableRead or OtherLocalRead or AtLocation => false,
            LocalRead read => bound.Contains(read.Local),
            _ => true,
        });
    }

    // Null: a fault.
    private Value? Evaluate(Expression closed)
    {
        try
        {
            return new Evaluator(model).Evaluate(closed, Scope.Empty);
        }
        catch (FaultException)
        {
            return null;
        }
    }

    /// <summary>The cell that an expression reads, if it reads just one and that has few values; else null.</summary>
    public StateCell? OnlyCell(CellSet reads) =>
        reads.Single() is >= 0 and var single && Count(cells.All[single]) > 0 ? cells.All[single] : null;

    /// <summary>What an expression reads of the state, if that is one variable or one location at most.</summary>
    /// <param name="Machine">Whose location it reads; -1: none's.</param>
    /// <param name="Others">It reads more.</param>
    private readonly record struct ReadVariables(Variable? Variable, int Machine, bool Others)
    {
        public static ReadVariables Of(Expression expression)
        {
            var reads = new ReadVariables(null, -1, false);
            foreach (var part in ExpressionTree.SelfAndDescendants(expression))
            {
                reads = part switch
                {
                    OtherLocalRead => reads with { Others = true },
                    VariableRead e => new(e.Variable, reads.Machine, reads.Others || (reads.Variable ?? e.Variable) != e.Variable),
                    AtLocation e => new(reads.Variable, e.Machine, reads.Others || (reads.Machine >= 0 && reads.Machine != e.Machine)),
                    _ => reads,
                };
            }

            return reads;
        }
    }
}
