using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Numerics;
using Explorer.Core;
using Explorer.Machines.Types;
using Explorer.Machines.Values;
using Explorer.Smt.Terms;

namespace Explorer.Smt.Symbolic;

/// <summary>What can be done with symbolic values of any type: constants, merging, equality.</summary>
internal sealed class ValueTerms(TermFactory terms)
{
    /// <summary>A value that is known.</summary>
    public SymbolicValue Constant(ModelType type, Value value) => (type, value) switch
    {
        (BoolType, BoolValue v) => new SymbolicBool(terms.Boolean(v.IsTrue)),
        (IntType, IntValue v) => Integer(v.Number),
        (IdentityType t, IdentityValue v) => new SymbolicIdentity(terms.Constant(v.Index < 0 ? t.Size : v.Index, Widths.Of(t)), t),
        (EnumType t, EnumValue v) => new SymbolicEnum(
            terms.Constant(v.Variant, Widths.OfTag(t)),
            [.. t.Variants.Select((variant, i) => i == v.Variant ? All(variant.Fields, v.Fields) : AnyOf(variant.Fields))]),
        (OptionType t, OptionValue v) => new SymbolicOption(
            terms.Boolean(v.Content is not null), v.Content is null ? Any(t.Element) : Constant(t.Element, v.Content)),
        (StructType t, StructValue v) => new SymbolicStruct(All(t.Fields, v.Fields)),
        (ArrayType t, ArrayValue v) => new SymbolicArray(t, [.. v.Elements.Select(e => Constant(t.Element, e))]),
        (SetType t, SetValue v) => new SymbolicSet(
            t, [.. Enumerable.Range(0, (int)t.Element.Cardinality).Select(i => terms.Boolean((v.Mask >> i & 1) != 0))]),
        (QueueType t, QueueValue v) => new SymbolicQueue(
            t,
            terms.Constant(v.Elements.Length, Widths.OfLength(t)),
            [.. v.Elements.Select(e => Constant(t.Element, e)),
                .. Enumerable.Repeat(Any(t.Element), t.Capacity - v.Elements.Length)]),
        _ => throw new InternalErrorException($"{value} is no {type}"),
    };

    /// <summary>Some value, where there is none.</summary>
    public SymbolicValue Any(ModelType type) => Constant(type, ValueOrder.Default(type));

    public SymbolicInt Integer(BigInteger number) =>
        new(terms.Constant((Int128)number, Widths.Signed(number, number)), number, number);

    /// <summary>The same number with other bounds, within which it is.</summary>
    public SymbolicInt Bounded(SymbolicInt value, BigInteger low, BigInteger high) =>
        new(Resized(value.Term, Widths.Signed(low, high)), low, high);

    /// <summary>The term of an integer at another width.</summary>
    public Term Resized(Term term, int width) =>
        term.Width <= width ? terms.SignExtend(term, width) : terms.Truncate(term, width);

    /// <summary>c ? a : b, of two values of one type.</summary>
    public SymbolicValue Merge(Term c, SymbolicValue a, SymbolicValue b)
    {
        if (c.IsConstant || ReferenceEquals(a, b))
        {
            return c.IsFalse ? b : a;
        }

        return (a, b) switch
        {
            (SymbolicBool x, SymbolicBool y) => new SymbolicBool(terms.IfThenElse(c, x.Term, y.Term)),
            (SymbolicInt x, SymbolicInt y) => MergeIntegers(c, x, y),
            (SymbolicIdentity x, SymbolicIdentity y) => x with { Term = terms.IfThenElse(c, x.Term, y.Term) },
            (SymbolicEnum x, SymbolicEnum y) => MergeEnums(c, x, y),
            (SymbolicOption x, SymbolicOption y) => new SymbolicOption(
                terms.IfThenElse(c, x.IsSome, y.IsSome),
                x.IsSome.IsFalse ? y.Content : y.IsSome.IsFalse ? x.Content : Merge(c, x.Content, y.Content)),
            (SymbolicStruct x, SymbolicStruct y) => new SymbolicStruct(MergeAll(c, x.Fields, y.Fields)),
            (SymbolicArray x, SymbolicArray y) => x with { Elements = MergeAll(c, x.Elements, y.Elements) },
            (SymbolicSet x, SymbolicSet y) => x with
            {
                Members = [.. x.Members.Zip(y.Members, (m, n) => terms.IfThenElse(c, m, n))],
            },
            (SymbolicQueue x, SymbolicQueue y) => x with
            {
                Length = terms.IfThenElse(c, x.Length, y.Length),
                Places = MergeAll(c, x.Places, y.Places),
            },
            _ => throw new InternalErrorException($"{a} and {b} are of different types"),
        };
    }

    public Term Equal(SymbolicValue a, SymbolicValue b) => ReferenceEquals(a, b) ? terms.True : (a, b) switch
    {
        (SymbolicBool x, SymbolicBool y) => terms.Equal(x.Term, y.Term),
        (SymbolicInt x, SymbolicInt y) => EqualIntegers(x, y),
        (SymbolicIdentity x, SymbolicIdentity y) => terms.Equal(x.Term, y.Term),
        (SymbolicEnum x, SymbolicEnum y) => EqualEnums(x, y),
        (SymbolicOption x, SymbolicOption y) => terms.And(
            terms.Equal(x.IsSome, y.IsSome),
            x.IsSome.IsFalse || y.IsSome.IsFalse ? terms.True : terms.Implies(x.IsSome, Equal(x.Content, y.Content))),
        (SymbolicStruct x, SymbolicStruct y) => EqualAll(x.Fields, y.Fields),
        (SymbolicArray x, SymbolicArray y) => EqualAll(x.Elements, y.Elements),
        (SymbolicSet x, SymbolicSet y) => terms.All(x.Members.Zip(y.Members, terms.Equal)),
        (SymbolicQueue x, SymbolicQueue y) => terms.And(
            terms.Equal(x.Length, y.Length),
            terms.All(x.Places.Select((place, i) => terms.Implies(IsLonger(x, i), Equal(place, y.Places[i]))))),
        _ => throw new InternalErrorException($"{a} and {b} are of different types"),
    };

    /// <summary>When no condition holds.</summary>
    public Term None(IEnumerable<Term> conditions) => terms.Not(terms.Any(conditions));

    /// <summary>The same value with other terms.</summary>
    public SymbolicValue Map(SymbolicValue value, Func<Term, Term> map) => value switch
    {
        SymbolicBool v => new SymbolicBool(map(v.Term)),
        SymbolicInt v => v with { Term = map(v.Term) },
        SymbolicIdentity v => v with { Term = map(v.Term) },
        SymbolicEnum v => new SymbolicEnum(map(v.Tag), [.. v.Fields.Select(fields => MapAll(fields, map))]),
        SymbolicOption v => new SymbolicOption(map(v.IsSome), Map(v.Content, map)),
        SymbolicStruct v => new SymbolicStruct(MapAll(v.Fields, map)),
        SymbolicArray v => v with { Elements = MapAll(v.Elements, map) },
        SymbolicSet v => v with { Members = [.. v.Members.Select(map)] },
        SymbolicQueue v => v with { Length = map(v.Length), Places = MapAll(v.Places, map) },
        _ => throw new InternalErrorException($"unknown kind of value {value}"),
    };

    /// <summary>Has a queue more than so many elements?</summary>
    public Term IsLonger(SymbolicQueue queue, int count) => terms.Any(
        Enumerable.Range(count + 1, queue.Type.Capacity - count).Select(n => LengthIs(queue, n)));

    public Term LengthIs(SymbolicQueue queue, int length) =>
        terms.Equal(queue.Length, terms.Constant(length, queue.Length.Width));

    public Term Less(SymbolicInt a, SymbolicInt b)
    {
        if (a.High < b.Low || a.Low >= b.High)
        {
            return terms.Boolean(a.High < b.Low);
        }

        var (x, y) = Aligned(a, b);
        return terms.Less(x, y);
    }

    /// <summary>The terms of two integers at one width.</summary>
    public (Term A, Term B) Aligned(SymbolicInt a, SymbolicInt b)
    {
        var width = Math.Max(a.Term.Width, b.Term.Width);
        return (terms.SignExtend(a.Term, width), terms.SignExtend(b.Term, width));
    }

    private SymbolicInt MergeIntegers(Term c, SymbolicInt a, SymbolicInt b)
    {
        var (low, high) = (BigInteger.Min(a.Low, b.Low), BigInteger.Max(a.High, b.High));
        return new(terms.IfThenElse(c, Bounded(a, low, high).Term, Bounded(b, low, high).Term), low, high);
    }

    private SymbolicEnum MergeEnums(Term c, SymbolicEnum a, SymbolicEnum b)
    {
        var fields = ImmutableArray.CreateBuilder<ImmutableArray<SymbolicValue>>(a.Fields.Length);
        for (var variant = 0; variant < a.Fields.Length; variant++)
        {
            // A value that is of another variant for certain has nothing to say.
            fields.Add(a.Fields[variant].IsEmpty || Excludes(a, variant) ? b.Fields[variant]
                : Excludes(b, variant) ? a.Fields[variant]
                : MergeAll(c, a.Fields[variant], b.Fields[variant]));
        }

        return new SymbolicEnum(terms.IfThenElse(c, a.Tag, b.Tag), fields.MoveToImmutable());
    }

    private static bool Excludes(SymbolicEnum value, int variant) => value.Tag.IsConstant && value.Tag.Number != (UInt128)variant;

    private Term EqualIntegers(SymbolicInt a, SymbolicInt b)
    {
        if (a.High < b.Low || b.High < a.Low)
        {
            return terms.False;
        }

        var (x, y) = Aligned(a, b);
        return terms.Equal(x, y);
    }

    private Term EqualEnums(SymbolicEnum a, SymbolicEnum b)
    {
        var equal = terms.Equal(a.Tag, b.Tag);
        for (var variant = 0; variant < a.Fields.Length; variant++)
        {
            if (!a.Fields[variant].IsEmpty && !Excludes(a, variant) && !Excludes(b, variant))
            {
                equal = terms.And(equal, terms.Implies(IsVariant(a, variant), EqualAll(a.Fields[variant], b.Fields[variant])));
            }
        }

        return equal;
    }

    public Term IsVariant(SymbolicEnum value, int variant) => terms.Equal(value.Tag, terms.Constant(variant, value.Tag.Width));

    private Term EqualAll(ImmutableArray<SymbolicValue> a, ImmutableArray<SymbolicValue> b) => terms.All(a.Zip(b, Equal));

    private ImmutableArray<SymbolicValue> MergeAll(Term c, ImmutableArray<SymbolicValue> a, ImmutableArray<SymbolicValue> b) =>
        a == b ? a : [.. a.Zip(b, (x, y) => Merge(c, x, y))];

    private ImmutableArray<SymbolicValue> MapAll(ImmutableArray<SymbolicValue> values, Func<Term, Term> map) =>
        [.. values.Select(v => Map(v, map))];

    private ImmutableArray<SymbolicValue> All(ImmutableArray<FieldInfo> fields, ImmutableArray<Value> values) =>
        [.. fields.Zip(values, (f, v) => Constant(f.Type, v))];

    private ImmutableArray<SymbolicValue> AnyOf(ImmutableArray<FieldInfo> fields) => [.. fields.Select(f => Any(f.Type))];
}
