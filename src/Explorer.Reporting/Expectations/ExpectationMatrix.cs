using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Explorer.Reporting.Summaries;

namespace Explorer.Reporting.Expectations;

/// <summary>
/// `--matrix` of `test`: what was found as a Markdown table, with a row for each model and its settings and a column for
/// each `config`. A cell is the number of steps of the shortest counterexample, in bold, or the number of states that
/// were explored without finding one. Lines without a config, configs of a single model, and rows with a single cell are
/// left out. Numbers in names count as numbers: s2 stands before s10.
/// </summary>
public static class ExpectationMatrix
{
    /// <summary>The table, line by line; empty if no line has a config.</summary>
    public static IEnumerable<string> Lines(IReadOnlyList<ExpectationReport> reports)
    {
        var judged = reports.Where(r => r.Config is not null && r.Verdict.Length != 0).ToList();
        var models = judged.Select(r => r.Model).Distinct().Count();
        var shared = judged.GroupBy(r => r.Config).Where(c => models == 1 || c.Select(r => r.Model).Distinct().Count() > 1)
            .Select(c => c.Key).ToHashSet();
        var rows = judged.Where(r => shared.Contains(r.Config)).GroupBy(r => (r.Model, r.Settings))
            .Where(row => ConfigsOf(row) > 1).OrderBy(row => Sortable(row.Key.Model), StringComparer.Ordinal).ToList();
        // The fullest row has them in the order that the models mean.
        var configs = rows.OrderByDescending(ConfigsOf).SelectMany(row => row).Select(r => r.Config!).Distinct().ToList();
        if (configs.Count == 0)
        {
            yield break;
        }

        yield return $"| model | {string.Join(" | ", configs)} |";
        yield return $"| --- |{string.Concat(configs.Select(_ => " ---: |"))}";
        foreach (var row in rows)
        {
            var cells = configs.Select(config => Cell([.. row.Where(r => r.Config == config)]));
            yield return $"| {Label(row.Key.Model, row.Key.Settings)} | {string.Join(" | ", cells)} |";
        }
    }

    private static int ConfigsOf(IEnumerable<ExpectationReport> row) => row.Select(r => r.Config).Distinct().Count();

    private static string Sortable(string model) => Regex.Replace(model, "[0-9]+", digits => digits.Value.PadLeft(9, '0'));

    private static string Label(string model, string settings)
    {
        var name = Path.GetFileNameWithoutExtension(model);
        return settings.Length == 0 ? name : $"{name}, {settings}";
    }

    // Several properties of one setting share a cell.
    private static string Cell(IReadOnlyList<ExpectationReport> reports) => reports.Count == 1
        ? Found(reports[0])
        : string.Join("; ", reports.Select(r => r.Property is null ? Found(r) : $"{r.Property} {Found(r)}"));

    private static string Found(ExpectationReport report) => report switch
    {
        { Verdict: "violated", Steps: { } steps } => $"**{Words.Of(steps)}**",
        { Verdict: "holds", States: { } states } => Words.Of(states),
        _ => report.Verdict,
    };
}
