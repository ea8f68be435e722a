using System.Collections.Immutable;
using Explorer.Core.Diagnostics;

namespace Explorer.Language.Syntax;

/// <summary>A statement. `Text` names its step in traces (`"text" stmt`), `Label` names its place (`here: stmt`).</summary>
public abstract record StatementSyntax(SourceSpan Span) : SyntaxNode(Span)
{
    public string? Text { get; init; }

    public NameSyntax? Label { get; init; }
}

public sealed record BlockSyntax(ImmutableArray<StatementSyntax> Statements, SourceSpan Span) : StatementSyntax(Span);

public enum AssignmentOperator
{
    Assign,
    Add,
    Subtract,
}

/// <summary>`x = e;`, `x += e;`, `x -= e;`, `x, y = e, f;` (several only with `=`; equally many on both sides).</summary>
public sealed record AssignmentSyntax(
    ImmutableArray<ExpressionSyntax> Targets, AssignmentOperator Operator, ImmutableArray<ExpressionSyntax> Values, SourceSpan Span)
    : StatementSyntax(Span);

/// <summary>`let x = e;`, `let x: T;`, `let x: T = e;`</summary>
public sealed record LetSyntax(NameSyntax Name, TypeSyntax? Type, ExpressionSyntax? Value, SourceSpan Span) : StatementSyntax(Span);

/// <summary>`choose x in e where g;`: e is an expression; a type's name stands for all its values.</summary>
public sealed record ChooseSyntax(NameSyntax Name, ExpressionSyntax Domain, ExpressionSyntax? Condition, SourceSpan Span) : StatementSyntax(Span);

public sealed record AwaitSyntax(ExpressionSyntax Condition, SourceSpan Span) : StatementSyntax(Span);

public sealed record IfSyntax(ExpressionSyntax Condition, StatementSyntax Then, StatementSyntax? Else, SourceSpan Span) : StatementSyntax(Span);

public sealed record WhileSyntax(ExpressionSyntax Condition, StatementSyntax Body, SourceSpan Span) : StatementSyntax(Span);

public sealed record LoopSyntax(StatementSyntax Body, SourceSpan Span) : StatementSyntax(Span);

public sealed record BreakSyntax(SourceSpan Span) : StatementSyntax(Span);

public sealed record ContinueSyntax(SourceSpan Span) : StatementSyntax(Span);

public sealed record ReturnSyntax(ExpressionSyntax? Value, SourceSpan Span) : StatementSyntax(Span);

/// <summary>`either { … } or { … }`, two branches or more.</summary>
public sealed record EitherSyntax(ImmutableArray<BlockSyntax> Branches, SourceSpan Span) : StatementSyntax(Span);

public sealed record ForeachSyntax(NameSyntax Name, ExpressionSyntax Domain, StatementSyntax Body, SourceSpan Span) : StatementSyntax(Span);

/// <summary>`for i in 0..N-1 { … }`</summary>
public sealed record ForSyntax(NameSyntax Name, ExpressionSyntax Low, ExpressionSyntax High, StatementSyntax Body, SourceSpan Span)
    : StatementSyntax(Span);

/// <summary>`atomic stmt`: a block after `atomic` opens no scope.</summary>
public sealed record AtomicSyntax(StatementSyntax Body, SourceSpan Span) : StatementSyntax(Span);

public enum HoldOff
{
    Interrupts,
    Preemption,
}

/// <summary>`irqs_off { … }`, `preempt_off { … }`</summary>
public sealed record HoldOffSyntax(HoldOff Kind, BlockSyntax Body, SourceSpan Span) : StatementSyntax(Span);

/// <summary>`assert p "text": e;` — name and text may be left out together or one by one.</summary>
public sealed record AssertSyntax(NameSyntax? Name, string? Description, ExpressionSyntax Condition, SourceSpan Span) : StatementSyntax(Span);

public sealed record SkipSyntax(SourceSpan Span) : StatementSyntax(Span);

/// <summary>`f(a);`: a procedure or one of the built-in atomic operations.</summary>
public sealed record CallStatementSyntax(CallSyntax Call, SourceSpan Span) : StatementSyntax(Span);

/// <summary>What stands where a statement could not be parsed; a diagnostic was reported.</summary>
public sealed record ErrorStatementSyntax(SourceSpan Span) : StatementSyntax(Span);
