using Explorer.Machines.Expressions;
using Explorer.Machines.Types;

namespace Explorer.Compilation.Emit;

/// <summary>
/// Scalars that are known when compiling: literals, bound names in unrolled loops, and the logic and comparisons that
/// follow from them. Arithmetic is left to the compiler of the runtime, which sees the same constants.
/// </summary>
internal static class ConstantFolding
{
    /// <summary>The value as it is on the stack; null if it is not known or is in memory.</summary>
    public static long? Value(Expression expression, MethodScope scope) => expression switch
    {
        Literal e => scope.EncodingOf(e.Type).IsScalar ? scope.OnStack(e.Type, e.Value) : null,
        LocalRead e => scope.Constant(e.Local),
        Unary { Kind: UnaryKind.Not } e => Value(e.Operand, scope) is { } value ? 1 - value : null,
        Unary { Kind: UnaryKind.CheckRange } e => InRange((IntType)e.Type, Value(e.Operand, scope)),
        Binary { Kind: BinaryKind.And } e => And(Value(e.Left, scope), () => Value(e.Right, scope)),
        Binary { Kind: BinaryKind.Or } e => Not(And(Not(Value(e.Left, scope)), () => Not(Value(e.Right, scope)))),
        Binary { Kind: BinaryKind.Implies } e => Not(And(Value(e.Left, scope), () => Not(Value(e.Right, scope)))),
        Binary e => Value(e.Left, scope) is { } left && Value(e.Right, scope) is { } right ? Compare(e.Kind, left, right) : null,
        Conditional e => Value(e.Condition, scope) switch { null => null, 0 => Value(e.WhenFalse, scope), _ => Value(e.WhenTrue, scope) },
        AtLocation e => At(e, scope),
        _ => null,
    };

    // False on the left is enough; true on the right is not: the left may still meet a fault or be false.
    private static long? And(long? left, System.Func<long?> right) => left switch
    {
        0 => 0,
        null => null,
        _ => right(),
    };

    private static long? Not(long? value) => value is { } v ? 1 - v : null;

    private static long? InRange(IntType type, long? value) =>
        value is { } v && type.Low <= v && v <= type.High ? v : null;

    private static long? Compare(BinaryKind kind, long left, long right) => kind switch
    {
        BinaryKind.Equal => left == right ? 1 : 0,
        BinaryKind.NotEqual => left != right ? 1 : 0,
        BinaryKind.Less => left < right ? 1 : 0,
        BinaryKind.LessOrEqual => left <= right ? 1 : 0,
        BinaryKind.Greater => left > right ? 1 : 0,
        BinaryKind.GreaterOrEqual => left >= right ? 1 : 0,
        _ => null,
    };

    private static long? At(AtLocation e, MethodScope scope)
    {
        var machine = scope.Context.Model.Machines[e.Machine];
        return scope.Layout.OfLocation(e.Machine) is not null
            ? null
            : e.Locations.Contains(machine.Locations.IsEmpty ? -1 : 0) ? 1 : 0;
    }
}
