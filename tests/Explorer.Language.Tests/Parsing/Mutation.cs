using System;
using System.Collections.Generic;
using System.Linq;
using FsCheck;
using FsCheck.Fluent;

namespace Explorer.Language.Tests.Parsing;

/// <summary>A change of a text: what is done, and three numbers that say where.</summary>
public sealed record Edit(int Kind, int First, int Second, int Length);

/// <summary>A seed model with changes.</summary>
public sealed record MutatedText(int Seed, Edit[] Edits)
{
    private static readonly string[] Words =
    [
        "{", "}", "(", ")", "[", "]", ";", ":", ",", "?", "|", "||", "..", "=", "==", "@", ".", "-", "!", "=>", "\"", "//",
        "/*", "///", "\n", "\t", "if", "else", "let", "either", "or", "atomic", "foreach", "in", "with", "is", "at", "all",
        "any", "forall", "count", "proc", "var", "rule", "when", "struct", "enum", "set", "id", "default", "ghost", "9",
        "99999999999999999999", "0x1", "é", "\ud83d", "\0",
    ];

    public string Text
    {
        get
        {
            var text = SeedModels.All[Seed % SeedModels.All.Length];
            return Edits.Aggregate(text, Apply);
        }
    }

    public override string ToString() => Text;

    internal static string Apply(string text, Edit edit)
    {
        var first = edit.First % (text.Length + 1);
        var second = edit.Second % (text.Length + 1);
        var end = Math.Min(text.Length, first + edit.Length);
        return edit.Kind switch
        {
            0 => text.Remove(first, end - first),
            1 => text.Insert(first, Words[edit.Second % Words.Length]),
            2 => text.Insert(first, " " + Words[edit.Second % Words.Length] + " "),
            3 => text.Insert(second, text[first..end]),
            4 => SwapWords(text, edit),
            5 => DeleteWord(text, first),
            _ => text[..first],
        };
    }

    private static string DeleteWord(string text, int start)
    {
        var (from, to) = WordAt(text, start);
        return text.Remove(from, to - from);
    }

    private static string SwapWords(string text, Edit edit)
    {
        var one = WordAt(text, Math.Min(edit.First % (text.Length + 1), edit.Second % (text.Length + 1)));
        var other = WordAt(text, Math.Max(edit.First % (text.Length + 1), edit.Second % (text.Length + 1)));
        return one.End > other.Start
            ? text
            : text[..one.Start] + text[other.Start..other.End] + text[one.End..other.Start]
                + text[one.Start..one.End] + text[other.End..];
    }

    private static (int Start, int End) WordAt(string text, int start)
    {
        while (start < text.Length && char.IsWhiteSpace(text[start]))
        {
            start++;
        }

        var end = Math.Min(start + 1, text.Length);
        while (end < text.Length && char.IsAsciiLetterOrDigit(text[end]) && char.IsAsciiLetterOrDigit(text[end - 1]))
        {
            end++;
        }

        return (start, end);
    }
}

/// <summary>Draws texts that are almost models.</summary>
public static class MutatedTexts
{
    public static Arbitrary<MutatedText> Texts()
    {
        var edits =
            from kind in Gen.Frequency((10, Gen.Choose(0, 5)), (1, Gen.Constant(6)))
            from first in Gen.Choose(0, 1_000_000)
            from second in Gen.Choose(0, 1_000_000)
            from length in Gen.Choose(1, 12)
            select new Edit(kind, first, second, length);
        var texts =
            from seed in Gen.Choose(0, SeedModels.All.Length - 1)
            from list in Gen.ArrayOf(edits)
            select new MutatedText(seed, list);
        return Arb.From(texts, Shrink);
    }

    private static IEnumerable<MutatedText> Shrink(MutatedText text) =>
        Enumerable.Range(0, text.Edits.Length)
            .Select(left => text with { Edits = [.. text.Edits.Where((_, index) => index != left)] });
}
