using System.Collections.Generic;
using System.Linq;
using Explorer.Compilation.Layout;
using Explorer.Machines;
using Explorer.Machines.Analysis;
using Explorer.Machines.Expressions;
using Explorer.Machines.Types;
using Explorer.Machines.Values;

namespace Explorer.Compilation.Analysis;

/// <summary>A range of bits within one word of the state.</summary>
internal sealed record BitRange(int Word, int Low, int High)
{
    public int Length => High - Low;

    public bool Contains(BitRange other) => Word == other.Word && Low <= other.Low && other.High <= High;

    public bool Overlaps(BitRange other) => Word == other.Word && Low < other.High && other.Low < High;

    /// <summary>The smallest range with both; null if they are in different words.</summary>
    public BitRange? Union(BitRange other) => Word == other.Word
        ? new BitRange(Word, System.Math.Min(Low, other.Low), System.Math.Max(High, other.High))
        : null;
}

/// <summary>Which bits of the state an expression reads. Elements at constant indices are themselves; at any other index
/// they are the whole array.</summary>
internal sealed class BitSupport(MachineModel model, StateLayout layout)
{
    /// <summary>The smallest range with all bits that it reads, at least one bit; null if they are in several words, or it reads a local of the
    /// machine that runs.</summary>
    public BitRange? Of(Expression expression)
    {
        var bound = BoundIn(expression);
        var slots = new List<Slot>();
        if (!Collect(expression, slots, bound))
        {
            return null;
        }

        BitRange? range = null;
        foreach (var slot in slots)
        {
            if (slot.Shift + slot.Width > 64)
            {
                return null;
            }

            var next = new BitRange(slot.Word, slot.Shift, slot.Shift + slot.Width);
            range = range is null || range.Length == 0 ? next : slot.Width == 0 ? range : range.Union(next);
            if (range is null)
            {
                return null;
            }
        }

        // What reads no bits is the same for whatever bit.
        return range is { Length: > 0 } ? range : new BitRange(0, 0, 1);
    }

    private static HashSet<Local> BoundIn(Expression expression)
    {
        var bound = new HashSet<Local>();
        foreach (var part in ExpressionTree.SelfAndDescendants(expression))
        {
            if (ExpressionTree.BoundBy(part) is { } local)
            {
                bound.Add(local);
            }
        }

        return bound;
    }

    private bool Collect(Expression expression, List<Slot> slots, HashSet<Local> bound)
    {
        if (Static(expression) is { } slot)
        {
            slots.Add(slot);
            return true;
        }

        switch (expression)
        {
            case LocalRead e:
                return bound.Contains(e.Local);
            case AtLocation e:
                AddLocation(e.Machine, slots);
                return true;
            case OtherLocalRead e:
                AddLocation(e.Machine, slots);
                slots.Add(layout.OfLocal(e.Machine, model.Machines[e.Machine].Locals.IndexOf(e.Local)));
                return true;
            default:
                return ExpressionTree.Children(expression).All(child => Collect(child, slots, bound));
        }
    }

    private void AddLocation(int machine, List<Slot> slots)
    {
        if (layout.OfLocation(machine) is { } slot)
        {
            slots.Add(slot);
        }
    }

    /// <summary>Where a variable or a part of one lies, if it is at a known place; null for other expressions.</summary>
    public Slot? Static(Expression expression) => expression switch
    {
        VariableRead e => layout.OfVariable(e.Variable),
        ElementRead { Index: Literal index } e when Static(e.Array) is { Encoding: ArrayEncoding array } whole =>
            Element(whole, array, index.Value),
        FieldRead e when Static(e.Operand) is { Encoding: RecordEncoding record } whole =>
            Within(whole, record.Variants[0][e.Field]),
        _ => null,
    };

    public static Slot? Element(Slot whole, ArrayEncoding array, Value index)
    {
        var type = (ArrayType)array.Type;
        var ordinal = (type.Index, index) switch
        {
            (IntType t, IntValue v) => v.Number >= t.Low && v.Number <= t.High ? v.Number - t.Low : -1,
            (_, IdentityValue v) => v.Index,
            _ => ValueOrder.Of(type.Index, index),
        };
        return ordinal < 0 ? null : Within(whole, array.Run.At((int)ordinal));
    }

    public static Slot Within(Slot whole, Slot part) => new(whole.Word + part.Word, whole.Shift + part.Shift, part.Encoding);
}
