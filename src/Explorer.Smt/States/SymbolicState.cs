using System.Collections.Immutable;
using Explorer.Smt.Symbolic;
using Explorer.Smt.Terms;

namespace Explorer.Smt.States;

/// <summary>Where a machine is, and its stored locals.</summary>
/// <param name="Location">Null for a machine without locations.</param>
public sealed record SymbolicMachine(Term? Location, ImmutableArray<SymbolicValue> Locals);

/// <summary>A state whose scalars are terms.</summary>
public sealed record SymbolicState(ImmutableArray<SymbolicValue> Variables, ImmutableArray<SymbolicMachine> Machines);
