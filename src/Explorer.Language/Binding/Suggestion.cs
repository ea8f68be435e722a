using System.Collections.Generic;
using Explorer.Language.Diagnostics;

namespace Explorer.Language.Binding;

/// <summary>The one suggestion that a diagnostic may make.</summary>
internal static class Suggestion
{
    /// <summary>`did you mean 'x'?`, or null if nothing is near.</summary>
    public static string? For(string name, IEnumerable<string> names) =>
        Spelling.Nearest(name, names) is { } nearest ? $"did you mean '{nearest}'?" : null;
}
