using System;
using System.Linq;
using Explorer.Generation;

namespace Explorer.Xunit;

/// <summary>A workload of a model: for each CPU (or whatever the model's workload is for) the calls that it makes, with the
/// model and the settings that it was drawn for. Two are equal if the calls are.</summary>
public sealed class Workload : IEquatable<Workload>
{
    private readonly ModelCheck _check;

    internal Workload(ModelCheck check, GenerationModel model, Generation.Workload calls) =>
        (_check, Model, Calls) = (check, model, calls);

    /// <summary>The calls, without the model.</summary>
    public Generation.Workload Calls { get; }

    /// <summary>How many calls it has in all.</summary>
    public int Size => Calls.Size;

    /// <summary>The check of its model, running this workload.</summary>
    public ModelCheck Check => _check with { Workload = this };

    internal GenerationModel Model { get; }

    /// <summary>The model for a check of this workload, which may be under other settings, or for other properties.</summary>
    /// <exception cref="ModelCheckException">The model is wrong then, or has no such workload.</exception>
    internal GenerationModel ModelFor(ModelCheck check)
    {
        if (check.Settings.Configs.SequenceEqual(_check.Settings.Configs) && check.Settings.Values.SequenceEqual(_check.Settings.Values)
            && (check.Properties ?? []).SequenceEqual(_check.Properties ?? []))
        {
            return Model;
        }

        var model = Workloads.ModelOf(check);
        return model.Space.Contains(Calls)
            ? model
            : throw new ModelCheckException($"{check.Path} with {check.Settings} has no such workload:\n{this}");
    }

    public bool Equals(Workload? other) => other is not null && Calls.Equals(other.Calls);

    public override bool Equals(object? obj) => Equals(obj as Workload);

    public override int GetHashCode() => Calls.GetHashCode();

    /// <summary>A line for each program that has calls, e.g. `CPU0: read(va0); unmap(va0);`.</summary>
    public override string ToString() => string.Join(
        '\n', new WorkloadText(Model, Calls).Lines().Select(l => $"{l.Owner}: {l.Calls}").DefaultIfEmpty("(no calls)"));
}
