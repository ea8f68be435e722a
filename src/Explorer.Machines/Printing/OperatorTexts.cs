using Explorer.Machines.Expressions;

namespace Explorer.Machines.Printing;

/// <summary>How tightly the operators of the model language bind, from loose to tight.</summary>
internal static class OperatorTexts
{
    public const int Loosest = 0;
    public const int Implies = 1;
    public const int Or = 2;
    public const int Comparison = 4;
    public const int Intersection = 6;
    public const int Additive = 7;
    public const int Multiplicative = 8;
    public const int Prefix = 9;
    public const int Postfix = 10;
    public const int Alone = 11;

    private const int And = 3;

    /// <summary>Sign and tightness; a level of Alone for what is written as a call.</summary>
    public static (string Sign, int Level) Of(BinaryKind kind) => kind switch
    {
        BinaryKind.Implies => ("=>", Implies),
        BinaryKind.Or => ("||", Or),
        BinaryKind.And => ("&&", And),
        BinaryKind.Add or BinaryKind.Union => ("+", Additive),
        BinaryKind.Subtract or BinaryKind.Difference => ("-", Additive),
        BinaryKind.Intersect => ("&", Intersection),
        BinaryKind.Multiply => ("*", Multiplicative),
        BinaryKind.Divide => ("/", Multiplicative),
        BinaryKind.Remainder => ("%", Multiplicative),
        BinaryKind.Min => ("min", Alone),
        BinaryKind.Max => ("max", Alone),
        BinaryKind.QueuePush => ("push", Alone),
        _ => (Compared(kind), Comparison),
    };

    private static string Compared(BinaryKind kind) => kind switch
    {
        BinaryKind.Equal => "==",
        BinaryKind.NotEqual => "!=",
        BinaryKind.Less => "<",
        BinaryKind.LessOrEqual => "<=",
        BinaryKind.Greater => ">",
        BinaryKind.GreaterOrEqual => ">=",
        _ => "in",
    };
}
