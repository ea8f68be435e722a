using System;
using System.Collections.Immutable;
using System.IO;
using System.Threading;
using Explorer.Compilation;
using Explorer.Core.Systems.Dependence;
using Explorer.Machines.Dependence;
using Explorer.Search.Reduction;
using Explorer.Smt.Sharpening;
using Explorer.Smt.Solving;

namespace Explorer.Checking;

/// <summary>What the steps of a model have to do with each other, by syntax or with the solver's help.</summary>
/// <param name="Solver">What the solver did; null if it was not asked.</param>
public sealed record ModelDependence(
    GuardTable Guards, DependenceMatrices Matrices, ImmutableArray<bool> Sticky, SharpeningStatistics? Solver)
{
    /// <summary>Who supplied the matrices, in a word.</summary>
    public string Source => Solver is null ? "syntax" : "solver";

    /// <param name="budget">Longest time for the solver; null: it is not asked. Where there is none it is not asked either.
    /// </param>
    public static ModelDependence Of(CompiledModel model, TimeSpan? budget, CancellationToken stop)
    {
        var syntax = DependenceAnalysis.Of(model.Machines);
        if (budget is not { } most || !Z3Library.IsAvailable)
        {
            return new(syntax.Guards, syntax.Matrices, syntax.Sticky, null);
        }

        var options = new SharpeningOptions { Budget = most, CacheFolder = CacheFolder };
        var sharpened = MatrixSharpener.Sharpen(model.Machines, syntax.Guards, syntax.Matrices, options, stop);
        return new(syntax.Guards, sharpened.Matrices, syntax.Sticky, sharpened.Statistics);
    }

    /// <summary>What a partial-order reduction of the model needs.</summary>
    public PartialOrder OrderOf(CompiledModel model) => new(Matrices, CompiledGuards.Of(model.System, Guards), Sticky);

    /// <summary>Where the solver's answers are kept, which depend on the model, this program and the solver only: with the user's
    /// other caches. Null if there is no such place.</summary>
    public static string? CacheFolder
    {
        get
        {
            var folder = Environment.GetFolderPath(
                Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
            return folder.Length == 0 ? null : Path.Combine(folder, "explorer", "matrices");
        }
    }
}
