using System.Collections.Immutable;
using System.Threading;
using Explorer.Core.Diagnostics;
using Explorer.Core.Verdicts;
using Explorer.Language;
using Explorer.Language.Syntax;
using Explorer.Search;

namespace Explorer.Checking;

/// <summary>
/// Explores a model in the way that one `expect` line needs. A line that names a property explores with that property
/// alone, which stores fewer ghosts and stops as soon as it is decided. Counts go through to the end; states and
/// transitions are those without reductions, orbits are the states of the search modulo renaming.
/// </summary>
public sealed record ExpectationExplorer(ExplorationBounds Bounds, SearchChoices Choices, CancellationToken Stop)
{
    private static readonly SearchStatistics NoStatistics = new(0, 0, 0, 0, 0, []);

    private const long MostComparedStates = 200_000;

    /// <summary>Whether the best of all shortest schedules is looked for, which takes longer.</summary>
    public bool ComparesSchedules { get; init; }

    /// <summary>Does the line expect a number of states, transitions or orbits?</summary>
    public static bool IsCount(Expectation expectation) =>
        expectation.Kind is ExpectationKind.States or ExpectationKind.Transitions or ExpectationKind.Orbits;

    /// <param name="isCounted">Whether the same exploration is judged by a count, so that it must not be reduced.</param>
    /// <returns>Null if the model or the settings of the line are wrong. Diagnostics may be there in any case.</returns>
    public ExploredModel? Explore(
        ModelFile file, Expectation expectation, bool isCounted, out ImmutableArray<Diagnostic> diagnostics)
    {
        ImmutableArray<string>? selection = expectation.Property is { } property ? [property] : null;
        var model = CompiledModel.Of(file, expectation.Settings, selection, out diagnostics);
        if (model is null)
        {
            return null;
        }

        if (expectation.Kind == ExpectationKind.Orbits && model.HasRenamings && model.Canonicalizer is null)
        {
            return new ExploredModel(
                model, new(Completeness.BoundReached, "the model is too large for renaming", NoStatistics, []), []);
        }

        return ExploredModel.Of(model, Options(isCounted), Choices with
        {
            UsesSymmetry = expectation.Kind == ExpectationKind.Orbits || (Choices.UsesSymmetry && !isCounted),
            PartialOrder = isCounted ? PartialOrderUse.Never : Choices.PartialOrder,
        });
    }

    private SearchOptions Options(bool isCounted) => new()
    {
        StopWhen = isCounted ? StopWhen.Never : StopWhen.FirstViolation,
        ComparedStates = ComparesSchedules ? MostComparedStates : 0,
        MaxStates = Bounds.MaxStates,
        MaxDepth = Bounds.MaxDepth,
        Time = Bounds.Time,
        MemoryBytes = Bounds.MemoryBytes,
        Cancellation = Stop,
    };
}
