using System;
using System.Linq;
using FsCheck;
using FsCheck.Fluent;

namespace Explorer.Language.Tests.Parsing;

/// <summary>The text of an expression, by the grammar.</summary>
public sealed record ExpressionText(string Text)
{
    public override string ToString() => Text;
}

/// <summary>Draws expressions with as few parentheses as the grammar permits, so that precedence matters.</summary>
public static class ExpressionTexts
{
    private static readonly string[][] Levels =
    [
        ["||"], ["&&"], ["==", "!=", "<", "<=", ">", ">=", "in"], ["|"], ["&"], ["+", "-"], ["*", "/", "%"],
    ];

    private static readonly string[] Atoms =
        ["a", "b", "count", "at", "1", "true", "none", "me", "self", "{}", "(all T)", "(all 0..3)", "x@k", "x@me"];

    private static readonly string[] Quantifiers =
        ["forall x: T: ", "exists x: T, y: 0..3: ", "count x: T: ", "the x: T?: "];

    public static Arbitrary<ExpressionText> Texts() =>
        Gen.Sized(size => Whole(size / 2)).Select(text => new ExpressionText(text)).ToArbitrary();

    private static Gen<string> Whole(int size) => size <= 0
        ? Gen.Elements(Atoms)
        : Draw(
            () => Level(0, size),
            () => Level(0, size),
            () => Join(Level(0, size / 2), " => ", Level(0, size / 2)),
            () => Join(Level(0, size / 3), " ? ", Whole(size / 3), " : ", Whole(size / 3)),
            () => Join(Gen.Elements(Quantifiers), Whole(size - 1)));

    private static Gen<string> Level(int level, int size) => level == Levels.Length || size <= 1
        ? Unary(size)
        : Draw(
            () => Level(level + 1, size),
            () => Join(Level(level + 1, size / 2), " ", Gen.Elements(Levels[level]), " ", Level(level + 1, size / 2)));

    private static Gen<string> Unary(int size) => Draw(
        () => Postfix(size),
        () => Postfix(size),
        () => Join("!", Postfix(size - 1)),
        () => Join("-", Postfix(size - 1)));

    private static Gen<string> Postfix(int size) => size <= 0
        ? Gen.Elements(Atoms)
        : Draw(
            () => Gen.Elements(Atoms),
            () => Join(Postfix(size - 1), ".f"),
            () => Join(Postfix(size / 2), "[", Whole(size / 2), "]"),
            () => Join(Postfix(size / 2), " with { f: ", Whole(size / 2), " }"),
            () => Join("(", Whole(size - 1), ")"),
            () => Join("|(", Whole(size - 1), ")|"),
            () => Join("f(", Whole(size / 2), ", g: ", Whole(size / 2), ")"),
            () => Join("P { f: ", Whole(size / 2), " }"),
            () => Join("{", Whole(size / 2), ", ", Whole(size / 2), "}"),
            () => Join("{ x: T where ", Whole(size - 1), " }"),
            () => Join("[i: 0..3: ", Whole(size - 1), "]"),
            () => Join("x@(", Whole(size - 1), ")"));

    // The alternatives are made when drawn: together they would be exponentially many.
    private static Gen<string> Draw(params Func<Gen<string>>[] alternatives) =>
        Gen.Choose(0, alternatives.Length - 1).SelectMany(index => alternatives[index]());

    private static Gen<string> Join(params object[] parts) => parts
        .Select(part => part as Gen<string> ?? Gen.Constant((string)part))
        .Aggregate((left, right) => left.SelectMany(_ => right, (start, end) => start + end));
}
