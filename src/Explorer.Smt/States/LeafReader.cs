using System.Collections.Immutable;
using System.Linq;
using Explorer.Core;
using Explorer.Machines.Types;
using Explorer.Machines.Values;
using Explorer.Smt.Symbolic;
using Explorer.Smt.Terms;

namespace Explorer.Smt.States;

/// <summary>Values from the scalars at the places of their leaves.</summary>
internal sealed class LeafReader(ulong[] bits)
{
    public Value Value(ModelType type, SymbolicValue place) => (type, place) switch
    {
        (BoolType, SymbolicBool p) => BoolValue.Of(Number(p.Term) != 0),
        (IntType, SymbolicInt p) => new IntValue(Integer(p.Term)),
        (IdentityType t, SymbolicIdentity p) => new IdentityValue(t, Number(p.Term) is var n && n >= t.Size ? -1 : (int)n),
        (EnumType t, SymbolicEnum p) => Variant(t, p, (int)Number(p.Tag)),
        (OptionType t, SymbolicOption p) => new OptionValue(t, Number(p.IsSome) == 0 ? null : Value(t.Element, p.Content)),
        (StructType t, SymbolicStruct p) => new StructValue(t, All(t.Fields, p.Fields)),
        (ArrayType t, SymbolicArray p) => new ArrayValue(t, [.. p.Elements.Select(e => Value(t.Element, e))]),
        (SetType t, SymbolicSet p) => new SetValue(
            t, p.Members.Select((m, i) => (ulong)Number(m) << i).Aggregate(0UL, (mask, bit) => mask | bit)),
        (QueueType t, SymbolicQueue p) => new QueueValue(
            t, [.. p.Places.Take((int)Number(p.Length)).Select(e => Value(t.Element, e))]),
        _ => throw new InternalErrorException($"{place} is no {type}"),
    };

    /// <summary>The bits of a leaf.</summary>
    public long Number(Term term) => (long)(term.IsConstant ? (ulong)term.Number : bits[(int)term.Number]);

    private long Integer(Term term)
    {
        if (term.IsConstant)
        {
            return (long)term.Signed;
        }

        var number = Number(StateTerms.LeafOf(term)!);
        var shift = 64 - term.Width;
        return term.Kind == TermKind.Leaf && shift > 0 ? number << shift >> shift : number;
    }

    private EnumValue Variant(EnumType type, SymbolicEnum place, int variant) =>
        new(type, variant, All(type.Variants[variant].Fields, place.Fields[variant]));

    private ImmutableArray<Value> All(ImmutableArray<FieldInfo> fields, ImmutableArray<SymbolicValue> places) =>
        [.. fields.Zip(places, (f, p) => Value(f.Type, p))];
}
