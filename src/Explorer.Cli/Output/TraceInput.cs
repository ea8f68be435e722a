using Explorer.Checking;
using Explorer.Language.Diagnostics;

namespace Explorer.Cli.Output;

/// <summary>Reads the trace files that are named on the command line.</summary>
internal static class TraceInput
{
    /// <summary>The trace as it was executed again. Null: it could not be, and why was written to the error output.</summary>
    /// <param name="library">Where `use` looks next.</param>
    public static KeptTrace? Load(string path, string? library, Surroundings surroundings)
    {
        var loading = TraceLoader.Load(path, library);
        surroundings.Error.Write(DiagnosticRenderer.Render(loading.Diagnostics));
        if (loading.Warning is { } warning)
        {
            surroundings.Error.WriteLine($"explorer: {warning}");
        }

        if (loading.Refusal is { } refusal)
        {
            surroundings.Error.WriteLine($"explorer: {path}: {refusal}");
        }

        return loading.Trace;
    }
}
