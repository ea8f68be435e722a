using System.Collections.Immutable;
using System.Linq;
using Explorer.Core.Diagnostics;
using Explorer.Language;

namespace Explorer.Checking;

/// <summary>Reads and binds a model for those who do not need it compiled.</summary>
public static class ReadyModel
{
    /// <summary>Null if it has errors, or not the properties asked for; warnings may be there in any case.</summary>
    public static LoadedModel? Of(string path, ModelRequest request, out ImmutableArray<Diagnostic> diagnostics)
    {
        var file = ModelFile.Load(path, request.Library);
        diagnostics = file.SyntaxDiagnostics;
        return diagnostics.Any(d => d.IsError) ? null : Of(file, request.Settings, request.Properties, out diagnostics);
    }

    /// <summary>Binds a model that was read without errors.</summary>
    public static LoadedModel? Of(
        ModelFile file, ModelSettings settings, ImmutableArray<string>? properties, out ImmutableArray<Diagnostic> diagnostics)
    {
        var loaded = file.Bind(settings);
        diagnostics = loaded.Diagnostics;
        if (loaded.HasErrors)
        {
            return null;
        }

        var bag = new DiagnosticBag();
        ReportUnknown(properties, loaded, bag);
        diagnostics = diagnostics.AddRange(bag.Sorted());
        return diagnostics.Any(d => d.IsError) ? null : loaded;
    }

    /// <summary>Reports those of the properties asked for that the model does not have.</summary>
    public static void ReportUnknown(ImmutableArray<string>? properties, LoadedModel loaded, DiagnosticBag bag)
    {
        foreach (var name in (properties ?? []).Where(name => !loaded.PropertyNames.Contains(name)))
        {
            bag.ReportWith(
                RequestDiagnostics.UnknownProperty, RequestDiagnostics.Place(name),
                RequestDiagnostics.Suggestion(name, loaded.PropertyNames), [], name);
        }
    }
}
