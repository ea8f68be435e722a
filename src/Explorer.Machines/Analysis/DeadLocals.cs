using System.Collections.Immutable;
using System.Linq;
using Explorer.Machines.Expressions;
using Explorer.Machines.Values;

namespace Explorer.Machines.Analysis;

/// <summary>A read of a local of another machine, or of a part of it.</summary>
/// <param name="Root">The local.</param>
/// <param name="Value">What the read gives while the local is not live.</param>
public sealed record DeadLocal(OtherLocalRead Root, Value Value);

/// <summary>
/// Reads of locals of other machines, and of fields and elements of them, where the local is not live: then it has its
/// default, in which identities are marks that no encoding has room for.
/// </summary>
public static class DeadLocals
{
    /// <summary>Null if the expression is no such read, or if nothing in the default is a mark.</summary>
    public static DeadLocal? Marked(Expression expression) =>
        IfDead(expression) is { } dead && HasMark(dead.Value) ? dead : null;

    /// <summary>The condition that the local is live.</summary>
    public static AtLocation IsLive(MachineModel model, OtherLocalRead read)
    {
        var live = ImmutableArray.CreateBuilder<int>();
        foreach (var location in model.Machines[read.Machine].Locations)
        {
            if (location.Live.Contains(read.Local))
            {
                live.Add(location.Index);
            }
        }

        return new AtLocation(read.Machine, live.ToImmutable(), read.Span);
    }

    // Every element of an array's default is the same, whatever the index.
    private static DeadLocal? IfDead(Expression expression) => expression switch
    {
        OtherLocalRead e => new DeadLocal(e, ValueOrder.Default(e.Type)),
        FieldRead e => IfDead(e.Operand) is { Value: StructValue v } dead ? dead with { Value = v.Fields[e.Field] } : null,
        ElementRead e => IfDead(e.Array) is { Value: ArrayValue v } dead ? dead with { Value = v.Elements[0] } : null,
        VariantFieldRead e => IfDead(e.Operand) is { Value: EnumValue v } dead ? Field(dead, v, e.Fields) : null,
        _ => null,
    };

    private static DeadLocal? Field(DeadLocal dead, EnumValue value, ImmutableArray<(int Variant, int Field)> fields)
    {
        foreach (var (variant, field) in fields)
        {
            if (variant == value.Variant)
            {
                return dead with { Value = value.Fields[field] };
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
