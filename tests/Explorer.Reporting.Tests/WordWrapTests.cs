using System;
using System.Linq;
using Explorer.Reporting.Wrapping;
using FsCheck.Xunit;
using Xunit;

namespace Explorer.Reporting.Tests;

public class WordWrapTests
{
    [Fact]
    public void Breaks_at_spaces_and_indents_what_follows() =>
        Assert.Equal(["clear the", "  PTE of", "  the page"], WordWrap.Lines("clear the PTE of the page", 10, 2));

    [Fact]
    public void Cuts_a_word_that_is_longer_than_a_line() =>
        Assert.Equal(["ab", "abcdef", "ghi"], WordWrap.Lines("ab abcdefghi", 6));

    [Fact]
    public void Gives_one_empty_line_for_nothing() => Assert.Equal([""], WordWrap.Lines("  ", 10));

    [Property]
    public bool Keeps_every_character_within_the_width(string?[] words, byte width, byte hanging)
    {
        var text = string.Join(' ', words);
        var most = width % 70 + 8;
        var lines = WordWrap.Lines(text, most, hanging % 5);
        return lines.All(line => line.Length <= most)
            && string.Concat(lines.SelectMany(Solid)) == string.Concat(Solid(text));
    }

    private static string Solid(string text) =>
        string.Concat(text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
