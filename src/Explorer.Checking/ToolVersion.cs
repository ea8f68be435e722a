using System.Reflection;

namespace Explorer.Checking;

/// <summary>The version of this program.</summary>
public static class ToolVersion
{
    /// <summary>E.g. `0.1.0`.</summary>
    public static string Text { get; } =
        typeof(ToolVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
        ?? "unknown";
}
