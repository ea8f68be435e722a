using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Explorer.Core.Systems.Dependence;
using Explorer.Smt.Execution;
using Explorer.Smt.Sampling;
using Explorer.Smt.Solving;
using Explorer.Smt.Terms;

namespace Explorer.Smt.Sharpening;

/// <summary>
/// Answers kept from one run to the next. A file's name is a digest of everything on which they depend: the terms of all
/// steps, conditions and labels, which entries were asked about, this program and the solver. A file carries a digest of
/// its own content; one that does not fit, or cannot be read, is as if it were not there. If the budget ended the questions
/// the answers serve whoever has no more time.
/// </summary>
internal sealed class SharpeningCache
{
    private const string Format = "explorer matrices 2";

    private readonly string _path;

    private SharpeningCache(string path) => _path = path;

    /// <exception cref="OperationCanceledException">The deadline is over.</exception>
    public static SharpeningCache Of(
        string folder, TransitionTerms model, LabelTerms labels, DependenceMatrices matrices, SharpeningOptions options,
        Deadline deadline)
    {
        var text = new StringBuilder();
        text.AppendLine(Format).AppendLine(Z3Library.Version);
        text.AppendLine(typeof(SharpeningCache).Module.ModuleVersionId.ToString());
        text.AppendLine(typeof(Machines.MachineModel).Module.ModuleVersionId.ToString());
        AppendModel(text, model, labels, deadline);
        AppendWorkloads(text, model, options);
        foreach (var matrix in (DependenceMatrix[])
            [matrices.DoNotAccord, matrices.MayBeCoenabled, matrices.NecessaryEnabling, matrices.NecessaryDisabling])
        {
            for (var row = 0; row < matrix.Rows; row++)
            {
                text.AppendJoin(' ', matrix.Row(row).ToArray().Select(w => w.ToString("x", CultureInfo.InvariantCulture))).AppendLine();
            }
        }

        return new SharpeningCache(Path.Combine(folder, $"{Digest(text.ToString())}.json"));
    }

    /// <summary>The findings of an earlier run about the same questions; null if there are none, or more can be had in this
    /// budget.</summary>
    public (Finding[] Findings, SharpeningStatistics Statistics)? Read(IReadOnlyCollection<Question> questions, TimeSpan budget)
    {
        try
        {
            var entry = JsonSerializer.Deserialize(File.ReadAllText(_path), CacheJson.Default.CacheEntry);
            return entry is null || entry.Digest != DigestOf(entry.Findings, entry.Seconds) || entry.Seconds < budget.TotalSeconds
                || entry.Findings.Length != questions.Count || !entry.Findings.All(f => f is 'd' or 'i' or 'u')
                    ? null
                    : ([.. entry.Findings.Select(f => f == 'i' ? Finding.Independent : f == 'd' ? Finding.Dependent : Finding.Unknown)], entry.Statistics);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>Keeps findings, if the folder can be written.</summary>
    /// <param name="budget">What ended the questions; null if they were all asked.</param>
    public void Write(Finding[] findings, SharpeningStatistics statistics, TimeSpan? budget)
    {
        var seconds = budget?.TotalSeconds;
        var text = string.Concat(findings.Select(f => f switch { Finding.Independent => 'i', Finding.Dependent => 'd', _ => 'u' }));
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_path)!);

            // Nobody sees half a file.
            var temporary = $"{_path}.{Environment.ProcessId}";
            var entry = new CacheEntry(text, DigestOf(text, seconds), seconds, statistics);
            File.WriteAllText(temporary, JsonSerializer.Serialize(entry, CacheJson.Default.CacheEntry));
            File.Move(temporary, _path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Without a cache the next run asks again.
        }
    }

    private static void AppendModel(StringBuilder text, TransitionTerms model, LabelTerms labels, Deadline deadline)
    {
        text.AppendJoin(' ', model.States.Leaves.Select(l => l.Term.Width)).AppendLine();
        var roots = new List<Term> { model.States.WellFormed };
        foreach (var action in model.Actions)
        {
            text.Append(action is null ? '?' : 'a');
            foreach (var outcome in action?.Outcomes ?? [])
            {
                var changes = action!.Changes(model.States, outcome);
                text.Append(' ').AppendJoin(',', changes.Select(c => c.Key.Number)).Append(' ').AppendJoin(',', outcome.Failed.Keys);
                roots.AddRange([outcome.Ends, .. outcome.Faults, .. outcome.Failed.Values, .. changes.Select(c => c.Value)]);
            }
        }

        text.AppendLine().AppendJoin(' ', labels.Labels.Select(l => l is null ? '?' : 'l')).AppendLine();
        roots.AddRange(labels.Labels.OfType<Term>());

        // Of more than these nothing is said that depends on them.
        foreach (var initial in new Machines.Interpretation.Interpreter(model.Model).InitialOutcomes(StateSample.MostInitialStates + 1, out _))
        {
            deadline.ThrowIfOver();
            text.AppendJoin(' ', initial.State is null ? [] : model.States.Encode(initial.State)).AppendLine();
        }

        AppendTerms(text, roots, deadline);
    }

    // What is asked only of a model whose workload is open.
    private static void AppendWorkloads(StringBuilder text, TransitionTerms model, SharpeningOptions options)
    {
        if (options.Starts is { } starts)
        {
            text.Append("workloads ").Append(starts.IsComplete).AppendLine();
            foreach (var state in starts.States)
            {
                text.AppendJoin(' ', model.States.Encode(state)).AppendLine();
            }
        }

        for (var row = 0; row < (options.Violations?.Rows ?? 0); row++)
        {
            text.AppendJoin(' ', options.Violations!.Row(row).ToArray().Select(w => w.ToString("x", CultureInfo.InvariantCulture))).AppendLine();
        }
    }

    // Terms by their position in the order, operands first.
    private static void AppendTerms(StringBuilder text, List<Term> roots, Deadline deadline)
    {
        var order = TermOrder.Of(roots);
        var positions = order.Select((term, i) => (term, i)).ToDictionary(p => p.term, p => p.i);
        foreach (var term in order)
        {
            deadline.ThrowIfOver();
            text.Append((int)term.Kind).Append(' ').Append(term.Width).Append(' ').Append(term.Number).Append(' ');
            text.Append(Position(term.A)).Append(' ').Append(Position(term.B)).Append(' ').Append(Position(term.C)).AppendLine();
        }

        text.AppendJoin(' ', roots.Select(r => positions[r]));

        int Position(Term? operand) => operand is null ? -1 : positions[operand];
    }

    private static string DigestOf(string findings, double? seconds) =>
        Digest(string.Create(CultureInfo.InvariantCulture, $"{findings} {seconds}"));

    private static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}

/// <summary>A file of the cache.</summary>
/// <param name="Findings">A letter for each question.</param>
/// <param name="Digest">Of the findings and the seconds.</param>
/// <param name="Seconds">The budget that ended the questions; null if they were all asked.</param>
internal sealed record CacheEntry(string Findings, string Digest, double? Seconds, SharpeningStatistics Statistics);

[System.Text.Json.Serialization.JsonSerializable(typeof(CacheEntry))]
internal sealed partial class CacheJson : System.Text.Json.Serialization.JsonSerializerContext;
