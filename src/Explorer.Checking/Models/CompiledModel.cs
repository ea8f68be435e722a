using System;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Compilation;
using Explorer.Core.Diagnostics;
using Explorer.Core.Systems;
using Explorer.Language;
using Explorer.Machines;

namespace Explorer.Checking;

/// <summary>A model that is ready to be explored.</summary>
/// <param name="Selection">The properties with which it was built; null: all.</param>
public sealed record CompiledModel(
    LoadedModel Loaded, ModelSettings Settings, ImmutableArray<string>? Selection, MachineModel Machines, CompiledSystem System)
{
    // Each is an initial state, and these are made before the search begins.
    private const int MostWorkloads = 1_000_000;

    private readonly Lazy<ICanonicalizer?> _canonicalizer = new(() => Compilation.Symmetry.Canonicalizer.Of(System));

    /// <summary>What chooses representatives of orbits, made when it is first asked for; null if the model has nothing to
    /// rename, or is too large for it.</summary>
    public ICanonicalizer? Canonicalizer => _canonicalizer.Value;

    /// <summary>Whether some identities can be renamed.</summary>
    public bool HasRenamings => Machines.IdentityTypes.Any(t => t.Size - t.Named.Length > 1);

    /// <summary>Reads, binds and compiles a model. Null if it has errors; warnings may be there in any case.</summary>
    public static CompiledModel? Of(string path, ModelRequest request, out ImmutableArray<Diagnostic> diagnostics)
    {
        var loaded = ReadyModel.Of(path, request, out diagnostics);
        return loaded is null ? null : Of(loaded, request.Settings, request.Properties, ref diagnostics);
    }

    /// <summary>Binds and compiles a model that was read without errors.</summary>
    public static CompiledModel? Of(
        ModelFile file, ModelSettings settings, ImmutableArray<string>? selection, out ImmutableArray<Diagnostic> diagnostics)
    {
        var loaded = ReadyModel.Of(file, settings, selection, out diagnostics);
        return loaded is null ? null : Of(loaded, settings, selection, ref diagnostics);
    }

    private static CompiledModel? Of(
        LoadedModel loaded, ModelSettings settings, ImmutableArray<string>? selection, ref ImmutableArray<Diagnostic> diagnostics)
    {
        if (loaded.Workload is { } workload && workload.Count > MostWorkloads)
        {
            var bag = new DiagnosticBag();
            bag.ReportWith(RequestDiagnostics.TooManyWorkloads, workload.Span, "'explorer generate' explores them one by one", [], workload.Count);
            diagnostics = diagnostics.AddRange(bag.Sorted());
            return null;
        }

        var machines = loaded.Build(selection);
        return new CompiledModel(loaded, settings, selection, machines, ModelCompiler.Compile(machines));
    }
}
