using System;
using System.Collections.Generic;
using System.Text;
using Explorer.Core.Diagnostics;

namespace Explorer.Language.Diagnostics;

/// <summary>
/// Writes diagnostics as text, in the form that MSBuild, editors and build servers recognise:
/// <code>
/// path(line,column): error EX2003: 'turn' is not declared.
///     x = turn;
///         ^~~~
/// hint: did you mean 'turns'?
/// </code>
/// Related places follow in the same form, as notes. Every line ends in a line feed.
/// </summary>
public static class DiagnosticRenderer
{
    private const int TabWidth = 4;
    private const int MaximumWidth = 120;
    private const int WidthBefore = 40;
    private const string Indentation = "    ";

    /// <summary>All of them, in the order given.</summary>
    public static string Render(IEnumerable<Diagnostic> diagnostics)
    {
        var text = new StringBuilder();
        foreach (var diagnostic in diagnostics)
        {
            Append(text, diagnostic);
        }

        return text.ToString();
    }

    /// <summary>One diagnostic with its source lines.</summary>
    public static string Render(Diagnostic diagnostic) => Render([diagnostic]);

    private static void Append(StringBuilder text, Diagnostic diagnostic)
    {
        var severity = diagnostic.IsError ? "error" : "warning";
        AppendPlace(text, diagnostic.Span, $"{severity} {diagnostic.Code}: {diagnostic.Message}");
        foreach (var related in diagnostic.Related)
        {
            AppendPlace(text, related.Span, $"note: {related.Message}");
        }

        if (diagnostic.Hint is not null)
        {
            text.Append("hint: ").Append(diagnostic.Hint).Append('\n');
        }
    }

    private static void AppendPlace(StringBuilder text, SourceSpan span, string message)
    {
        // What has no place in a text, as a mistake on the command line.
        if (span.Source.Path.Length == 0 && span.Source.Text.Length == 0)
        {
            text.Append(message).Append('\n');
            return;
        }

        var (line, column) = span.Source.Position(span.Start);
        text.Append(span.Source.Path).Append('(').Append(line).Append(',').Append(column).Append("): ");
        text.Append(message).Append('\n');
        AppendLine(text, span.Source.Line(line), column - 1, column - 1 + span.End - span.Start);
    }

    /// <summary>The source line and below it the underline of [start, end), as far as it lies on this line.</summary>
    private static void AppendLine(StringBuilder text, ReadOnlySpan<char> line, int start, int end)
    {
        start = Math.Min(start, line.Length);
        end = Math.Clamp(end, start, line.Length);
        var from = Expand(line[..start]).Length;
        var to = Math.Max(from + 1, Expand(line[..end]).Length);
        var expanded = Expand(line).TrimEnd();

        var excess = Math.Max(0, expanded.Length - MaximumWidth);
        var cut = Math.Clamp(from - WidthBefore, 0, excess);
        var shown = Cut(expanded, cut);
        var underlined = Math.Max(1, Math.Min(to - cut, shown.Length) - (from - cut));
        text.Append(Indentation).Append(shown).Append('\n');
        text.Append(Indentation).Append(' ', from - cut).Append('^').Append('~', underlined - 1).Append('\n');
    }

    private static string Cut(string line, int start)
    {
        var before = start > 0 ? "…" : "";
        var after = line.Length > start + MaximumWidth ? "…" : "";
        var end = Math.Min(line.Length, start + MaximumWidth);
        return before + line[(start + before.Length)..(end - after.Length)] + after;
    }

    /// <summary>Tabs become spaces up to the next multiple of their width; other control characters one space.</summary>
    private static string Expand(ReadOnlySpan<char> line)
    {
        var text = new StringBuilder(line.Length);
        foreach (var c in line)
        {
            if (c == '\t')
            {
                text.Append(' ', TabWidth - (text.Length % TabWidth));
            }
            else
            {
                text.Append(char.IsControl(c) ? ' ' : c);
            }
        }

        return text.ToString();
    }
}
