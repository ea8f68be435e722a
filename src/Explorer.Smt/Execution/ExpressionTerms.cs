using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Core;
using Explorer.Machines;
using Explorer.Machines.Expressions;
using Explorer.Machines.Interpretation;
using Explorer.Machines.Types;
using Explorer.Machines.Values;
using Explorer.Smt.States;
using Explorer.Smt.Symbolic;
using Explorer.Smt.Terms;

namespace Explorer.Smt.Execution;

/// <summary>
/// Expressions as terms: what the interpreter's evaluator computes for one state, for all at once. Faults are collected
/// with the conditions under which they are met, in the order in which they would be.
/// </summary>
/// <param name="machines">The machines as they were before the step.</param>
internal sealed partial class ExpressionTerms(StateTerms states, ImmutableArray<SymbolicMachine> machines)
{
    // Larger types are not gone through value by value.
    private const int MostValues = 1024;

    private readonly TermFactory _terms = states.Terms;
    private readonly ValueTerms _values = new(states.Terms);
    private readonly List<PossibleFault> _faults = [];
    private Term _guard = states.Terms.True;
    private Surroundings _scope = new([], ImmutableDictionary<Local, SymbolicValue>.Empty);

    /// <summary>The variables as they are at this moment of a step, and the locals and bound names.</summary>
    internal sealed record Surroundings(ImmutableArray<SymbolicValue> Variables, ImmutableDictionary<Local, SymbolicValue> Locals);

    public ValueTerms Values => _values;

    /// <summary>The value of an expression, and the faults that its evaluation may meet.</summary>
    public SymbolicValue Evaluate(Expression expression, Surroundings scope, out ImmutableArray<PossibleFault> faults)
    {
        _scope = scope;
        _guard = _terms.True;
        _faults.Clear();
        var value = Evaluate(expression);
        faults = [.. _faults];
        return value;
    }

    /// <summary>For each value of an index type, in order, whether the index is that value; everything else is an index
    /// fault.</summary>
    public ImmutableArray<Term> Positions(ModelType indexType, SymbolicValue index, out Term isNone)
    {
        var count = Count(indexType);
        var positions = ImmutableArray.CreateBuilder<Term>(count);
        for (var i = 0; i < count; i++)
        {
            positions.Add(_values.Equal(index, _values.Constant(indexType, ValueOrder.At(indexType, i))));
        }

        isNone = (indexType, index) switch
        {
            (IntType t, SymbolicInt i) => IsOutside(i, t),
            (IdentityType t, SymbolicIdentity i) => _terms.Equal(i.Term, _terms.Constant(t.Size, i.Term.Width)),
            _ => _terms.False,
        };
        return positions.MoveToImmutable();
    }

    private SymbolicValue Evaluate(Expression expression) => expression switch
    {
        Literal e => _values.Constant(e.Type, e.Value),
        VariableRead e => _scope.Variables[e.Variable.Index],
        LocalRead e => _scope.Locals[e.Local],
        Unary e => Unary(e),
        Binary { Kind: BinaryKind.And or BinaryKind.Or or BinaryKind.Implies } e => Lazy(e),
        Binary e => Binary(e, Evaluate(e.Left), Evaluate(e.Right)),
        Conditional e => Conditional(e),
        Quantified e => Quantified(e),
        AtLocation e => new SymbolicBool(_terms.Any(e.Locations.Select(l => states.IsAt(machines[e.Machine], l)))),
        OtherLocalRead e => machines[e.Machine].Locals[states.Model.Machines[e.Machine].Locals.IndexOf(e.Local)],
        IsVariant e => new SymbolicBool(_values.IsVariant((SymbolicEnum)Evaluate(e.Operand), e.Variant)),
        FieldRead e => ((SymbolicStruct)Evaluate(e.Operand)).Fields[e.Field],
        VariantFieldRead e => VariantField((SymbolicEnum)Evaluate(e.Operand), e.Fields),
        ElementRead e => Element((SymbolicArray)Evaluate(e.Array), Evaluate(e.Index)),
        _ => Construct(expression),
    };

    private SymbolicValue Construct(Expression expression) => expression switch
    {
        StructLiteral e => new SymbolicStruct(All(e.Fields)),
        VariantLiteral e => ((SymbolicEnum)_values.Any(e.EnumType)) is var any ? new SymbolicEnum(
            _terms.Constant(e.Variant, Widths.OfTag(e.EnumType)), any.Fields.SetItem(e.Variant, All(e.Fields))) : any,
        With e => With(e),
        SetLiteral e => SetOf(e),
        SetComprehension e => new SymbolicSet(
            e.SetType, [.. ValuesOf(e.Bound.Type).Select(value => IsTrueWith(e.Bound, value, e.Condition))]),
        ArrayComprehension e => new SymbolicArray(
            e.ArrayType, [.. ValuesOf(e.Bound.Type).Select(value => With(e.Bound, value, () => Evaluate(e.Body)))]),
        _ => throw new InternalErrorException($"unknown kind of expression {expression.GetType().Name}"),
    };

    private Term IsTrue(Expression condition) => ((SymbolicBool)Evaluate(condition)).Term;

    private Term IsTrueWith(Local bound, SymbolicValue value, Expression condition) =>
        With(bound, value, () => IsTrue(condition));

    private T With<T>(Local bound, SymbolicValue value, Func<T> evaluate)
    {
        var scope = _scope;
        _scope = scope with { Locals = scope.Locals.SetItem(bound, value) };
        var result = evaluate();
        _scope = scope;
        return result;
    }

    // What is evaluated only if a condition holds meets its faults only then.
    private T Under<T>(Term condition, Func<T> evaluate)
    {
        var guard = _guard;
        _guard = _terms.And(guard, condition);
        var result = evaluate();
        _guard = guard;
        return result;
    }

    private void Fault(FaultKind kind, Term isMet)
    {
        var condition = _terms.And(_guard, isMet);
        if (!condition.IsFalse)
        {
            _faults.Add(new PossibleFault(condition, kind));
        }
    }

    private ImmutableArray<SymbolicValue> All(ImmutableArray<Expression> expressions) => [.. expressions.Select(Evaluate)];

    private static int Count(ModelType type) => type.Cardinality <= MostValues
        ? (int)type.Cardinality
        : throw new TooLargeException($"{type.Display} has more than {MostValues} values");

    private IEnumerable<SymbolicValue> ValuesOf(ModelType type) =>
        Enumerable.Range(0, Count(type)).Select(i => _values.Constant(type, ValueOrder.At(type, i)));

    private SymbolicBool Lazy(Binary e)
    {
        var left = IsTrue(e.Left);
        var needed = e.Kind == BinaryKind.Or ? _terms.Not(left) : left;
        if (needed.IsFalse)
        {
            return new SymbolicBool(_terms.Boolean(e.Kind != BinaryKind.And));
        }

        var right = Under(needed, () => IsTrue(e.Right));
        return new SymbolicBool(e.Kind switch
        {
            BinaryKind.And => _terms.And(left, right),
            BinaryKind.Or => _terms.Or(left, right),
            _ => _terms.Implies(left, right),
        });
    }

    private SymbolicValue Conditional(Conditional e)
    {
        var condition = IsTrue(e.Condition);
        if (condition.IsConstant)
        {
            return Evaluate(condition.IsTrue ? e.WhenTrue : e.WhenFalse);
        }

        var whenTrue = Under(condition, () => Evaluate(e.WhenTrue));
        var whenFalse = Under(_terms.Not(condition), () => Evaluate(e.WhenFalse));
        return _values.Merge(condition, whenTrue, whenFalse);
    }

    private SymbolicValue Quantified(Quantified e)
    {
        if (e.Kind is QuantifierKind.ForAll or QuantifierKind.Exists)
        {
            return new SymbolicBool(Search(e));
        }

        var values = ValuesOf(e.Bound.Type).ToList();
        var answers = values.Select(value => IsTrueWith(e.Bound, value, e.Body)).ToList();
        return e.Kind == QuantifierKind.Count ? CountOf(answers) : TheOne(values, answers);
    }

    // As long as the answer is not known.
    private Term Search(Quantified e)
    {
        var goesOn = _terms.True;
        foreach (var value in ValuesOf(e.Bound.Type).TakeWhile(_ => !goesOn.IsFalse))
        {
            var holds = Under(goesOn, () => IsTrueWith(e.Bound, value, e.Body));
            goesOn = _terms.And(goesOn, e.Kind == QuantifierKind.ForAll ? holds : _terms.Not(holds));
        }

        return e.Kind == QuantifierKind.ForAll ? goesOn : _terms.Not(goesOn);
    }

    private SymbolicInt CountOf(IReadOnlyList<Term> answers)
    {
        var sum = _values.Integer(0);
        foreach (var answer in answers)
        {
            var one = (SymbolicInt)_values.Merge(answer, _values.Integer(1), _values.Integer(0));
            sum = Sum(sum, one);
        }

        return sum;
    }

    private SymbolicValue TheOne(List<SymbolicValue> values, List<Term> answers)
    {
        var (some, several) = (_terms.False, _terms.False);
        var found = values[^1];
        for (var i = values.Count - 1; i >= 0; i--)
        {
            several = _terms.Or(several, _terms.And(some, answers[i]));
            some = _terms.Or(some, answers[i]);
            found = _values.Merge(answers[i], values[i], found);
        }

        Fault(FaultKind.Index, _terms.Or(_terms.Not(some), several));
        return found;
    }

    private SymbolicStruct With(With e)
    {
        var fields = ((SymbolicStruct)Evaluate(e.Operand)).Fields;
        foreach (var (field, value) in e.Changes)
        {
            fields = fields.SetItem(field, Evaluate(value));
        }

        return new SymbolicStruct(fields);
    }

    private SymbolicSet SetOf(SetLiteral e)
    {
        var members = Enumerable.Repeat(_terms.False, Count(e.SetType.Element)).ToArray();
        foreach (var element in e.Elements)
        {
            var positions = Positions(e.SetType.Element, Evaluate(element), out var isNone);
            Fault(FaultKind.Index, isNone);
            for (var i = 0; i < members.Length; i++)
            {
                members[i] = _terms.Or(members[i], positions[i]);
            }
        }

        return new SymbolicSet(e.SetType, [.. members]);
    }

    private SymbolicValue VariantField(SymbolicEnum value, ImmutableArray<(int Variant, int Field)> fields)
    {
        var isAny = _terms.Any(fields.Select(f => _values.IsVariant(value, f.Variant)));
        Fault(FaultKind.Index, _terms.Not(isAny));
        return VariantFieldOf(value, fields);
    }

    /// <summary>The field of whichever of the variants the value is.</summary>
    public SymbolicValue VariantFieldOf(SymbolicEnum value, ImmutableArray<(int Variant, int Field)> fields)
    {
        var result = value.Fields[fields[^1].Variant][fields[^1].Field];
        for (var i = fields.Length - 2; i >= 0; i--)
        {
            var (variant, field) = fields[i];
            result = _values.Merge(_values.IsVariant(value, variant), value.Fields[variant][field], result);
        }

        return result;
    }

    private SymbolicValue Element(SymbolicArray array, SymbolicValue index)
    {
        var positions = Positions(array.Type.Index, index, out var isNone);
        Fault(FaultKind.Index, isNone);
        return Selected(positions, array.Elements);
    }

    /// <summary>The element at the position that holds.</summary>
    public SymbolicValue Selected(ImmutableArray<Term> positions, ImmutableArray<SymbolicValue> elements)
    {
        SymbolicValue? selected = null;
        for (var i = elements.Length - 1; i >= 0; i--)
        {
            if (!positions[i].IsFalse)
            {
                selected = selected is null ? elements[i] : _values.Merge(positions[i], elements[i], selected);
            }
        }

        return selected ?? elements[0];
    }
}
