using Explorer.Machines.Expressions;
using Explorer.Machines.Printing;

namespace Explorer.Language.Tests.Binding;

/// <summary>An expression as text, with what no model writes: coercions, each with its type or kind.</summary>
internal static class ExpressionShape
{
    public static string Of(Expression expression) => expression switch
    {
        Unary { Kind: UnaryKind.CheckRange } e => $"check {e.Type}({Of(e.Operand)})",
        Unary { Kind: UnaryKind.Wrap } e => $"wrap {e.Type}({Of(e.Operand)})",
        Unary { Kind: UnaryKind.Some or UnaryKind.Unwrap or UnaryKind.Fill } e => $"{e.Kind}({Of(e.Operand)})",
        Conditional e => $"{Of(e.Condition)} ? {Of(e.WhenTrue)} : {Of(e.WhenFalse)}",
        Binary { Kind: BinaryKind.Equal } e => $"{Of(e.Left)} == {Of(e.Right)}",
        _ => new ExpressionPrinter().Print(expression),
    };
}
