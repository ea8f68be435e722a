using System;
using Explorer.Core.Verdicts;
using Explorer.Reporting.Summaries;

namespace Explorer.Cli.Output;

/// <summary>Colours the word of a verdict for a terminal: green, red, yellow.</summary>
internal static class VerdictColor
{
    public static string Paint(string line, VerdictKind verdict)
    {
        var word = Words.Of(verdict);
        var start = line.IndexOf(word, StringComparison.Ordinal);
        var color = verdict switch
        {
            VerdictKind.Holds => "32",
            VerdictKind.Violated => "31",
            _ => "33",
        };
        return start < 0 ? line : $"{line[..start]}\e[1;{color}m{word}\e[0m{line[(start + word.Length)..]}";
    }
}
