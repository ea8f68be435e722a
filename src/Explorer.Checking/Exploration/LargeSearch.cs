using System;
using Explorer.Core.Verdicts;
using Explorer.Search;

namespace Explorer.Checking;

/// <summary>
/// `--reduce auto`: a breadth-first search begins without partial-order reduction. When it has proved to be large, a trial
/// shows whether reduction pays; if so the search begins again with it, else it goes on. The decision is made between two
/// levels and from counts only, so it is the same in every run.
/// </summary>
public sealed class LargeSearch(CompiledModel model, SearchOptions options, TimeSpan? solverBudget)
{
    private static readonly TimeSpan MostForSolver = TimeSpan.FromSeconds(20);

    private ModelDependence? _dependence;

    /// <summary>A search of so many states is large: some seconds.</summary>
    public const long LargeStates = 4_000_000;

    // A trial explores so many states, which takes a fraction of a second.
    private const long TrialStates = 200_000;

    // Reduction pays if it leaves no more than this part of a trial's states.
    private const double WorthwhilePart = 0.7;

    /// <param name="dependence">What the search was reduced by; null if it was not.</param>
    public SearchResult Run(out ModelDependence? dependence)
    {
        var (start, pays) = (options.Clock.GetTimestamp(), false);
        var result = BreadthFirstSearch.Run(model.System, options with
        {
            LargeStates = LargeStates,
            EndsWhenLarge = () => pays = !(TimeLeft(start) <= TimeSpan.Zero) && Pays(),
        });
        dependence = pays ? _dependence : null;
        return dependence is not null
            ? BreadthFirstSearch.Run(model.System, options with { PartialOrder = dependence.OrderOf(model), Time = TimeLeft(start) })
            : result;
    }

    private TimeSpan? TimeLeft(long start) => options.Time - options.Clock.GetElapsedTime(start);

    private bool Pays()
    {
        var budget = solverBudget > MostForSolver ? MostForSolver : solverBudget;
        _dependence = ModelDependence.Of(model, budget, options.Cancellation);
        var trial = options with
        {
            Schedules = false,
            StopWhen = StopWhen.Never,
            LargeStates = TrialStates,
            MaxStates = null,
            Progress = null,
        };
        var full = BreadthFirstSearch.Run(model.System, trial).Statistics;
        var reduced = BreadthFirstSearch.Run(model.System, trial with { PartialOrder = _dependence.OrderOf(model), MaxDepth = full.Depth }).Statistics;
        return reduced.Depth == full.Depth && reduced.States <= WorthwhilePart * full.States;
    }
}
