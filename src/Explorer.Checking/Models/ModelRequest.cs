using System.Collections.Immutable;
using Explorer.Language;

namespace Explorer.Checking;

/// <summary>Under which settings a model is looked at, and what of it.</summary>
/// <param name="Properties">Those to be checked; null: all.</param>
/// <param name="Library">Folder in which `use` looks next; null: none but the default.</param>
public sealed record ModelRequest(ModelSettings Settings, ImmutableArray<string>? Properties, string? Library);
