using System.Collections.Generic;
using System.Linq;
using Explorer.Compilation.Symmetry;
using Explorer.Core.Systems.Dependence;
using Explorer.Core.Verdicts;
using Explorer.Machines;
using Explorer.Machines.Dependence;
using Explorer.Search;
using Explorer.Search.Reduction;
using Assert = Xunit.Assert;

namespace Explorer.Compilation.Tests.Reduction;

/// <summary>A model with what its reduction needs, and searches of it in every way that there is.</summary>
internal sealed class ReducedSearch
{
    private static readonly SearchOptions All = new() { StopWhen = StopWhen.Never, Schedules = false };

    private readonly bool _isSymmetric;

    /// <param name="isSymmetric">Whether no unnamed identity has a name in the model: else renaming changes verdicts by
    /// itself.</param>
    public ReducedSearch(MachineModel model, bool isSymmetric = true)
    {
        _isSymmetric = isSymmetric;
        System = ModelCompiler.Compile(model);
        var analysis = DependenceAnalysis.Of(model);
        Order = new PartialOrder(analysis.Matrices, CompiledGuards.Of(System, analysis.Guards), analysis.Sticky);
    }

    private ReducedSearch(CompiledSystem system, PartialOrder order, bool isSymmetric) =>
        (System, Order, _isSymmetric) = (system, order, isSymmetric);

    public CompiledSystem System { get; }

    public PartialOrder Order { get; }

    /// <summary>The same with other matrices.</summary>
    public ReducedSearch With(DependenceMatrices matrices) => new(System, Order with { Matrices = matrices }, _isSymmetric);

    /// <summary>Finds no mistake in the reduction, and that all reduced searches judge as the full one does.</summary>
    /// <returns>False: the model has too many states to be looked at.</returns>
    public bool Check(int mostStates)
    {
        var report = ReductionCheck.Run(System, Order, ulong.MaxValue, mostStates);
        if (!report.IsComplete)
        {
            return false;
        }

        Assert.Empty(report.Mistakes);
        CompareSearches();

        // The most that anybody could prove: everything that is true in all states.
        var sharpest = With(report.Exact!);
        Assert.Empty(ReductionCheck.Run(System, sharpest.Order, ulong.MaxValue, mostStates).Mistakes);
        sharpest.CompareSearches();
        return true;
    }

    /// <summary>Whether all reduced searches judge as the full one does.</summary>
    public void CompareSearches()
    {
        var full = BreadthFirstSearch.Run(System, All);
        var reduced = BreadthFirstSearch.Run(System, All with { PartialOrder = Order });
        Assert.Equal(Verdicts(full), Verdicts(reduced));
        Assert.True(reduced.Statistics.States <= full.Statistics.States);
        Assert.Equal(full.Statistics.ActionFirings.Select(n => n > 0), reduced.Statistics.ActionFirings.Select(n => n > 0));

        var shared = BreadthFirstSearch.Run(System, All with { PartialOrder = Order, Workers = 3, SharedLevelStates = 1 });
        Assert.Equal(reduced.Statistics with { ActionFirings = [] }, shared.Statistics with { ActionFirings = [] });
        Assert.Equal(reduced.Statistics.ActionFirings.AsEnumerable(), shared.Statistics.ActionFirings);
        Assert.Equal(Verdicts(full), Verdicts(DepthFirstSearch.Run(System, All with { PartialOrder = Order })));
        if (_isSymmetric && Canonicalizer.Of(System) is { } canonicalizer)
        {
            var both = BreadthFirstSearch.Run(System, All with { PartialOrder = Order, Canonicalizer = canonicalizer });
            Assert.Equal(Verdicts(full), Verdicts(both));
        }
    }

    /// <summary>Whether what is reported under reduction is as short as in the full system.</summary>
    public void CompareSchedules()
    {
        var options = new SearchOptions { StopWhen = StopWhen.Never, Witnesses = true };
        var full = BreadthFirstSearch.Run(System, options);
        var reduced = BreadthFirstSearch.Run(System, options with { PartialOrder = Order });
        foreach (var (one, other) in full.Properties.Zip(reduced.Properties))
        {
            Assert.Equal((one.Property, one.Verdict, one.Steps, one.ContextSwitches, one.Minimality),
                (other.Property, other.Verdict, other.Steps, other.ContextSwitches, other.Minimality));
            Assert.Equal(one.Schedule?.Steps.AsEnumerable(), other.Schedule?.Steps);
        }
    }

    private static List<(string Name, VerdictKind Verdict)> Verdicts(SearchResult result) =>
        [.. result.Properties.Select(p => (p.Property.Name, p.Verdict))];
}
