using System.Collections.Immutable;
using Explorer.Core.Diagnostics;
using Explorer.Machines.Types;
using Explorer.Machines.Values;

namespace Explorer.Machines.Expressions;

/// <summary>
/// A typed expression without side effects. Operands are evaluated from left to right; `And`, `Or`, `Implies` and
/// `Conditional` only as far as needed. An expression may meet a fault (range, overflow, index: the first one met
/// counts), which ends the step without a successor. All coercions are explicit nodes.
/// </summary>
public abstract record Expression(ModelType Type, SourceSpan Span);

/// <summary>A constant of any type.</summary>
public sealed record Literal(Value Value, ModelType Type, SourceSpan Span) : Expression(Type, Span);

/// <summary>A shared variable, whole.</summary>
public sealed record VariableRead(Variable Variable, SourceSpan Span) : Expression(Variable.Type, Span);

/// <summary>A local of the machine that runs, or a name bound by a quantifier or comprehension around.</summary>
public sealed record LocalRead(Local Local, SourceSpan Span) : Expression(Local.Type, Span);

public enum UnaryKind
{
    Not,
    /// <summary>Of integers; overflow is a fault.</summary>
    Negate,
    /// <summary>Number of elements of a set (an integer).</summary>
    Cardinality,
    /// <summary>The element of a set that comes first in its type's order; the set is not empty.</summary>
    FirstElement,
    /// <summary>Number of elements of a queue.</summary>
    QueueLength,
    /// <summary>Oldest element of a queue; of an empty one an index fault.</summary>
    QueueHead,
    /// <summary>A queue without its oldest element; of an empty one an index fault.</summary>
    QueueTail,
    /// <summary>T to T?.</summary>
    Some,
    /// <summary>T? to T; `none` is an index fault.</summary>
    Unwrap,
    /// <summary>Any integer to the range of Type: outside it is a range fault.</summary>
    CheckRange,
    /// <summary>Any integer to the range of Type: outside it wraps, modulo the number of values.</summary>
    Wrap,
    /// <summary>One value to every element, through any number of array levels down to the operand's type.</summary>
    Fill,
}

public sealed record Unary(UnaryKind Kind, Expression Operand, ModelType Type, SourceSpan Span) : Expression(Type, Span);

public enum BinaryKind
{
    And,
    Or,
    Implies,
    /// <summary>Of two values of one type, or of two integers of any ranges; ghost fields do not occur.</summary>
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    /// <summary>Integers: 64 bits, overflow is a fault.</summary>
    Add,
    Subtract,
    Multiply,
    /// <summary>Truncates towards zero; by zero is an overflow fault.</summary>
    Divide,
    Remainder,
    Min,
    Max,
    /// <summary>Element in set. An integer element outside the set's element range is not in it.</summary>
    In,
    Union,
    Intersect,
    Difference,
    /// <summary>Queue and value: the queue with the value behind; of a full queue a range fault.</summary>
    QueuePush,
}

public sealed record Binary(BinaryKind Kind, Expression Left, Expression Right, ModelType Type, SourceSpan Span)
    : Expression(Type, Span);

public sealed record Conditional(Expression Condition, Expression WhenTrue, Expression WhenFalse, SourceSpan Span)
    : Expression(WhenTrue.Type, Span);

public enum QuantifierKind
{
    ForAll,
    Exists,
    /// <summary>How many values of the bound name make the body true (an integer).</summary>
    Count,
    /// <summary>The one value that makes the body true; none or several is an index fault.</summary>
    The,
}

/// <summary>Over all values of the bound name's type, in order. ForAll and Exists stop as soon as they know; Count
/// and The evaluate the body for every value.</summary>
public sealed record Quantified(QuantifierKind Kind, Local Bound, Expression Body, ModelType Type, SourceSpan Span)
    : Expression(Type, Span);

/// <summary>The values of the bound name's type that make the condition true, tried in order.</summary>
public sealed record SetComprehension(Local Bound, Expression Condition, SetType SetType, SourceSpan Span)
    : Expression(SetType, Span);

public sealed record SetLiteral(ImmutableArray<Expression> Elements, SetType SetType, SourceSpan Span) : Expression(SetType, Span);

/// <summary>One element for each value of the bound name's type (the array's index type), in order.</summary>
public sealed record ArrayComprehension(Local Bound, Expression Body, ArrayType ArrayType, SourceSpan Span)
    : Expression(ArrayType, Span);

/// <summary>Fields in the order of the type.</summary>
public sealed record StructLiteral(StructType StructType, ImmutableArray<Expression> Fields, SourceSpan Span)
    : Expression(StructType, Span);

public sealed record VariantLiteral(EnumType EnumType, int Variant, ImmutableArray<Expression> Fields, SourceSpan Span)
    : Expression(EnumType, Span);

/// <summary>A struct with some fields replaced. Operand first, then the values, then the replacement.</summary>
public sealed record With(Expression Operand, ImmutableArray<(int Field, Expression Value)> Changes, SourceSpan Span)
    : Expression(Operand.Type, Span);

/// <summary>Is the enum value this variant?</summary>
public sealed record IsVariant(Expression Operand, int Variant, SourceSpan Span) : Expression(BoolType.Instance, Span);

/// <summary>A field of a struct.</summary>
public sealed record FieldRead(Expression Operand, int Field, ModelType Type, SourceSpan Span) : Expression(Type, Span);

/// <summary>A field of whichever of the variants the value is: pairs of variant and field, all of one type. Any other
/// variant is an index fault.</summary>
public sealed record VariantFieldRead(
    Expression Operand, ImmutableArray<(int Variant, int Field)> Fields, ModelType Type, SourceSpan Span) : Expression(Type, Span);

/// <summary>An element of an array. The index is of the array's index type, or any integer for an integer index type:
/// outside it is an index fault. An identity mark (-1) is an index fault too.</summary>
public sealed record ElementRead(Expression Array, Expression Index, ModelType Type, SourceSpan Span) : Expression(Type, Span);

/// <summary>Is machine `Machine` at one of these locations?</summary>
public sealed record AtLocation(int Machine, ImmutableArray<int> Locations, SourceSpan Span) : Expression(BoolType.Instance, Span);

/// <summary>A stored local of another machine (for properties); its default where it is not live.</summary>
public sealed record OtherLocalRead(int Machine, Local Local, SourceSpan Span) : Expression(Local.Type, Span);
