using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;

namespace Explorer.Core.Diagnostics;

/// <summary>Collects diagnostics; the same code at the same place counts once.</summary>
public sealed class DiagnosticBag
{
    private readonly List<Diagnostic> _all = [];
    private readonly HashSet<(string Code, SourceSpan Span, string Message)> _seen = [];

    public bool HasErrors { get; private set; }

    /// <summary>While true, reports are dropped: for looking at a text without judging it.</summary>
    public bool IsSilent { get; set; }

    /// <summary>Adds one; `arguments` fill the descriptor's format.</summary>
    public void Report(DiagnosticDescriptor descriptor, SourceSpan span, params object?[] arguments) =>
        ReportWith(descriptor, span, null, [], arguments);

    /// <summary>Adds one with a hint and related places.</summary>
    public void ReportWith(
        DiagnosticDescriptor descriptor,
        SourceSpan span,
        string? hint,
        ImmutableArray<RelatedPlace> related,
        params object?[] arguments)
    {
        var message = string.Format(CultureInfo.InvariantCulture, descriptor.Format, arguments);
        if (!IsSilent && _seen.Add((descriptor.Code, span, message)))
        {
            HasErrors |= descriptor.Severity == Severity.Error;
            _all.Add(new Diagnostic(descriptor, span, message, related, hint));
        }
    }

    /// <summary>All of them by file, place and code.</summary>
    public ImmutableArray<Diagnostic> Sorted() =>
        [.. _all.OrderBy(d => d.Span.Source.Path, StringComparer.Ordinal)
            .ThenBy(d => d.Span.Start).ThenBy(d => d.Code, StringComparer.Ordinal)];
}
