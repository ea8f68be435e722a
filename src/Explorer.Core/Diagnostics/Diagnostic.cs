using System.Collections.Immutable;

namespace Explorer.Core.Diagnostics;

/// <summary>How bad it is: an error ends the run with exit code 1, a warning does not.</summary>
public enum Severity
{
    Error,
    Warning,
}

/// <summary>One kind of mistake. Code is `EX` and four digits, never used again; the format has `{0}`, `{1}`.</summary>
public sealed record DiagnosticDescriptor(string Code, Severity Severity, string Format);

/// <summary>A place that helps to understand a diagnostic, with what to see there.</summary>
public readonly record struct RelatedPlace(SourceSpan Span, string Message);

/// <summary>A mistake of the model's author: what, where, and at most one suggestion.</summary>
public sealed record Diagnostic(
    DiagnosticDescriptor Descriptor,
    SourceSpan Span,
    string Message,
    ImmutableArray<RelatedPlace> Related,
    string? Hint)
{
    public string Code => Descriptor.Code;

    public bool IsError => Descriptor.Severity == Severity.Error;
}
