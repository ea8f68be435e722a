using Explorer.Core.Diagnostics;
using Explorer.Language.Syntax;

namespace Explorer.Language;

/// <summary>One `expect` line: what must be found, under which settings.</summary>
/// <param name="Property">For `violated p` and `holds p`; null for `holds` and for counts.</param>
/// <param name="Number">Steps, states, transitions or orbits; null if the line names none.</param>
/// <param name="Text">The line as written, from `expect` to before the semicolon.</param>
public sealed record Expectation(
    ExpectationKind Kind, string? Property, long? Number, ModelSettings Settings, string Text, SourceSpan Span);
