using System;
using System.Collections.Generic;
using System.Linq;
using Explorer.Checking;
using Explorer.Core.Verdicts;
using Explorer.Language;
using Explorer.Search;
using Explorer.Smt.Solving;
using Xunit;

namespace Explorer.Acceptance.Tests;

/// <summary>`--reduce auto`, with another size at which a search is large.</summary>
public class LargeSearchTests
{
    // A search is large after 1,000 states; a trial then has 50 or more.
    private static readonly SearchOptions Options = new() { LargeStates = 1_000, StopWhen = StopWhen.AllDecided };

    // Threads that meet nobody before the end: 8^4 states.
    private const string Independent = """
        type Cpu = id(4) as "CPU";
        var done : [Cpu] bool = false;
        var n : [Cpu] 0..6 = 0;
        thread t for c: Cpu { ONE ONE ONE ONE ONE ONE atomic done[c] = true; }
        reachable everybody: forall c: Cpu: done[c];
        invariant never: !(forall c: Cpu: done[c]);
        """;

    // The same, but every step writes what all the others write.
    private const string Dependent = """
        var x : 0..8 = 0;
        type Cpu = id(4) as "CPU";
        thread t for c: Cpu { TWO TWO TWO TWO TWO TWO }
        reachable end: x == 8;
        """;

    [Fact]
    public void A_large_search_begins_again_where_reduction_pays()
    {
        var explored = Explore(Independent, Options, null);
        var full = Explore(Independent, Options with { LargeStates = null }, null, PartialOrderUse.Never);
        var always = Explore(Independent, Options, null, PartialOrderUse.Always);
        Assert.True(full.Result.Statistics.States > 1_000);
        Assert.True(explored.Result.Statistics.States < 0.7 * full.Result.Statistics.States);

        // What it says is what a search says that was reduced from the beginning, and the verdicts are those of the full one.
        Assert.Equal(always.Result.Statistics.States, explored.Result.Statistics.States);
        Assert.Equal(Completeness.Exhausted, explored.Result.Completeness);
        Assert.Equal(Verdicts(full), Verdicts(explored));
        Assert.Contains(explored.Result.Properties, p => p.Verdict == VerdictKind.Violated);
        Assert.Equal(["por (syntax)"], explored.Reductions);
        Assert.Null(explored.Dependence!.Solver);
        Assert.Single(explored.Counterexamples);
    }

    [Fact]
    public void The_solver_takes_part_where_syntax_leaves_out_something()
    {
        Assert.SkipUnless(Z3Library.IsAvailable, Z3Library.HowToInstall);
        var explored = Explore(Independent, Options, TimeSpan.FromSeconds(60));
        Assert.Equal(["por (solver)"], explored.Reductions);
        Assert.NotNull(explored.Dependence!.Solver);
    }

    [Fact]
    public void A_large_search_goes_on_where_reduction_leaves_most_states()
    {
        var explored = Explore(Dependent, Options, TimeSpan.FromSeconds(60));
        var full = Explore(Dependent, Options with { LargeStates = null }, null, PartialOrderUse.Never);
        Assert.True(full.Result.Statistics.States > 1_000);
        Assert.Equal(full.Result.Statistics with { ActionFirings = [] }, explored.Result.Statistics with { ActionFirings = [] });
        Assert.Equal(Completeness.Exhausted, explored.Result.Completeness);
        Assert.Empty(explored.Reductions);
        Assert.Null(explored.Dependence);
    }

    [Fact]
    public void A_search_that_is_not_large_is_not_reduced()
    {
        var explored = Explore(Independent, Options with { LargeStates = 1_000_000 }, null);
        Assert.Empty(explored.Reductions);
        Assert.Equal(Completeness.Exhausted, explored.Result.Completeness);
    }

    private static List<(string Name, VerdictKind Verdict, int? Steps)> Verdicts(ExploredModel explored) =>
        [.. explored.Result.Properties.Select(p => (p.Property.Name, p.Verdict, p.Steps))];

    private static ExploredModel Explore(
        string text, SearchOptions options, TimeSpan? solver, PartialOrderUse use = PartialOrderUse.WhenLarge)
    {
        var file = ModelFile.FromText(text.Replace("ONE", "atomic n[c] += 1;").Replace("TWO", "atomic x = x == 8 ? 0 : x + 1;"));
        var model = CompiledModel.Of(file, ModelSettings.None, null, out var diagnostics);
        Assert.Empty(diagnostics);
        var always = use == PartialOrderUse.Always;
        return ExploredModel.Of(
            model!, options with { LargeStates = always ? null : options.LargeStates },
            new SearchChoices { Workers = 2, UsesSymmetry = false, PartialOrder = use, SolverBudget = solver });
    }
}
