using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Numerics;
using Explorer.Core;
using Explorer.Machines;
using Explorer.Machines.Analysis;
using Explorer.Machines.Interpretation;
using Explorer.Machines.Types;
using Explorer.Machines.Values;
using Explorer.Smt.Symbolic;
using Explorer.Smt.Terms;

namespace Explorer.Smt.States;

/// <summary>
/// The states of a model as vectors of scalars (leaves), each at the width that its values need: integers of variables and
/// locals at that of their effective bounds. Some vectors are no states: <see cref="WellFormed"/> says which are.
/// </summary>
public sealed class StateTerms
{
    private readonly EffectiveBounds _bounds;
    private readonly ValueTerms _values;
    private readonly List<StateLeaf> _leaves = [];
    private readonly List<Term> _wellFormed = [];
    private readonly ImmutableArray<int> _firstEntry;

    public StateTerms(MachineModel model, TermFactory terms)
    {
        Model = model;
        Terms = terms;
        _values = new ValueTerms(terms);
        _bounds = EffectiveBounds.Of(model);
        var entry = 0;
        var variables = model.Variables.Select(v => Fresh(v.Type, new Part(v.Name, entry++, terms.True), _bounds.NumbersOf(v))).ToImmutableArray();
        var machines = ImmutableArray.CreateBuilder<SymbolicMachine>(model.Machines.Length);
        var firstEntry = new int[model.Machines.Length];
        foreach (var machine in model.Machines)
        {
            firstEntry[machine.Index] = entry;
            machines.Add(FreshMachine(machine, ref entry));
        }

        Entries = entry;
        _firstEntry = [.. model.Machines.Select(m => firstEntry[m.Index])];
        State = new SymbolicState(variables, machines.MoveToImmutable());
        AddLocations();
        AddDeadLocals();
        WellFormed = terms.All(_wellFormed);
    }

    public MachineModel Model { get; }

    public TermFactory Terms { get; }

    /// <summary>Number of entries of a state, as in a footprint.</summary>
    public int Entries { get; }

    /// <summary>The state that consists of the leaves.</summary>
    public SymbolicState State { get; }

    public IReadOnlyList<StateLeaf> Leaves => _leaves;

    /// <summary>Holds for the vectors that are states: scalars in their bounds, machines where their bounds know that they
    /// can be, locals that are not live at their defaults.
    /// Holds in every reachable state, and no step leaves it.</summary>
    public Term WellFormed { get; }

    /// <summary>The bits of a state's leaves; those of parts that it does not have are 0.</summary>
    public ulong[] Encode(MachineState state)
    {
        var bits = new ulong[_leaves.Count];
        var writer = new LeafWriter(bits);
        for (var i = 0; i < state.Variables.Length; i++)
        {
            writer.Write(State.Variables[i], state.Variables[i]);
        }

        for (var i = 0; i < state.Machines.Length; i++)
        {
            var symbolic = State.Machines[i];
            if (symbolic.Location is { Kind: TermKind.Leaf } location)
            {
                bits[(int)location.Number] = (ulong)state.Machines[i].Location;
            }

            for (var k = 0; k < symbolic.Locals.Length; k++)
            {
                writer.Write(symbolic.Locals[k], state.Machines[i].Locals[k]);
            }
        }

        return bits;
    }

    /// <summary>The state of a vector that is well formed.</summary>
    public MachineState Decode(ReadOnlySpan<ulong> leaves)
    {
        var reader = new LeafReader(leaves.ToArray());
        var machines = ImmutableArray.CreateBuilder<MachineStatus>(Model.Machines.Length);
        foreach (var machine in Model.Machines)
        {
            var symbolic = State.Machines[machine.Index];
            machines.Add(new MachineStatus(
                symbolic.Location is null ? -1 : (int)reader.Number(symbolic.Location),
                [.. symbolic.Locals.Select((local, i) => reader.Value(machine.Locals[i].Type, local))]));
        }

        return new MachineState(
            [.. Model.Variables.Select((v, i) => reader.Value(v.Type, State.Variables[i]))], machines.MoveToImmutable());
    }

    /// <summary>The terms that a value has at the places of the leaves of another, at their widths; nothing for places
    /// without a leaf.</summary>
    public IEnumerable<KeyValuePair<Term, Term>> Assignments(SymbolicValue place, SymbolicValue value)
    {
        switch (place, value)
        {
            case (SymbolicBool p, SymbolicBool v):
                return One(p.Term, v.Term);
            case (SymbolicInt p, SymbolicInt v):
                return LeafOf(p.Term) is { } leaf ? One(leaf, _values.Resized(v.Term, leaf.Width)) : [];
            case (SymbolicIdentity p, SymbolicIdentity v):
                return One(p.Term, v.Term);
            case (SymbolicEnum p, SymbolicEnum v):
                return One(p.Tag, v.Tag).Concat(p.Fields.Zip(v.Fields).SelectMany(f => AssignAll(f.First, f.Second)));
            case (SymbolicOption p, SymbolicOption v):
                return One(p.IsSome, v.IsSome).Concat(Assignments(p.Content, v.Content));
            case (SymbolicStruct p, SymbolicStruct v):
                return AssignAll(p.Fields, v.Fields);
            case (SymbolicArray p, SymbolicArray v):
                return AssignAll(p.Elements, v.Elements);
            case (SymbolicSet p, SymbolicSet v):
                return p.Members.Zip(v.Members).SelectMany(m => One(m.First, m.Second));
            case (SymbolicQueue p, SymbolicQueue v):
                return One(p.Length, v.Length).Concat(AssignAll(p.Places, v.Places));
            default:
                throw new InternalErrorException($"{place} and {value} are of different types");
        }
    }

    /// <summary>The entry of a machine's location; its stored locals follow.</summary>
    public int EntryOf(Machine machine) => _firstEntry[machine.Index];

    /// <summary>The value of an entry in the state that consists of the leaves; a location is an enum without fields.</summary>
    public SymbolicValue ValueOf(int entry)
    {
        if (entry < Model.Variables.Length)
        {
            return State.Variables[entry];
        }

        var machine = Model.Machines.Last(m => !m.Locations.IsEmpty && _firstEntry[m.Index] <= entry);
        var symbolic = State.Machines[machine.Index];
        var local = entry - _firstEntry[machine.Index] - 1;
        return local < 0 ? new SymbolicEnum(symbolic.Location!, []) : symbolic.Locals[local];
    }

    /// <summary>The leaf that an integer of the state is made of; null if it is constant.</summary>
    internal static Term? LeafOf(Term term) => term.Kind switch
    {
        TermKind.Leaf => term,
        TermKind.ZeroExtend => term.A,
        _ => null,
    };

    private static IEnumerable<KeyValuePair<Term, Term>> One(Term place, Term value) =>
        place.Kind == TermKind.Leaf ? [new(place, value)] : [];

    private IEnumerable<KeyValuePair<Term, Term>> AssignAll(ImmutableArray<SymbolicValue> places, ImmutableArray<SymbolicValue> values) =>
        places.Zip(values).SelectMany(p => Assignments(p.First, p.Second));

    private SymbolicMachine FreshMachine(Machine machine, ref int entry)
    {
        if (machine.Locations.IsEmpty)
        {
            return new SymbolicMachine(null, []);
        }

        var location = Number(new Part($"{machine.Name} location", entry++, Terms.True), machine.Locations.Length - 1);
        var locals = ImmutableArray.CreateBuilder<SymbolicValue>(machine.StoredLocals);
        for (var i = 0; i < machine.StoredLocals; i++)
        {
            var local = machine.Locals[i];
            locals.Add(Fresh(local.Type, new Part($"{machine.Name}.{local.Name}", entry++, Terms.True), _bounds.NumbersOf(local)));
        }

        return new SymbolicMachine(location, locals.MoveToImmutable());
    }

    // Where a machine never is, steps have no part in the bounds, and may leave them.
    private void AddLocations()
    {
        foreach (var machine in Model.Machines)
        {
            foreach (var location in machine.Locations.Where(l => !_bounds.CanBeAt(machine, l.Index)))
            {
                _wellFormed.Add(Terms.Not(IsAt(State.Machines[machine.Index], location.Index)));
            }
        }
    }

    private void AddDeadLocals()
    {
        foreach (var machine in Model.Machines)
        {
            var symbolic = State.Machines[machine.Index];
            for (var i = 0; i < symbolic.Locals.Length; i++)
            {
                var local = machine.Locals[i];
                var isDead = Terms.Any(machine.Locations.Where(l => !l.Live.Contains(local)).Select(l => IsAt(symbolic, l.Index)));
                var isDefault = _values.Equal(symbolic.Locals[i], _values.Any(local.Type));
                _wellFormed.Add(Terms.Implies(isDead, isDefault));
            }
        }
    }

    internal Term IsAt(SymbolicMachine machine, int location) =>
        machine.Location is { } term ? Terms.Equal(term, Terms.Constant(location, term.Width)) : Terms.False;

    // What a part has to be counts only while the value has that part.
    private SymbolicValue Fresh(ModelType type, Part part, IntegerBounds? numbers) => type switch
    {
        BoolType => new SymbolicBool(Leaf(part, 0)),
        IntType t => FreshInteger(t, part, numbers),
        IdentityType t => new SymbolicIdentity(Number(part, t.Size), t),
        EnumType t => FreshEnum(t, part),
        OptionType t => FreshOption(t, part),
        StructType t => new SymbolicStruct(FreshFields(t.Fields, part)),
        ArrayType t => new SymbolicArray(t, [.. Enumerable.Range(0, t.Length).Select(i =>
            Fresh(t.Element, part with { Name = $"{part.Name}[{ValueOrder.At(t.Index, i).Display}]" }, numbers))]),
        SetType t => new SymbolicSet(t, [.. Enumerable.Range(0, (int)t.Element.Cardinality).Select(i =>
            Leaf(part with { Name = $"{ValueOrder.At(t.Element, i).Display} in {part.Name}" }, 0))]),
        QueueType t => FreshQueue(t, part),
        _ => throw new InternalErrorException($"unknown type {type}"),
    };

    private ImmutableArray<SymbolicValue> FreshFields(ImmutableArray<FieldInfo> fields, Part part) =>
        [.. fields.Select(f => Fresh(f.Type, part with { Name = $"{part.Name}.{f.Name}" }, null))];

    private SymbolicEnum FreshEnum(EnumType type, Part part)
    {
        var tag = Number(part, type.Variants.Length - 1);
        return new SymbolicEnum(tag, [.. type.Variants.Select((variant, i) =>
            FreshFields(variant.Fields, part.If(Terms, Terms.Equal(tag, Terms.Constant(i, tag.Width)))))]);
    }

    private SymbolicOption FreshOption(OptionType type, Part part)
    {
        var isSome = Leaf(part with { Name = $"{part.Name} != none" }, 0);
        return new SymbolicOption(isSome, Fresh(type.Element, part.If(Terms, isSome), null));
    }

    private SymbolicQueue FreshQueue(QueueType type, Part part)
    {
        var queue = new SymbolicQueue(type, Number(part with { Name = $"length({part.Name})" }, type.Capacity), []);
        return queue with
        {
            Places = [.. Enumerable.Range(0, type.Capacity).Select(i => Fresh(
                type.Element, part.If(Terms, _values.IsLonger(queue, i)) with { Name = $"{part.Name} place {i}" }, null))],
        };
    }

    private SymbolicInt FreshInteger(IntType type, Part part, IntegerBounds? numbers)
    {
        var (low, high) = ((BigInteger)type.Low, (BigInteger)type.High);
        if (numbers is { } n)
        {
            (low, high) = (n.Low + type.Low, n.High + type.Low);
        }

        if (low == high)
        {
            return _values.Integer(low);
        }

        var width = Widths.Signed(low, high);
        var term = low.Sign < 0 ? Leaf(part, width) : Terms.ZeroExtend(Leaf(part, Widths.Unsigned(high)), width);
        Require(part, Terms.AtMost(Terms.Constant((Int128)low, width), term));
        Require(part, Terms.AtMost(term, Terms.Constant((Int128)high, width)));
        return new SymbolicInt(term, low, high);
    }

    private Term Number(Part part, int highest)
    {
        var leaf = Leaf(part, Widths.Unsigned(highest));
        if (highest + 1L != 1L << leaf.Width)
        {
            var width = leaf.Width + 1;
            Require(part, Terms.AtMost(Terms.ZeroExtend(leaf, width), Terms.Constant(highest, width)));
        }

        return leaf;
    }

    private Term Leaf(Part part, int width)
    {
        var leaf = Terms.Leaf(_leaves.Count, width);
        _leaves.Add(new StateLeaf(_leaves.Count, part.Entry, part.Name, leaf));
        return leaf;
    }

    private void Require(Part part, Term condition) => _wellFormed.Add(Terms.Implies(part.IsPresent, condition));

    // A part of a state, and when a state has it.
    private sealed record Part(string Name, int Entry, Term IsPresent)
    {
        public Part If(TermFactory terms, Term condition) => this with { IsPresent = terms.And(IsPresent, condition) };
    }
}
