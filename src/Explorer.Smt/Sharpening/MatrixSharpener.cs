using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using Explorer.Core.Systems.Dependence;
using Explorer.Machines;
using Explorer.Machines.Dependence;
using Explorer.Smt.Execution;
using Explorer.Smt.Facts;
using Explorer.Smt.Sampling;
using Explorer.Smt.Solving;
using Explorer.Smt.Terms;

namespace Explorer.Smt.Sharpening;

/// <summary>
/// Sharpens the matrices of partial-order reduction: every entry that syntax calls dependent is looked at in a sample of
/// reachable states, and where they do not decide it the solver is asked whether a state with the facts known of all
/// reachable states shows dependence. Only a proof that none does clears the entry; unknown and too late are dependent.
/// </summary>
public sealed class MatrixSharpener
{
    private readonly SharpeningOptions _options;
    private readonly CancellationToken _stop;
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly TransitionTerms _model;
    private readonly LabelTerms _labels;
    private readonly StepEffects _effects;
    private long _refuted;
    private long _simplified;
    private long _queries;
    private long _unknown;

    private MatrixSharpener(
        MachineModel model, GuardTable guards, DependenceMatrices matrices, SharpeningOptions options, CancellationToken stop)
    {
        (_options, _stop) = (options, stop);
        _model = new TransitionTerms(model);
        _labels = new LabelTerms(_model, guards, matrices);
        _effects = new StepEffects(_model);
    }

    /// <summary>The matrices with every entry cleared that could be shown to be independent.</summary>
    /// <param name="guards">The guards of the model, from which the matrices were made.</param>
    /// <returns>The same matrices where there is no solver: <see cref="Z3Library.IsAvailable"/>.</returns>
    public static SharpenedMatrices Sharpen(
        MachineModel model, GuardTable guards, DependenceMatrices matrices, SharpeningOptions options, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(matrices);
        ArgumentNullException.ThrowIfNull(options);
        SharpenedMatrices? result = null;
        if (Z3Library.IsAvailable)
        {
            // Terms can be deep.
            Parallel.Run(1, () => result = new MatrixSharpener(model, guards, matrices, options, stop).Run(matrices));
        }

        return result ?? new SharpenedMatrices(matrices, new SharpeningStatistics(0, 0, 0, 0, 0, 0, 0, 0, false), options.Violations);
    }

    private SharpenedMatrices Run(DependenceMatrices matrices)
    {
        var questions = Questions(matrices);
        AddViolations(questions);
        var cache = _options.CacheFolder is null ? null : SharpeningCache.Of(_options.CacheFolder, _model, _labels, matrices, _options);
        if (cache?.Read(questions) is { } kept)
        {
            return new SharpenedMatrices(
                With(matrices, questions, kept.Findings), kept.Statistics with { Seconds = _watch.Elapsed.TotalSeconds, IsFromCache = true },
                ViolationsLeft(questions, kept.Findings));
        }

        var sample = new StateSample(_model, _options.Samples, _options.Starts);
        var refutation = new SampleRefutation(_model, _labels, sample);
        var prepared = _watch.Elapsed.TotalSeconds;
        var facts = Facts(sample);
        var proved = _watch.Elapsed.TotalSeconds;
        var findings = Decide(questions, refutation, facts);
        var result = With(matrices, questions, findings);
        var statistics = new SharpeningStatistics(
            questions.Count, _refuted, _simplified, _queries, findings.Count(f => f == Finding.Independent), _unknown,
            facts.Count, _watch.Elapsed.TotalSeconds, false)
        {
            ClearedCoenabled = Cleared(MatrixKind.MayBeCoenabled),
            ClearedAccord = Cleared(MatrixKind.DoNotAccord),
            ClearedEnabling = Cleared(MatrixKind.NecessaryEnabling),
            ClearedDisabling = Cleared(MatrixKind.NecessaryDisabling),
            ClearedViolations = Cleared(MatrixKind.Violation),
            PreparationSeconds = prepared,
            FactSeconds = proved - prepared,
        };
        if (!IsOver)
        {
            cache?.Write(findings, statistics);
        }

        return new SharpenedMatrices(result, statistics, ViolationsLeft(questions, findings));

        long Cleared(MatrixKind kind) => questions.Zip(findings).Count(q => q.First.Kind == kind && q.Second == Finding.Independent);
    }

    private bool IsOver => _stop.IsCancellationRequested || _watch.Elapsed > _options.Budget;

    // Only what syntax leaves open; of symmetric entries one.
    private static List<Question> Questions(DependenceMatrices matrices)
    {
        var questions = new List<Question>();
        Add(MatrixKind.DoNotAccord, matrices.DoNotAccord);
        Add(MatrixKind.MayBeCoenabled, matrices.MayBeCoenabled);
        Add(MatrixKind.NecessaryEnabling, matrices.NecessaryEnabling);
        Add(MatrixKind.NecessaryDisabling, matrices.NecessaryDisabling);
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

    private void AddViolations(List<Question> questions)
    {
        for (var property = 0; property < (_options.Violations?.Rows ?? 0); property++)
        {
            for (var action = 0; action < _options.Violations!.Columns; action++)
            {
                if (_options.Violations[property, action])
                {
                    questions.Add(new Question(MatrixKind.Violation, property, action));
                }
            }
        }
    }

    private BitMatrix? ViolationsLeft(List<Question> questions, Finding[] findings)
    {
        var left = _options.Violations?.Clone();
        for (var i = 0; left is not null && i < questions.Count; i++)
        {
            if (questions[i].Kind == MatrixKind.Violation && findings[i] == Finding.Independent)
            {
                left[questions[i].Row, questions[i].Column] = false;
            }
        }

        return left;
    }

    private IReadOnlyList<Fact> Facts(StateSample sample)
    {
        if (!_options.UsesFacts || IsOver)
        {
            return [];
        }

        sample.Walk(_options.FactSamples);
        var options = new FactOptions((_options.Budget - _watch.Elapsed) / 4, _options.QueryTimeout, _options.Workers);
        return FactSearch.Find(_model, sample, [], options, _stop);
    }

    private Finding[] Decide(List<Question> questions, SampleRefutation refutation, IReadOnlyList<Fact> facts)
    {
        var findings = new Finding[questions.Count];
        var waiting = new ConcurrentQueue<int>(Enumerable.Range(0, questions.Count));
        Parallel.Run(_options.Workers, () =>
        {
            // A session frees nothing before it ends: it is renewed from time to time.
            while (!waiting.IsEmpty)
            {
                using var session = new SolverSession(_options.QueryTimeout);
                session.Assert(_model.States.WellFormed);
                foreach (var fact in facts)
                {
                    session.Assert(fact.Holds);
                }

                for (var batch = 0; batch < 500 && waiting.TryDequeue(out var next); batch++)
                {
                    findings[next] = Decide(questions[next], refutation, session);
                }
            }
        });
        return findings;
    }

    private Finding Decide(Question question, SampleRefutation refutation, SolverSession session)
    {
        // The sample takes time as well: two actions are tried in many states.
        if (IsOver)
        {
            Interlocked.Increment(ref _unknown);
            return Finding.Unknown;
        }

        if (IsRefuted(question, refutation))
        {
            Interlocked.Increment(ref _refuted);
            return Finding.Dependent;
        }

        if (DependenceOf(question) is not { } depends)
        {
            Interlocked.Increment(ref _unknown);
            return Finding.Unknown;
        }

        if (depends.IsFalse)
        {
            Interlocked.Increment(ref _simplified);
            return Finding.Independent;
        }

        Interlocked.Increment(ref _queries);
        switch (session.Check(depends))
        {
            case SolverAnswer.Satisfiable:
                return Finding.Dependent;
            case SolverAnswer.Unsatisfiable:
                return Finding.Independent;
            default:
                Interlocked.Increment(ref _unknown);
                return Finding.Unknown;
        }
    }

    private static bool IsRefuted(Question q, SampleRefutation refutation) => q.Kind switch
    {
        MatrixKind.MayBeCoenabled => refutation.Coincide(q.Row, q.Column),
        MatrixKind.DoNotAccord => refutation.Conflict(q.Row, q.Column),
        MatrixKind.NecessaryEnabling => refutation.Enables(q.Row, q.Column),
        MatrixKind.Violation => false,
        _ => refutation.Disables(q.Row, q.Column),
    };

    private Term? DependenceOf(Question q) => q.Kind switch
    {
        MatrixKind.MayBeCoenabled => CoenablingQuestion.Of(_labels, _model.Terms, q.Row, q.Column),
        MatrixKind.DoNotAccord => AccordanceQuestion.Of(_effects, q.Row, q.Column),
        MatrixKind.Violation => ViolationQuestion.Of(_model, q.Row, q.Column),
        _ => ChangeQuestion.Of(_effects, _labels, q.Row, q.Column, q.Kind == MatrixKind.NecessaryEnabling),
    };

    private static DependenceMatrices With(DependenceMatrices matrices, List<Question> questions, Finding[] findings)
    {
        return matrices with
        {
            MayBeCoenabled = matrices.MayBeCoenabled.WithCleared(Cleared(MatrixKind.MayBeCoenabled)),
            DoNotAccord = matrices.DoNotAccord.WithCleared(Cleared(MatrixKind.DoNotAccord)),
            NecessaryEnabling = matrices.NecessaryEnabling.WithCleared(Cleared(MatrixKind.NecessaryEnabling)),
            NecessaryDisabling = matrices.NecessaryDisabling.WithCleared(Cleared(MatrixKind.NecessaryDisabling)),
        };

        IEnumerable<(int Row, int Column)> Cleared(MatrixKind kind) => questions.Zip(findings)
            .Where(q => q.First.Kind == kind && q.Second == Finding.Independent)
            .Select(q => (q.First.Row, q.First.Column));
    }
}
