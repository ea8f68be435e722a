using System;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;

namespace Explorer.Language.Tests.Documentation;

/// <summary>A fenced block of a page: the words behind its three backquotes, the first of which is its kind.</summary>
/// <param name="Line">Number of the line with the opening backquotes, from 1.</param>
internal sealed record PageBlock(int Line, string Kind, ImmutableArray<string> Words, string Text);

/// <summary>A page of the documentation. Fences stand at the margin.</summary>
internal sealed class Page
{
    private const string Fence = "```";

    private Page(string text)
    {
        Text = text;
        Blocks = [.. BlocksOf(text.Split('\n'))];
    }

    public string Text { get; }

    public ImmutableArray<PageBlock> Blocks { get; }

    /// <summary>Reads a page by its path from the repository's root.</summary>
    public static Page Read(string path) => new(File.ReadAllText(PathOf(path)).ReplaceLineEndings("\n"));

    /// <summary>A page from its text.</summary>
    public static Page Of(string text) => new(text);

    /// <summary>Full path of what has this path from the repository's root.</summary>
    public static string PathOf(string path, [CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(here, "../../../..", path));

    private static ImmutableArray<PageBlock>.Builder BlocksOf(string[] lines)
    {
        var blocks = ImmutableArray.CreateBuilder<PageBlock>();
        for (var start = 0; start < lines.Length; start++)
        {
            if (!lines[start].StartsWith(Fence, StringComparison.Ordinal))
            {
                continue;
            }

            var end = Array.FindIndex(lines, start + 1, line => line == Fence);
            var words = lines[start][Fence.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            blocks.Add(new PageBlock(
                start + 1, words.FirstOrDefault(""), [.. words.Skip(1)], string.Join('\n', lines[(start + 1)..end]) + "\n"));
            start = end;
        }

        return blocks;
    }
}
