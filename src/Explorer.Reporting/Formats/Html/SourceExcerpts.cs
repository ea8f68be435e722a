using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using Explorer.Core.Diagnostics;

namespace Explorer.Reporting.Formats.Html;

/// <summary>The lines of models that the page shows, each of them once.</summary>
internal sealed class SourceExcerpts
{
    private const int Before = 2;
    private const int After = 3;
    private const int MostLines = 8;

    private readonly List<SourceText> _files = [];
    private readonly List<SortedSet<int>> _lines = [];

    /// <summary>Notes the lines of a span and those around it.</summary>
    /// <returns>Number of the file, and the first and last line of the span, from 1.</returns>
    public (int File, int First, int Last) Add(SourceSpan span)
    {
        var file = _files.IndexOf(span.Source);
        if (file < 0)
        {
            file = _files.Count;
            _files.Add(span.Source);
            _lines.Add([]);
        }

        var first = span.Source.Position(span.Start).Line;
        var last = Math.Min(span.Source.Position(Math.Max(span.Start, span.End - 1)).Line, first + MostLines - 1);
        for (var line = Math.Max(1, first - Before); line <= Math.Min(span.Source.LineCount, last + After); line++)
        {
            _lines[file].Add(line);
        }

        return (file, first, last);
    }

    /// <summary>All that was noted: for each file its path, and its lines by their numbers.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartArray("sources");
        foreach (var (file, lines) in _files.Zip(_lines))
        {
            json.WriteStartObject();
            json.WriteString("path", Tidy(file.Path));
            json.WriteStartObject("lines");
            foreach (var line in lines)
            {
                json.WriteString(line.ToString(), file.Line(line));
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>`a/../b` as `b`.</summary>
    public static string Tidy(string path)
    {
        var parts = new List<string>();
        foreach (var part in path.Split('/'))
        {
            if (part == ".." && parts.Count > 0 && parts[^1] is not (".." or ""))
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else
            {
                parts.Add(part);
            }
        }

        return string.Join('/', parts);
    }

    /// <summary>Path and line of a place, the path without detours.</summary>
    public static string Place(SourceSpan span) => $"{Tidy(span.Source.Path)}:{span.Source.Position(span.Start).Line}";

    /// <summary>The declaration at a place as it is written: the comment above it and its line; empty without a place.</summary>
    public static string Declaration(SourceSpan span)
    {
        if (span.Source == SourceText.None)
        {
            return "";
        }

        var line = span.Source.Position(span.Start).Line;
        var first = line;
        while (first > 1 && span.Source.Line(first - 1).TrimStart().StartsWith("///"))
        {
            first--;
        }

        return string.Join('\n', Enumerable.Range(first, line - first + 1).Select(l => span.Source.Line(l).Trim().ToString()));
    }
}
