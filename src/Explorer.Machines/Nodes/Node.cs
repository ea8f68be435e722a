using System.Collections.Immutable;
using Explorer.Core.Diagnostics;
using Explorer.Machines.Expressions;

namespace Explorer.Machines.Nodes;

/// <summary>
/// One operation of an action. An action's nodes form a graph (loops are possible and always bounded); execution
/// starts at node 0 and follows `Next` (indices into the action's nodes) until a node that ends it. One execution, with
/// its choices, is one outcome; outcomes are enumerated depth first in the order of the choices.
/// </summary>
public abstract record Node(SourceSpan Span);

/// <summary>Evaluates the indices of the path from left to right, then the value, then writes.</summary>
public sealed record Assign(Place Target, Expression Value, int Next, SourceSpan Span) : Node(Span);

public sealed record Branch(Expression Condition, int WhenTrue, int WhenFalse, SourceSpan Span) : Node(Span);

/// <summary>Chooses a value for the local from a set, or (Set is null) from all values of its type, in order, of those
/// for which the condition (which reads the local) holds. Without candidates the execution is blocked.</summary>
public sealed record Choose(Local Target, Expression? Set, Expression? Condition, int Next, SourceSpan Span) : Node(Span);

/// <summary>Chooses where to go on, in order.</summary>
public sealed record Either(ImmutableArray<int> Branches, SourceSpan Span) : Node(Span);

/// <summary>Blocks the execution unless the condition holds: then it is no outcome at all.</summary>
public sealed record Await(Expression Condition, int Next, SourceSpan Span) : Node(Span);

/// <summary>Violates property `Property` if the condition does not hold; the execution goes on.</summary>
public sealed record Assert(int Property, Expression Condition, int Next, SourceSpan Span) : Node(Span);

/// <summary>Ends the step: the machine is at location `Location` then, and every local that is not live there has its
/// default again. For a rule and the initial step `Location` is -1: nothing but the end.</summary>
public sealed record Leave(int Location, SourceSpan Span) : Node(Span);

/// <summary>The execution is no outcome.</summary>
public sealed record Block(SourceSpan Span) : Node(Span);
