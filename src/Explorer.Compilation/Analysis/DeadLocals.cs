using System.Collections.Immutable;
using System.Linq;
using Explorer.Machines;
using Explorer.Machines.Expressions;
using Explorer.Machines.Values;

namespace Explorer.Compilation.Analysis;

/// <summary>
/// Reads of locals of other machines, and of fields and elements of them, where the local is not live: then it has its
/// default, in which identities are marks that no encoding has room for.
/// </summary>
internal static class DeadLocals
{
    /// <summary>The local that such an expression reads and what it gives while the local is not live; null if it is no
    /// such expression, or if nothing in that is a mark.</summary>
    public static (OtherLocalRead Root, Value Value)? Marked(Expression expression) =>
        IfDead(expression) is { } dead && HasMark(dead.Value) ? dead : null;

    /// <summary>The condition that the local is live.</summary>
    public static AtLocation IsLive(MachineModel model, OtherLocalRead read)
    {
        var live = model.Machines[read.Machine].Locations.Where(l => l.Live.Contains(read.Local)).Select(l => l.Index);
        return new AtLocation(read.Machine, [.. live], read.Span);
    }

    // Every element of an array's default is the same, whatever the index.
    private static (OtherLocalRead Root, Value Value)? IfDead(Expression expression) => expression switch
    {
        OtherLocalRead e => (e, ValueOrder.Default(e.Type)),
        FieldRead e => IfDead(e.Operand) is (var root, StructValue v) ? (root, v.Fields[e.Field]) : null,
        ElementRead e => IfDead(e.Array) is (var root, ArrayValue v) ? (root, v.Elements[0]) : null,
        VariantFieldRead e => IfDead(e.Operand) is (var root, EnumValue v) ? Field(root, v, e.Fields) : null,
        _ => null,
    };

    private static (OtherLocalRead Root, Value Value)? Field(
        OtherLocalRead root, EnumValue value, ImmutableArray<(int Variant, int Field)> fields)
    {
        foreach (var (variant, field) in fields)
        {
            if (variant == value.Variant)
            {
                return (root, value.Fields[field]);
            }
        }

        return null;
    }

    private static bool HasMark(Value value) => value switch
    {
        IdentityValue v => v.Index < 0,
        StructValue v => v.Fields.Any(HasMark),
        EnumValue v => v.Fields.Any(HasMark),
        ArrayValue v => v.Elements.Any(HasMark),
        _ => false,
    };
}
