using System.Collections.Immutable;
using Explorer.Core.Diagnostics;

namespace Explorer.Language.Syntax;

public abstract record TypeSyntax(SourceSpan Span) : SyntaxNode(Span);

/// <summary>`bool`, or the name of a declared type.</summary>
public sealed record NamedTypeSyntax(NameSyntax Name, SourceSpan Span) : TypeSyntax(Span);

/// <summary>`0..3`, `0..3 wraps`: bounds are constant expressions (of additive precedence).</summary>
public sealed record RangeTypeSyntax(ExpressionSyntax Low, ExpressionSyntax High, bool Wraps, SourceSpan Span) : TypeSyntax(Span);

/// <summary>`id(N)`, `id(N) { reader, writer } as "CPU"`</summary>
public sealed record IdentityTypeSyntax(ExpressionSyntax Size, ImmutableArray<NameSyntax> Named, SourceSpan Span) : TypeSyntax(Span);

public sealed record FieldDeclarationSyntax(bool IsGhost, NameSyntax Name, TypeSyntax Type, SourceSpan Span) : SyntaxNode(Span);

public sealed record VariantSyntax(NameSyntax Name, ImmutableArray<FieldDeclarationSyntax> Fields, SourceSpan Span) : SyntaxNode(Span);

/// <summary>`enum { empty, map(page: Page, w: bool) }`</summary>
public sealed record EnumTypeSyntax(ImmutableArray<VariantSyntax> Variants, SourceSpan Span) : TypeSyntax(Span);

/// <summary>`struct { f: T; ghost g: U; }`</summary>
public sealed record StructTypeSyntax(ImmutableArray<FieldDeclarationSyntax> Fields, SourceSpan Span) : TypeSyntax(Span);

/// <summary>`T?`</summary>
public sealed record OptionTypeSyntax(TypeSyntax Element, SourceSpan Span) : TypeSyntax(Span);

/// <summary>`[I] T`</summary>
public sealed record ArrayTypeSyntax(TypeSyntax Index, TypeSyntax Element, SourceSpan Span) : TypeSyntax(Span);

/// <summary>`set T`</summary>
public sealed record SetTypeSyntax(TypeSyntax Element, SourceSpan Span) : TypeSyntax(Span);

/// <summary>`queue(N) T`</summary>
public sealed record QueueTypeSyntax(ExpressionSyntax Capacity, TypeSyntax Element, SourceSpan Span) : TypeSyntax(Span);

/// <summary>What stands where a type could not be parsed; a diagnostic was reported.</summary>
public sealed record ErrorTypeSyntax(SourceSpan Span) : TypeSyntax(Span);
