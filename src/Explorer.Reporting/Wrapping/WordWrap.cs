using System;
using System.Collections.Immutable;

namespace Explorer.Reporting.Wrapping;

/// <summary>Breaks text into lines at word boundaries.</summary>
public static class WordWrap
{
    /// <summary>What every report is wrapped at.</summary>
    public const int PageWidth = 75;

    /// <summary>The text in lines of at most `width` characters, broken at spaces; a word that is longer is cut, behind
    /// punctuation if it has some. White
    /// space of any kind counts as one space. At least one line, which may be empty.</summary>
    /// <param name="hanging">Spaces before every line but the first; they count for the width.</param>
    public static ImmutableArray<string> Lines(string text, int width, int hanging = 0)
    {
        var lines = ImmutableArray.CreateBuilder<string>();
        var line = "";
        var isEmpty = true;
        foreach (var word in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            var rest = word;
            while (rest.Length != 0)
            {
                var room = width - line.Length - (isEmpty ? 0 : 1);
                if (rest.Length <= room)
                {
                    line += isEmpty ? rest : " " + rest;
                    rest = "";
                    isEmpty = false;
                }
                else if (!isEmpty)
                {
                    lines.Add(line);
                    line = new string(' ', hanging);
                    isEmpty = true;
                }
                else
                {
                    var cut = CutOf(rest, Math.Max(room, 1));
                    lines.Add(line + rest[..cut]);
                    rest = rest[cut..];
                    line = new string(' ', hanging);
                }
            }
        }

        if (!isEmpty || lines.Count == 0)
        {
            lines.Add(line);
        }

        return lines.ToImmutable();
    }

    // Behind punctuation if the better half of the room is filled that way: `folio[block0].` rather than `folio[block0].h`.
    private static int CutOf(string word, int room)
    {
        for (var cut = room; cut > room / 2; cut--)
        {
            var leavesEnough = word.Length - cut > 1;
            if (leavesEnough && !char.IsLetterOrDigit(word[cut - 1]) && word[cut - 1] != '_')
            {
                return cut;
            }
        }

        return room;
    }

    /// <summary>The lines of a paragraph that stands `indent` spaces from the left of the page.</summary>
    public static ImmutableArray<string> Paragraph(string text, int indent)
    {
        var left = new string(' ', indent);
        var lines = ImmutableArray.CreateBuilder<string>();
        foreach (var line in Lines(text, PageWidth - indent))
        {
            lines.Add((left + line).TrimEnd());
        }

        return lines.ToImmutable();
    }
}
