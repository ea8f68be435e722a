using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Explorer.Core.Systems.Dependence;
using Explorer.Machines;
using Explorer.Machines.Dependence;
using Explorer.Smt.Execution;
using Explorer.Smt.Facts;
using Explorer.Smt.Sampling;
using Explorer.Smt.Solving;

namespace Explorer.Smt.Sharpening;

/// <summary>
/// Sharpens the matrices of partial-order reduction: every entry that syntax calls dependent is looked at in a sample of
/// reachable states, and where they do not decide it the solver is asked whether a state with the facts known of all
/// reachable states shows dependence. Only a proof that none does clears the entry; unknown and too late are dependent.
/// All of that happens within the budget, or is left out.
/// </summary>
public sealed class MatrixSharpener
{
    // Of the budget, what the sample may take, and of what is left then, what the facts may take: one part in so many.
    private const int SampleShare = 6;
    private const int FactShare = 2;

    private readonly SharpeningOptions _options;
    private readonly DependenceMatrices _matrices;
    private readonly List<Question> _questions;
    private readonly Deadline _deadline;
    private readonly TransitionTerms _model;
    private readonly LabelTerms _labels;

    private MatrixSharpener(
        MachineModel model, GuardTable guards, DependenceMatrices matrices, List<Question> questions, SharpeningOptions options,
        Deadline deadline)
    {
        (_options, _matrices, _questions, _deadline) = (options, matrices, questions, deadline);
        _model = new TransitionTerms(model, deadline);
        _labels = new LabelTerms(_model, guards, matrices, deadline);
    }

    /// <summary>The matrices with every entry cleared that could be shown to be independent.</summary>
    /// <param name="guards">The guards of the model, from which the matrices were made.</param>
    /// <returns>The same matrices where there is no solver: <see cref="Z3Library.IsAvailable"/>.</returns>
    public static SharpenedMatrices Sharpen(
        MachineModel model, GuardTable guards, DependenceMatrices matrices, SharpeningOptions options, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(matrices);
        ArgumentNullException.ThrowIfNull(options);
        if (!Z3Library.IsAvailable)
        {
            return new(matrices, new SharpeningStatistics(0, 0, 0, 0, 0, 0, 0, 0, false), options.Violations);
        }

        var deadline = new Deadline(options.Budget, options.Clock, stop);
        var questions = Questions(matrices, options.Violations);
        SharpenedMatrices? result = null;

        // Terms can be deep.
        Parallel.Run(1, () => result = Sharpen(model, guards, matrices, questions, options, deadline));
        return result!;
    }

    private static SharpenedMatrices Sharpen(
        MachineModel model, GuardTable guards, DependenceMatrices matrices, List<Question> questions, SharpeningOptions options,
        Deadline deadline)
    {
        try
        {
            return new MatrixSharpener(model, guards, matrices, questions, options, deadline).Run();
        }
        catch (OperationCanceledException)
        {
            // There was no time to ask anything.
            var (count, seconds) = (questions.Count, deadline.Elapsed.TotalSeconds);
            return new(matrices, new SharpeningStatistics(count, 0, 0, 0, 0, count, 0, seconds, false), options.Violations);
        }
    }

    private SharpenedMatrices Run()
    {
        var cache = _options.CacheFolder is null
            ? null : SharpeningCache.Of(_options.CacheFolder, _model, _labels, _matrices, _options, _deadline);
        if (cache?.Read(_questions, _options.Budget) is { } kept)
        {
            var statistics = kept.Statistics with { Seconds = _deadline.Elapsed.TotalSeconds, IsFromCache = true };
            return new(With(kept.Findings), statistics, ViolationsLeft(kept.Findings));
        }

        var result = Find(out var findings);
        if (!_deadline.IsStopped)
        {
            cache?.Write(findings, result.Statistics, _deadline.IsOver ? _options.Budget : null);
        }

        return result;
    }

    private SharpenedMatrices Find(out Finding[] findings)
    {
        // Whoever has too little time for the whole sample keeps most of it for the questions.
        var sample = new StateSample(_model, _options.Samples, _options.Starts, _deadline.Within(_options.Budget / SampleShare));
        var refutation = new SampleRefutation(_model, _labels, sample, _deadline);
        var prepared = _deadline.Elapsed;
        var facts = Facts(sample);
        var proved = _deadline.Elapsed;
        var decider = new Decider(_model, _labels, refutation, _options, _deadline);
        var found = findings = decider.Decide(_questions, facts);
        var statistics = new SharpeningStatistics(
            _questions.Count, decider.Refuted, decider.Simplified, decider.Queries, Count(Finding.Independent), Count(Finding.Unknown),
            facts.Count, _deadline.Elapsed.TotalSeconds, false)
        {
            ClearedCoenabled = Cleared(found, MatrixKind.MayBeCoenabled).Count(),
            ClearedAccord = Cleared(found, MatrixKind.DoNotAccord).Count(),
            ClearedEnabling = Cleared(found, MatrixKind.NecessaryEnabling).Count(),
            ClearedDisabling = Cleared(found, MatrixKind.NecessaryDisabling).Count(),
            ClearedViolations = Cleared(found, MatrixKind.Violation).Count(),
            PreparationSeconds = prepared.TotalSeconds,
            FactSeconds = (proved - prepared).TotalSeconds,
        };
        return new(With(findings), statistics, ViolationsLeft(findings));

        long Count(Finding finding) => found.Count(f => f == finding);
    }

    private IReadOnlyList<Fact> Facts(StateSample sample)
    {
        if (!_options.UsesFacts)
        {
            return [];
        }

        var deadline = _deadline.Within(_deadline.Left / FactShare);
        sample.Walk(_options.FactSamples, deadline);
        return FactSearch.Find(_model, sample, [], new FactOptions(deadline, _options.QueryTimeout, _options.Workers));
    }

    // Only what syntax leaves open; of symmetric entries one.
    private static List<Question> Questions(DependenceMatrices matrices, BitMatrix? violations)
    {
        var questions = new List<Question>();
        Add(MatrixKind.DoNotAccord, matrices.DoNotAccord);
        Add(MatrixKind.MayBeCoenabled, matrices.MayBeCoenabled);
        Add(MatrixKind.NecessaryEnabling, matrices.NecessaryEnabling);
        Add(MatrixKind.NecessaryDisabling, matrices.NecessaryDisabling);
        for (var property = 0; property < (violations?.Rows ?? 0); property++)
        {
            for (var action = 0; action < violations!.Columns; action++)
            {
                if (violations[property, action])
                {
                    questions.Add(new Question(MatrixKind.Violation, property, action));
                }
            }
        }

        return questions;

        void Add(MatrixKind kind, DependenceMatrix matrix)
        {
            for (var row = 0; row < matrix.Rows; row++)
            {
                for (var column = matrix.IsSymmetric ? row + 1 : 0; column < matrix.Columns; column++)
                {
                    if (matrix[row, column])
                    {
                        questions.Add(new Question(kind, row, column));
                    }
                }
            }
        }
    }

    private BitMatrix? ViolationsLeft(Finding[] findings)
    {
        var left = _options.Violations?.Clone();
        foreach (var (property, action) in Cleared(findings, MatrixKind.Violation))
        {
            left![property, action] = false;
        }

        return left;
    }

    private DependenceMatrices With(Finding[] findings) => _matrices with
    {
        MayBeCoenabled = _matrices.MayBeCoenabled.WithCleared(Cleared(findings, MatrixKind.MayBeCoenabled)),
        DoNotAccord = _matrices.DoNotAccord.WithCleared(Cleared(findings, MatrixKind.DoNotAccord)),
        NecessaryEnabling = _matrices.NecessaryEnabling.WithCleared(Cleared(findings, MatrixKind.NecessaryEnabling)),
        NecessaryDisabling = _matrices.NecessaryDisabling.WithCleared(Cleared(findings, MatrixKind.NecessaryDisabling)),
    };

    private IEnumerable<(int Row, int Column)> Cleared(Finding[] findings, MatrixKind kind) => _questions.Zip(findings)
        .Where(q => q.First.Kind == kind && q.Second == Finding.Independent)
        .Select(q => (q.First.Row, q.First.Column));
}
