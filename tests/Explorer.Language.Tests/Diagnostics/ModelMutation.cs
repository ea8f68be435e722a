using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Explorer.Language.Tests.Parsing;
using FsCheck;
using FsCheck.Fluent;

namespace Explorer.Language.Tests.Diagnostics;

/// <summary>One of the seeds with changes: of letters, which mostly do not parse, and of words and lines, which mostly do
/// and mean something else.</summary>
public sealed partial record ModelMutation(int Seed, Edit[] Edits)
{
    /// <summary>The kind of the first edit that changes words; below it are those of letters.</summary>
    public const int FirstOfWords = 10;

    /// <summary>The number of kinds of edits of words.</summary>
    public const int KindsOfWords = 7;

    private static readonly string[] Words =
    [
        "0", "1", "2", "3", "true", "false", "none", "{}", "me", "self", "atomic", "skip;", "ghost ", "private ", "percpu ",
        "default ", "may ", "!", "+ 1", "- 1", "?", "set ", "queue(2) ", "[0..1] ", "if (true) ", "loop ", "irqs_off ", "return;",
        "break;", "await ", "any ", "all ", "ref ", "@0", "when false ", "on me ", "for self_: Thread ", "== none", "wraps",
    ];

    /// <param name="text">What is changed.</param>
    /// <param name="pool">Lines that may be put in.</param>
    public string Of(string text, string[] pool) => Edits.Aggregate(text, (changed, edit) => Apply(changed, edit, pool));

    private static string Apply(string text, Edit edit, string[] pool)
    {
        if (edit.Kind < FirstOfWords || text.Length == 0)
        {
            return MutatedText.Apply(text, edit);
        }

        var words = Word().Matches(text);
        var lines = text.Split('\n').ToList();
        var (first, second) = (edit.First % lines.Count, edit.Second % lines.Count);
        switch ((edit.Kind - FirstOfWords) % KindsOfWords)
        {
            case 0 or 1 when words.Count > 0:
                // One name or number in place of another one.
                var (old, other) = (words[edit.First % words.Count], words[edit.Second % words.Count]);
                return text[..old.Index] + other.Value + text[(old.Index + old.Length)..];
            case 2 when words.Count > 0:
                var place = words[edit.First % words.Count];
                var at = edit.Length % 2 == 0 ? place.Index : place.Index + place.Length;
                return text.Insert(at, $" {Words[edit.Second % Words.Length]} ");
            case 3:
                lines.RemoveAt(first);
                return string.Join('\n', lines);
            case 4:
                lines.Insert(first, lines[second]);
                return string.Join('\n', lines);
            case 5:
                lines.Insert(first, pool[edit.Second % pool.Length]);
                return string.Join('\n', lines);
            default:
                (lines[first], lines[second]) = (lines[second], lines[first]);
                return string.Join('\n', lines);
        }
    }

    [GeneratedRegex("[A-Za-z_][A-Za-z0-9_]*|[0-9]+")]
    private static partial Regex Word();
}

/// <summary>Draws changes of models.</summary>
public static class ModelMutations
{
    public static Arbitrary<ModelMutation> Mutations()
    {
        var edits =
            from kind in Gen.Frequency(
                (1, Gen.Choose(0, 5)),
                (4, Gen.Choose(ModelMutation.FirstOfWords, ModelMutation.FirstOfWords + ModelMutation.KindsOfWords - 1)))
            from first in Gen.Choose(0, 1_000_000)
            from second in Gen.Choose(0, 1_000_000)
            from length in Gen.Choose(1, 12)
            select new Edit(kind, first, second, length);
        var mutations =
            from seed in Gen.Choose(0, 1_000_000)
            from count in Gen.Frequency((5, Gen.Constant(1)), (3, Gen.Constant(2)), (2, Gen.Choose(3, 6)))
            from list in Gen.ArrayOf(edits, count)
            select new ModelMutation(seed, list);
        return Arb.From(mutations, Shrink);
    }

    private static IEnumerable<ModelMutation> Shrink(ModelMutation mutation) =>
        Enumerable.Range(0, mutation.Edits.Length)
            .Select(left => mutation with { Edits = [.. mutation.Edits.Where((_, index) => index != left)] });
}
