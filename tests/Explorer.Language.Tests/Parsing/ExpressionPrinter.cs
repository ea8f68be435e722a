using System;
using System.Collections.Generic;
using System.Linq;
using Explorer.Language.Syntax;

namespace Explorer.Language.Tests.Parsing;

/// <summary>Writes an expression with parentheses around every operator, so that no precedence matters.</summary>
internal static class ExpressionPrinter
{
    private static readonly Dictionary<BinaryOperator, string> Symbols = new()
    {
        [BinaryOperator.Implies] = "=>",
        [BinaryOperator.Or] = "||",
        [BinaryOperator.And] = "&&",
        [BinaryOperator.Equal] = "==",
        [BinaryOperator.NotEqual] = "!=",
        [BinaryOperator.Less] = "<",
        [BinaryOperator.LessOrEqual] = "<=",
        [BinaryOperator.Greater] = ">",
        [BinaryOperator.GreaterOrEqual] = ">=",
        [BinaryOperator.In] = "in",
        [BinaryOperator.Union] = "|",
        [BinaryOperator.Intersect] = "&",
        [BinaryOperator.Add] = "+",
        [BinaryOperator.Subtract] = "-",
        [BinaryOperator.Multiply] = "*",
        [BinaryOperator.Divide] = "/",
        [BinaryOperator.Remainder] = "%",
    };

    public static string Print(ExpressionSyntax expression) => expression switch
    {
        UnarySyntax unary => $"({(unary.Operator == UnaryOperator.Not ? "!" : "-")}({Print(unary.Operand)}))",
        BinarySyntax binary => $"({Print(binary.Left)} {Symbols[binary.Operator]} {Print(binary.Right)})",
        ConditionalSyntax choice =>
            $"({Print(choice.Condition)} ? {Print(choice.WhenTrue)} : {Print(choice.WhenFalse)})",
        IsSyntax test => $"({Print(test.Operand)} is {test.Variant.Text})",
        AtLabelSyntax place => $"({Print(place.Thread)} at {place.Label.Text})",
        FieldSyntax field => $"({Print(field.Operand)}).{field.Field.Text}",
        IndexSyntax index => $"({Print(index.Operand)})[{Print(index.Index)}]",
        WithSyntax update => $"({Print(update.Operand)}) with {{ {Print(update.Fields)} }}",
        _ => PrintOperand(expression),
    };

    private static string PrintOperand(ExpressionSyntax expression) => expression switch
    {
        AtCpuSyntax other => $"{other.Variable.Text}@({Print(other.Cpu)})",
        CallSyntax call => $"{call.Name.Text}({string.Join(", ", call.Arguments.Select(Print))})",
        StructLiteralSyntax literal => $"{literal.Type.Text} {{ {Print(literal.Fields)} }}",
        SetLiteralSyntax set => $"{{{string.Join(", ", set.Elements.Select(Print))}}}",
        SetComprehensionSyntax set => $"{{ {Print(set.Binder)} where {Print(set.Condition)} }}",
        ArrayComprehensionSyntax array => $"[{Print(array.Binder)}: {Print(array.Body)}]",
        CardinalitySyntax size => $"|({Print(size.Operand)})|",
        QuantifiedSyntax quantified => $"({Print(quantified.Quantifier)} "
            + $"{string.Join(", ", quantified.Binders.Select(Print))}: {Print(quantified.Body)})",
        _ => expression.Span.Text,
    };

    private static string Print(IEnumerable<FieldValueSyntax> fields) =>
        string.Join(", ", fields.Select(field => $"{field.Name.Text}: {Print(field.Value)}"));

    private static string Print(ArgumentSyntax argument) =>
        (argument.Name is null ? "" : argument.Name.Text + ": ") + Print(argument.Value);

    private static string Print(BinderSyntax binder) => $"{binder.Name.Text}: {binder.Type.Span.Text}";

    private static string Print(Quantifier quantifier) => quantifier switch
    {
        Quantifier.ForAll => "forall",
        Quantifier.Exists => "exists",
        Quantifier.Count => "count",
        Quantifier.The => "the",
        _ => throw new ArgumentOutOfRangeException(nameof(quantifier)),
    };
}
