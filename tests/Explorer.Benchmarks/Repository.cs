using System.IO;
using System.Linq;
using System.Reflection;

namespace Explorer.Benchmarks;

/// <summary>The checkout that the benchmarks were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = Path.GetFullPath(
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "RepositoryRoot").Value!);
}
