using System.Collections.Generic;
using Explorer.Language.Syntax;

namespace Explorer.Language.Parsing;

/// <summary>The operators between two operands, from loose to tight; `is` and `at` belong to the comparisons.</summary>
internal static class OperatorTable
{
    public const int ImpliesLevel = 1;
    public const int ComparisonLevel = 4;
    public const int AdditiveLevel = 7;

    private static readonly Dictionary<string, (BinaryOperator Operator, int Level)> Operators =
        new Dictionary<string, (BinaryOperator, int)>
        {
            ["=>"] = (BinaryOperator.Implies, ImpliesLevel),
            ["||"] = (BinaryOperator.Or, 2),
            ["&&"] = (BinaryOperator.And, 3),
            ["=="] = (BinaryOperator.Equal, ComparisonLevel),
            ["!="] = (BinaryOperator.NotEqual, ComparisonLevel),
            ["<"] = (BinaryOperator.Less, ComparisonLevel),
            ["<="] = (BinaryOperator.LessOrEqual, ComparisonLevel),
            [">"] = (BinaryOperator.Greater, ComparisonLevel),
            [">="] = (BinaryOperator.GreaterOrEqual, ComparisonLevel),
            ["in"] = (BinaryOperator.In, ComparisonLevel),
            ["|"] = (BinaryOperator.Union, 5),
            ["&"] = (BinaryOperator.Intersect, 6),
            ["+"] = (BinaryOperator.Add, AdditiveLevel),
            ["-"] = (BinaryOperator.Subtract, AdditiveLevel),
            ["*"] = (BinaryOperator.Multiply, 8),
            ["/"] = (BinaryOperator.Divide, 8),
            ["%"] = (BinaryOperator.Remainder, 8),
        };

    /// <summary>The level of an operator, else 0; to be asked behind an operand, for `at` may be a name.</summary>
    public static int LevelOf(Token token) =>
        token.Is("is") || token.Is("at") ? ComparisonLevel
        : token.Kind != TokenKind.Text && Operators.TryGetValue(token.Text, out var entry) ? entry.Level
        : 0;

    public static BinaryOperator OperatorOf(Token token) => Operators[token.Text].Operator;
}
