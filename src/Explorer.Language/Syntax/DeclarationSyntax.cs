using System.Collections.Immutable;
using Explorer.Core.Diagnostics;

namespace Explorer.Language.Syntax;

/// <summary>A declaration. `Description` is the text of the `///` lines before it; `IsDefault`: `default` stands before it.</summary>
public abstract record DeclarationSyntax(SourceSpan Span) : SyntaxNode(Span)
{
    public string? Description { get; init; }

    public bool IsDefault { get; init; }
}

/// <summary>`use "path";`</summary>
public sealed record UseSyntax(string Path, SourceSpan Span) : DeclarationSyntax(Span);

/// <summary>`param N = 2 in 1..8;`, `param T: Kind = a;`</summary>
public sealed record ParamSyntax(NameSyntax Name, TypeSyntax? Type, ExpressionSyntax Value, RangeTypeSyntax? Bounds, SourceSpan Span)
    : DeclarationSyntax(Span);

/// <summary>`switch s: T "text" cost 3 monotone = off;` (`on` and `off` are names where T is left out).</summary>
public sealed record SwitchSyntax(
    NameSyntax Name, TypeSyntax? Type, string? Text, ExpressionSyntax? Cost, bool IsMonotone, ExpressionSyntax Value, SourceSpan Span)
    : DeclarationSyntax(Span);

/// <summary>`s = on`; also one item of `with v11, PAGES = 3`.</summary>
public sealed record SettingSyntax(NameSyntax Name, ExpressionSyntax Value, SourceSpan Span) : SyntaxNode(Span);

/// <summary>`config v11 { s = on; N = 3; }`</summary>
public sealed record ConfigSyntax(NameSyntax Name, ImmutableArray<SettingSyntax> Settings, SourceSpan Span) : DeclarationSyntax(Span);

/// <summary>`type T = … as "prefix";`</summary>
public sealed record TypeDeclarationSyntax(NameSyntax Name, TypeSyntax Type, string? Prefix, SourceSpan Span) : DeclarationSyntax(Span);

/// <summary>`ghost private percpu var x: T = e;`</summary>
public sealed record VariableSyntax(
    NameSyntax Name, TypeSyntax Type, ExpressionSyntax? Value, bool IsGhost, bool IsPrivate, bool IsPerCpu, SourceSpan Span)
    : DeclarationSyntax(Span)
{
    /// <summary>No step writes it: reading it is no access. Only what a workload runs is so.</summary>
    public bool IsFrozen { get; init; }
}

/// <summary>`name T { a, b }`: names for identities of T that have none yet.</summary>
public sealed record NamesSyntax(NameSyntax Type, ImmutableArray<NameSyntax> Names, SourceSpan Span) : DeclarationSyntax(Span);

/// <summary>`"text" load(any Va, 1) once;`, an operation of a workload.</summary>
public sealed record OperationSyntax(string? Text, CallSyntax Call, bool IsOnce, SourceSpan Span) : SyntaxNode(Span);

/// <summary>`workload for c: Cpu on c, 2 each { … }`: `on` may be left out.</summary>
public sealed record WorkloadSyntax(
    BinderSyntax Binder, ExpressionSyntax? Cpu, ExpressionSyntax Each, ImmutableArray<OperationSyntax> Operations, SourceSpan Span)
    : DeclarationSyntax(Span);

/// <summary>`init { … }`</summary>
public sealed record InitSyntax(BlockSyntax Body, SourceSpan Span) : DeclarationSyntax(Span);

public sealed record ParameterSyntax(bool IsRef, NameSyntax Name, TypeSyntax Type, SourceSpan Span) : SyntaxNode(Span);

/// <summary>`fun f(x: T): U = e;`</summary>
public sealed record FunctionSyntax(
    NameSyntax Name, ImmutableArray<ParameterSyntax> Parameters, TypeSyntax Result, ExpressionSyntax Body, SourceSpan Span)
    : DeclarationSyntax(Span);

/// <summary>`proc p(x: T, ref y: U) -> V { … }`</summary>
public sealed record ProcedureSyntax(
    NameSyntax Name, ImmutableArray<ParameterSyntax> Parameters, TypeSyntax? Result, BlockSyntax Body, SourceSpan Span)
    : DeclarationSyntax(Span);

/// <summary>`thread t for c: Cpu on c when P { … }`: `on` and `when` may be left out.</summary>
public sealed record ThreadSyntax(
    NameSyntax Name, ImmutableArray<BinderSyntax> Binders, ExpressionSyntax? Cpu, ExpressionSyntax? Condition, BlockSyntax Body, SourceSpan Span)
    : DeclarationSyntax(Span)
{
    /// <summary>The workload that it runs, in place of a body of its own; null for a thread that is written.</summary>
    public WorkloadSyntax? Workload { get; init; }
}

/// <summary>`interrupt h for from: Cpu on c when g { … }`</summary>
public sealed record InterruptSyntax(
    NameSyntax Name, ImmutableArray<BinderSyntax> Binders, ExpressionSyntax? Cpu, ExpressionSyntax? Guard, BlockSyntax Body, SourceSpan Span)
    : DeclarationSyntax(Span);

/// <summary>`may rule r for c: Cpu on c when g { … }`</summary>
public sealed record RuleSyntax(
    bool IsMay, NameSyntax Name, ImmutableArray<BinderSyntax> Binders, ExpressionSyntax? Cpu, ExpressionSyntax? Guard, BlockSyntax Body, SourceSpan Span)
    : DeclarationSyntax(Span);

public enum PropertyKind
{
    Invariant,
    Reachable,
    Lemma,
}

/// <summary>`invariant p "text": e;`</summary>
public sealed record PropertySyntax(PropertyKind Kind, NameSyntax Name, string? Text, ExpressionSyntax Condition, SourceSpan Span)
    : DeclarationSyntax(Span);

/// <summary>`limit e;`</summary>
public sealed record LimitSyntax(ExpressionSyntax Condition, SourceSpan Span) : DeclarationSyntax(Span);

/// <summary>`deadlock allowed;`</summary>
public sealed record DeadlockAllowedSyntax(SourceSpan Span) : DeclarationSyntax(Span);

/// <summary>`memory sc;`, `memory tso depth N;`</summary>
public sealed record MemorySyntax(NameSyntax Model, ExpressionSyntax? Depth, SourceSpan Span) : DeclarationSyntax(Span);

public enum ExpectationKind
{
    Violated,
    Holds,
    States,
    Transitions,
    Orbits,
}

/// <summary>`expect violated p in 9 steps with v11, PAGES = 3;`: Name for `violated p` and `holds p`; Number for
/// `in N steps`, `states N`, …; a config's name in `with` is a setting without a value.</summary>
public sealed record ExpectSyntax(
    ExpectationKind Kind, NameSyntax? Property, long? Number, ImmutableArray<NameSyntax> Configs, ImmutableArray<SettingSyntax> Settings, SourceSpan Span)
    : DeclarationSyntax(Span);

/// <summary>A source file: its declarations in order.</summary>
public sealed record FileSyntax(SourceText Source, ImmutableArray<DeclarationSyntax> Declarations, SourceSpan Span) : SyntaxNode(Span);
