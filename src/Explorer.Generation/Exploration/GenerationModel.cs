using System;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Compilation;
using Explorer.Compilation.Symmetry;
using Explorer.Core.Diagnostics;
using Explorer.Core.Properties;
using Explorer.Core.Systems;
using Explorer.Language;
using Explorer.Machines;
using Explorer.Search.Reduction;

namespace Explorer.Generation;

/// <summary>
/// A model with a workload under some settings, compiled once for all its workloads. Immutable; workloads may be explored by
/// several threads.
/// </summary>
public sealed class GenerationModel
{
    private readonly CompiledSystem _system;
    private readonly Lazy<ICanonicalizer?> _canonicalizer;
    private readonly Lazy<IStepIdentities?> _identities;

    private GenerationModel(LoadedModel loaded, ModelSettings settings, ImmutableArray<string>? selection)
    {
        Loaded = loaded;
        Settings = settings;
        Selection = selection;
        Machines = loaded.BuildIdle(selection);
        Space = new WorkloadSpace(Machines);
        _system = ModelCompiler.Compile(Machines);
        _canonicalizer = new(() => Canonicalizer.Of(_system));
        _identities = new(() => StepIdentities.Of(_system));
        Judged = Machines.Properties.Select((p, i) => p.Kind == PropertyKind.Reachable ? 0 : 1UL << i).Aggregate(0UL, (m, p) => m | p);
    }

    public LoadedModel Loaded { get; }

    public ModelSettings Settings { get; }

    /// <summary>The properties with which it was built; null: all.</summary>
    public ImmutableArray<string>? Selection { get; }

    /// <summary>The machines, of which the workload is still open.</summary>
    public MachineModel Machines { get; }

    /// <summary>Which workloads there are.</summary>
    public WorkloadSpace Space { get; }

    /// <summary>The properties that a workload is judged by, as a mask over <see cref="MachineModel.Properties"/>: all but
    /// those `reachable`, which one workload among many need not reach.</summary>
    public ulong Judged { get; }

    /// <summary>What chooses representatives of states; null if the model has nothing to rename.</summary>
    public ICanonicalizer? SymmetryOfStates => _canonicalizer.Value;

    /// <summary>Which identities take part in a step, for the choice of a trace; null if there are too many.</summary>
    public IStepIdentities? IdentitiesOfSteps => _identities.Value;

    /// <summary>By what the searches leave out interleavings of independent steps; null: they leave out none.</summary>
    public PartialOrder? PartialOrder { get; private set; }

    /// <summary>The same model, whose workloads are explored with partial-order reduction.</summary>
    /// <param name="dependence">Of this model.</param>
    public GenerationModel ReducedBy(WorkloadDependence dependence)
    {
        ArgumentNullException.ThrowIfNull(dependence);
        var reduced = (GenerationModel)MemberwiseClone();
        reduced.PartialOrder = new(dependence.Matrices, CompiledGuards.Of(_system, dependence.Guards), dependence.Sticky);
        return reduced;
    }

    /// <summary>Binds and compiles a model; null if it has errors or no workload. Diagnostics may be there in any case; there
    /// are none if all that is missing is the workload.</summary>
    /// <param name="selection">The properties to be judged; null: all. Unknown names are the caller's mistake.</param>
    public static GenerationModel? Of(
        ModelFile file, ModelSettings settings, ImmutableArray<string>? selection, out ImmutableArray<Diagnostic> diagnostics)
    {
        ArgumentNullException.ThrowIfNull(file);
        var loaded = file.Bind(settings);
        diagnostics = loaded.Diagnostics;
        return loaded.HasErrors || loaded.Workload is null ? null : new GenerationModel(loaded, settings, selection);
    }

    /// <summary>The system that begins with a workload.</summary>
    public StartedSystem SystemOf(Workload workload) =>
        _system.StartWith(Space.Description.Program, Space.ValueOf(workload));

    /// <summary>Index of a property; -1 if it is not judged.</summary>
    public int PropertyIndex(string name)
    {
        for (var i = 0; i < Machines.Properties.Length; i++)
        {
            if (Machines.Properties[i].Name == name && (Judged >> i & 1) != 0)
            {
                return i;
            }
        }

        return -1;
    }
}
