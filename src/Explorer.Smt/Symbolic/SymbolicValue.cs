using System.Collections.Immutable;
using System.Numerics;
using Explorer.Machines.Types;
using Explorer.Smt.Terms;

namespace Explorer.Smt.Symbolic;

/// <summary>A value of the model language whose scalars are terms. What a value does not have (the content of `none`, the
/// fields of other variants, the places behind a queue's end) may be anything.</summary>
public abstract record SymbolicValue;

public sealed record SymbolicBool(Term Term) : SymbolicValue;

/// <summary>An integer in two's complement, just as wide as its bounds need.</summary>
public sealed record SymbolicInt(Term Term, BigInteger Low, BigInteger High) : SymbolicValue;

/// <summary>The index of an identity; the mark -1 is the number behind the last one.</summary>
public sealed record SymbolicIdentity(Term Term, IdentityType Type) : SymbolicValue;

/// <param name="Tag">The number of the variant.</param>
/// <param name="Fields">For each variant its fields.</param>
public sealed record SymbolicEnum(Term Tag, ImmutableArray<ImmutableArray<SymbolicValue>> Fields) : SymbolicValue;

public sealed record SymbolicOption(Term IsSome, SymbolicValue Content) : SymbolicValue;

public sealed record SymbolicStruct(ImmutableArray<SymbolicValue> Fields) : SymbolicValue;

public sealed record SymbolicArray(ArrayType Type, ImmutableArray<SymbolicValue> Elements) : SymbolicValue;

/// <param name="Members">For each value of the element type whether it is in the set.</param>
public sealed record SymbolicSet(SetType Type, ImmutableArray<Term> Members) : SymbolicValue;

/// <param name="Places">As many as the capacity, the oldest first.</param>
public sealed record SymbolicQueue(QueueType Type, Term Length, ImmutableArray<SymbolicValue> Places) : SymbolicValue;
