using System.Collections.Immutable;
using Explorer.Core.Diagnostics;

namespace Explorer.Language.Syntax;

public abstract record ExpressionSyntax(SourceSpan Span) : SyntaxNode(Span);

/// <summary>A decimal number; its text may be too large for 64 bits, which the parser reports (then 0).</summary>
public sealed record NumberSyntax(long Value, SourceSpan Span) : ExpressionSyntax(Span);

public sealed record BooleanSyntax(bool Value, SourceSpan Span) : ExpressionSyntax(Span);

/// <summary>`none`</summary>
public sealed record NoneSyntax(SourceSpan Span) : ExpressionSyntax(Span);

/// <summary>`me`</summary>
public sealed record MeSyntax(SourceSpan Span) : ExpressionSyntax(Span);

/// <summary>`self`</summary>
public sealed record SelfSyntax(SourceSpan Span) : ExpressionSyntax(Span);

/// <summary>A name: variable, local, parameter, constant, variant without fields, named identity, type (as a set).</summary>
public sealed record NameExpressionSyntax(NameSyntax Name, SourceSpan Span) : ExpressionSyntax(Span);

/// <summary>`not`, `negate`: `!e`, `-e`.</summary>
public sealed record UnarySyntax(UnaryOperator Operator, ExpressionSyntax Operand, SourceSpan Span) : ExpressionSyntax(Span);

public enum UnaryOperator
{
    Not,
    Negate,
}

/// <summary>`l op r`. Precedence from loose to tight: `=>` (right), `||`, `&amp;&amp;`, comparison and `in` (not chained),
/// `|`, `&amp;`, `+ -`, `* / %`, unary.</summary>
public sealed record BinarySyntax(BinaryOperator Operator, ExpressionSyntax Left, ExpressionSyntax Right, SourceSpan Span)
    : ExpressionSyntax(Span);

public enum BinaryOperator
{
    Implies,
    Or,
    And,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    In,
    /// <summary>`|` of sets</summary>
    Union,
    /// <summary>`&amp;` of sets</summary>
    Intersect,
    /// <summary>`+` of integers, or of sets</summary>
    Add,
    /// <summary>`-` of integers, or of sets</summary>
    Subtract,
    Multiply,
    Divide,
    Remainder,
}

/// <summary>`c ? a : b`, looser than `=>`, right associative.</summary>
public sealed record ConditionalSyntax(ExpressionSyntax Condition, ExpressionSyntax WhenTrue, ExpressionSyntax WhenFalse, SourceSpan Span)
    : ExpressionSyntax(Span);

/// <summary>`e is variant`, as tight as a comparison.</summary>
public sealed record IsSyntax(ExpressionSyntax Operand, NameSyntax Variant, SourceSpan Span) : ExpressionSyntax(Span);

/// <summary>`e.f`</summary>
public sealed record FieldSyntax(ExpressionSyntax Operand, NameSyntax Field, SourceSpan Span) : ExpressionSyntax(Span);

/// <summary>`e[i]`</summary>
public sealed record IndexSyntax(ExpressionSyntax Operand, ExpressionSyntax Index, SourceSpan Span) : ExpressionSyntax(Span);

/// <summary>`x@k`, where x is a name; binds tighter than `[ ]` and `.`; k is a name, `me`, a number or parenthesised.</summary>
public sealed record AtCpuSyntax(NameSyntax Variable, ExpressionSyntax Cpu, SourceSpan Span) : ExpressionSyntax(Span);

/// <summary>`e at l`, where e is a thread `t` or `t[c]` (or `t[c][v]`) and l a statement's name; as tight as a comparison.</summary>
public sealed record AtLabelSyntax(ExpressionSyntax Thread, NameSyntax Label, SourceSpan Span) : ExpressionSyntax(Span);

/// <summary>One field of `T { f: e }`, `p with { f: e }` or `map(f: e)`.</summary>
public sealed record FieldValueSyntax(NameSyntax Name, ExpressionSyntax Value, SourceSpan Span) : SyntaxNode(Span);

/// <summary>`Pte { frame: f, w: true }`</summary>
public sealed record StructLiteralSyntax(NameSyntax Type, ImmutableArray<FieldValueSyntax> Fields, SourceSpan Span)
    : ExpressionSyntax(Span);

/// <summary>`p with { w: false }`, tighter than binary operators (a postfix, like `.f`).</summary>
public sealed record WithSyntax(ExpressionSyntax Operand, ImmutableArray<FieldValueSyntax> Fields, SourceSpan Span)
    : ExpressionSyntax(Span);

/// <summary>`f(a, b)`, `map(page: p, w: false)`, and the built-ins `xchg`, `cmpxchg`, `min`, `max`, `ended`, `length`, …;
/// an argument has a name where one is written.</summary>
public sealed record CallSyntax(NameSyntax Name, ImmutableArray<ArgumentSyntax> Arguments, SourceSpan Span) : ExpressionSyntax(Span);

public sealed record ArgumentSyntax(NameSyntax? Name, ExpressionSyntax Value, SourceSpan Span) : SyntaxNode(Span);

/// <summary>`any T`, only as an argument of a procedure call (checked when bound).</summary>
public sealed record AnySyntax(TypeSyntax Type, SourceSpan Span) : ExpressionSyntax(Span);

/// <summary>`all T`: the set of all values of a type.</summary>
public sealed record AllSyntax(TypeSyntax Type, SourceSpan Span) : ExpressionSyntax(Span);

/// <summary>`x: T`, where T may be left out only where the grammar says so.</summary>
public sealed record BinderSyntax(NameSyntax Name, TypeSyntax Type, SourceSpan Span) : SyntaxNode(Span);

public enum Quantifier
{
    ForAll,
    Exists,
    Count,
    The,
}

/// <summary>`forall x: T, y: U: e`; the body reaches as far to the right as it can.</summary>
public sealed record QuantifiedSyntax(Quantifier Quantifier, ImmutableArray<BinderSyntax> Binders, ExpressionSyntax Body, SourceSpan Span)
    : ExpressionSyntax(Span);

/// <summary>`{}` and `{a, b}`</summary>
public sealed record SetLiteralSyntax(ImmutableArray<ExpressionSyntax> Elements, SourceSpan Span) : ExpressionSyntax(Span);

/// <summary>`|s|`: the number of elements of a set. Inside it a union needs parentheses.</summary>
public sealed record CardinalitySyntax(ExpressionSyntax Operand, SourceSpan Span) : ExpressionSyntax(Span);

/// <summary>`{ x: T where e }`</summary>
public sealed record SetComprehensionSyntax(BinderSyntax Binder, ExpressionSyntax Condition, SourceSpan Span) : ExpressionSyntax(Span);

/// <summary>`[i: T: e]`</summary>
public sealed record ArrayComprehensionSyntax(BinderSyntax Binder, ExpressionSyntax Body, SourceSpan Span) : ExpressionSyntax(Span);

/// <summary>What stands where an expression could not be parsed; a diagnostic was reported.</summary>
public sealed record ErrorExpressionSyntax(SourceSpan Span) : ExpressionSyntax(Span);
