using System;
using System.IO;
using System.Linq;
using Explorer.Generation;
using FsCheck;
using FsCheck.Fluent;

namespace Explorer.Xunit;

/// <summary>
/// Workloads of a model for properties of FsCheck. A class with a static method that returns one is what
/// `[Property(Arbitrary = …)]` wants:
/// <code>
/// public static Arbitrary&lt;Workload&gt; Drawn() => Workloads.Of("models/page-reuse.model");
/// </code>
/// </summary>
public static class Workloads
{
    /// <summary>The workloads of a model under its default settings.</summary>
    public static Arbitrary<Workload> Of(string path) => Of(Check.That(path));

    /// <summary>The workloads of a model under the settings of a check; the properties, bounds and folders of the check are
    /// those of checks of the workloads. They grow with FsCheck's size, up to the model's bounds. They are shrunk by leaving
    /// out a program, or a call, or by putting an earlier value of its type in place of an argument, so that what FsCheck ends
    /// with is minimal: nothing of it can be left out.</summary>
    /// <exception cref="ModelCheckException">The model is wrong, or has no workload.</exception>
    public static Arbitrary<Workload> Of(ModelCheck check)
    {
        ArgumentNullException.ThrowIfNull(check);
        var model = ModelOf(check);
        return Arb.From(
            WorkloadGenerator.Arbitrary(model.Space).Generator.Select(w => new Workload(check, model, w)),
            w => WorkloadReductions.Of(w.Calls).Where(model.Space.Contains).Select(smaller => new Workload(check, model, smaller)));
    }

    /// <summary>The model of a check, compiled for all its workloads.</summary>
    internal static GenerationModel ModelOf(ModelCheck check)
    {
        var file = check.File();
        var names = file.Bind(check.Settings).PropertyNames;
        if (check.Properties is { } asked && asked.FirstOrDefault(p => !names.IsDefault && !names.Contains(p)) is { } unknown)
        {
            throw new ModelCheckException($"{check.Path} has no property '{unknown}'.");
        }

        var model = GenerationModel.Of(file, check.Settings, check.Properties, out var diagnostics);
        // A failing workload is written as a model that uses it.
        if (model is not null && !File.Exists(check.ResolvedPath))
        {
            throw new ModelCheckException($"{check.Path} is no file: workloads are drawn for models in files.");
        }

        return model is null
            ? throw (diagnostics.Any(d => d.IsError)
                ? Failures.WrongModel(check.Path, diagnostics)
                : new ModelCheckException($"{check.Path} has no workload: there is nothing to draw."))
            : model.Judged == 0
                ? throw new ModelCheckException($"{check.Path}: one workload need not reach anything, so no property is left to be checked.")
                : model;
    }
}
