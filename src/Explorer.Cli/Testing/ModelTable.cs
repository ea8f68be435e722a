using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Language;
using Explorer.Language.Syntax;
using Explorer.Reporting.Summaries;

namespace Explorer.Cli.Testing;

/// <summary>A Markdown table of models: what each is, in the first words of its own heading, and what it expects under
/// its default settings.</summary>
internal static class ModelTable
{
    private const int ShortestSentence = 12;

    /// <summary>Files without expectations are left out.</summary>
    public static IEnumerable<string> Lines(IEnumerable<string> paths)
    {
        yield return "| model | what it is | expected |";
        yield return "| --- | --- | --- |";
        foreach (var file in paths.Select(path => ModelFile.Load(path)).Where(file => !file.Expectations.IsEmpty))
        {
            yield return $"| [{Name(file.Path)}]({file.Path}) | {Escape(FirstSentence(file.Source.Text))} | {Expected(file.Expectations)} |";
        }
    }

    private static string Name(string path)
    {
        var parts = path.Split('/');
        return string.Join('/', parts[Math.Max(parts.Length - 2, 0)..])[..^ModelCollection.Extension.Length];
    }

    private static string Expected(ImmutableArray<Expectation> expectations)
    {
        var plain = expectations.Where(e => e.Settings.Configs.IsEmpty && e.Settings.Values.IsEmpty).ToList();
        var others = expectations.Length - plain.Count;
        var texts = plain.Where(e => e.Kind != ExpectationKind.Transitions).Select(Describe).ToList();
        if (others != 0)
        {
            texts.Add(texts.Count == 0 ? Words.Of(others, "expectation") : $"{others} under other settings");
        }

        return string.Join("; ", texts);
    }

    private static string Describe(Expectation e) => e.Kind switch
    {
        ExpectationKind.Violated when e.Number is { } steps => $"`{e.Property}` violated in {Words.Of(steps, "step")}",
        ExpectationKind.Violated => $"`{e.Property}` violated",
        ExpectationKind.Holds when e.Property is not null => $"`{e.Property}` holds",
        ExpectationKind.Holds => "holds",
        ExpectationKind.Orbits => Words.Of(e.Number ?? 0, "orbit"),
        _ => Words.Of(e.Number ?? 0, "state"),
    };

    // The first line of a model is its path; the paragraph after it says what it is.
    private static string FirstSentence(string text)
    {
        var words = text.Split('\n').Skip(1).TakeWhile(IsProse).Select(line => line.TrimStart('/').Trim());
        var paragraph = string.Join(' ', words);
        // `S9.` alone says little.
        var end = paragraph.IndexOf(". ", Math.Min(ShortestSentence, paragraph.Length), StringComparison.Ordinal);
        return (end < 0 ? paragraph : paragraph[..end]).TrimEnd('.', ':', ' ');
    }

    private static bool IsProse(string line) =>
        line.StartsWith("//", StringComparison.Ordinal) && line.TrimStart('/').Trim().Length != 0;

    private static string Escape(string text) => text.Replace("|", "\\|").Replace("<", "&lt;");
}
