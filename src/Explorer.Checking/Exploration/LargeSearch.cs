using System;
using Explorer.Core.Verdicts;
using Explorer.Search;

namespace Explorer.Checking;

/// <summary>
/// `--reduce auto`: a breadth-first search begins without partial-order reduction. When it has proved to be large, a trial
/// shows whether reduction pays; if so the search begins again with it, else it goes on. The decision is made between two
/// levels and from counts only, so it is the same in every run.
/// </summary>
/// <param name="options">What the search is asked for; with <see cref="SearchOptions.LargeStates"/> another size at which a search
/// is large.</param>
/// <param name="solverBudget">Longest time for the solver, of which it gets 20 s at most; null: it is not asked.</param>
public sealed class LargeSearch(CompiledModel model, SearchOptions options, TimeSpan? solverBudget)
{
    private static readonly TimeSpan MostForSolver = TimeSpan.FromSeconds(20);

    private ModelDependence? _dependence;

    /// <summary>A search of so many states is large: some seconds.</summary>
    public const long LargeStates = 4_000_000;

    // A trial explores this part of them, which takes a fraction of a second.
    private const int TrialShare = 20;

    // Reduction pays if it leaves no more than this part of a trial's states.
    private const double WorthwhilePart = 0.7;

    // If syntax alone leaves more, the solver is not asked: it seldom brings so much then, and costs seconds (docs/reduction.md).
    private const double PromisingPart = 0.9;

    /// <param name="dependence">What the search was reduced by; null if it was not.</param>
    public SearchResult Run(out ModelDependence? dependence)
    {
        var (start, pays) = (options.Clock.GetTimestamp(), false);
        var result = BreadthFirstSearch.Run(model.System, options with
        {
            LargeStates = Large,
            EndsWhenLarge = () => pays = !(TimeLeft(start) <= TimeSpan.Zero) && Pays(),
        });
        dependence = pays ? _dependence : null;
        return dependence is not null
            ? BreadthFirstSearch.Run(model.System, options with { PartialOrder = dependence.OrderOf(model), Time = TimeLeft(start) })
            : result;
    }

    private long Large => options.LargeStates ?? LargeStates;

    private TimeSpan? TimeLeft(long start) => options.Time - options.Clock.GetElapsedTime(start);

    private bool Pays()
    {
        var trial = options with
        {
            Schedules = false,
            StopWhen = StopWhen.Never,
            LargeStates = Large / TrialShare,
            EndsWhenLarge = () => true,
            MaxStates = null,
            Progress = null,
        };
        var full = BreadthFirstSearch.Run(model.System, trial).Statistics;
        _dependence = ModelDependence.Of(model, null, options.Cancellation);
        var left = PartLeft(trial, full);
        if (solverBudget is { } budget && left <= PromisingPart)
        {
            _dependence = ModelDependence.Of(model, budget < MostForSolver ? budget : MostForSolver, options.Cancellation);
            left = PartLeft(trial, full);
        }

        return left <= WorthwhilePart;
    }

    // Of the states that the full trial met, up to the same depth.
    private double PartLeft(SearchOptions trial, SearchStatistics full)
    {
        var order = _dependence!.OrderOf(model);
        var reduced = BreadthFirstSearch.Run(model.System, trial with { PartialOrder = order, MaxDepth = full.Depth }).Statistics;
        return reduced.Depth == full.Depth ? (double)reduced.States / full.States : 1;
    }
}
