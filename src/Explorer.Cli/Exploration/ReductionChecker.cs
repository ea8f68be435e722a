using System.Linq;
using System.Threading;
using Explorer.Checking;
using Explorer.Core;
using Explorer.Core.Verdicts;
using Explorer.Reporting.Summaries;
using Explorer.Search;
using Explorer.Search.Reduction;

namespace Explorer.Cli.Exploration;

/// <summary>`--check-reduction`: checks, on all states of a small model, every premise of partial-order reduction, and that
/// the reduced search says of every property what the full one says.</summary>
internal static class ReductionChecker
{
    private const long MostStates = 200_000;

    /// <param name="mostStates">A lower bound on states than the checker's own; null without one.</param>
    /// <exception cref="InternalErrorException">Something is wrong.</exception>
    public static CheckedReduction Check(
        CompiledModel model, ModelDependence dependence, long? mostStates, CancellationToken cancellation)
    {
        var (most, order) = (System.Math.Min(mostStates ?? MostStates, MostStates), dependence.OrderOf(model));
        var report = ReductionCheck.Run(model.System, order, ulong.MaxValue, most, cancellation);
        if (!report.Mistakes.IsEmpty)
        {
            throw new InternalErrorException($"the reduction is wrong: {string.Join("; ", report.Mistakes)}");
        }

        if (report.Exact is not { } exact)
        {
            return new CheckedReduction(report.States, false);
        }

        return new CheckedReduction(report.States, true)
        {
            Reduced = Compare(model, order, cancellation),
            Least = Compare(model, order with { Matrices = exact }, cancellation),
        };
    }

    // States of the reduced search.
    private static long Compare(CompiledModel model, PartialOrder order, CancellationToken cancellation)
    {
        var options = new SearchOptions { StopWhen = StopWhen.Never, Schedules = false, Cancellation = cancellation };
        var full = BreadthFirstSearch.Run(model.System, options);
        var reduced = BreadthFirstSearch.Run(model.System, options with { PartialOrder = order });
        var differing = full.Properties.Zip(reduced.Properties).Where(p => p.First.Verdict != p.Second.Verdict).ToList();
        if (full.Completeness == Completeness.Exhausted && reduced.Completeness == Completeness.Exhausted && differing.Count > 0)
        {
            throw new InternalErrorException(
                $"the reduced search judges {string.Join(", ", differing.Select(p => p.First.Property.Name))} otherwise than the full one");
        }

        return reduced.Statistics.States;
    }
}
