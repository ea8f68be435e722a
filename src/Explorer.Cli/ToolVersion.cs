using System.Reflection;

namespace Explorer.Cli;

/// <summary>The version of this program.</summary>
internal static class ToolVersion
{
    /// <summary>E.g. `0.1.0`.</summary>
    public static string Text { get; } =
        typeof(ToolVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
        ?? "unknown";
}
