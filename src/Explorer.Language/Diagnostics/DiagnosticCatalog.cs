using System;
using System.Collections.Immutable;
using System.Linq;
using System.Reflection;
using Explorer.Core.Diagnostics;

namespace Explorer.Language.Diagnostics;

/// <summary>Every diagnostic of the language: one property for each code, in one part file for each phase.</summary>
public static partial class DiagnosticCatalog
{
    // Lazy, because the order in which the parts are initialised is not defined.
    private static readonly Lazy<ImmutableArray<DiagnosticDescriptor>> Descriptors = new(Collect);

    /// <summary>All descriptors of all parts, by code.</summary>
    public static ImmutableArray<DiagnosticDescriptor> All => Descriptors.Value;

    private static ImmutableArray<DiagnosticDescriptor> Collect() =>
        [.. typeof(DiagnosticCatalog).GetProperties(BindingFlags.Public | BindingFlags.Static)
            .Where(property => property.PropertyType == typeof(DiagnosticDescriptor))
            .Select(property => (DiagnosticDescriptor)property.GetValue(null)!)
            .OrderBy(descriptor => descriptor.Code, StringComparer.Ordinal)];
}
