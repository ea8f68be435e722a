using System.Collections.Immutable;
using Explorer.Core.Diagnostics;
using Explorer.Machines.Expressions;
using Explorer.Machines.Types;

namespace Explorer.Machines.Nodes;

/// <summary>What an assignment changes: a variable or a local (exactly one is set), or a part of it.</summary>
/// <param name="Type">The type of the part.</param>
public sealed record Place(Variable? Variable, Local? Local, ImmutableArray<PlaceStep> Path, ModelType Type, SourceSpan Span);

public abstract record PlaceStep;

/// <summary>Element of an array: index as in <see cref="ElementRead"/>.</summary>
public sealed record ElementStep(Expression Index) : PlaceStep;

/// <summary>Field of a struct.</summary>
public sealed record FieldStep(int Field) : PlaceStep;

/// <summary>Content of a `T?`; `none` is an index fault.</summary>
public sealed record ContentStep : PlaceStep;

/// <summary>Field of a variant, as in <see cref="VariantFieldRead"/>.</summary>
public sealed record VariantFieldStep(ImmutableArray<(int Variant, int Field)> Fields) : PlaceStep;
