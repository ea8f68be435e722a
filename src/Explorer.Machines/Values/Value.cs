using System;
using System.Collections.Immutable;
using System.Linq;

namespace Explorer.Machines.Values;

using Explorer.Machines.Types;

/// <summary>A value of the model language, immutable; equal values are equal. Used where speed does not matter: the
/// interpreter, traces, exports.</summary>
public abstract record Value
{
    /// <summary>The value as it is shown in traces and could be written in a model.</summary>
    public abstract string Display { get; }

    public sealed override string ToString() => Display;

    private protected static bool Same(ImmutableArray<Value> left, ImmutableArray<Value> right) =>
        left.AsSpan().SequenceEqual(right.AsSpan());

    private protected static int Hash(ImmutableArray<Value> parts)
    {
        var hash = 17;
        foreach (var part in parts)
        {
            hash = unchecked((hash * 31) + part.GetHashCode());
        }

        return hash;
    }
}

public sealed record BoolValue(bool IsTrue) : Value
{
    public static BoolValue True { get; } = new(true);

    public static BoolValue False { get; } = new(false);

    public static BoolValue Of(bool value) => value ? True : False;

    public override string Display => IsTrue ? "true" : "false";
}

public sealed record IntValue(long Number) : Value
{
    public override string Display => Number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>Identity `Index` of a type, from 0; -1 is the mark of a local that is not live.</summary>
public sealed record IdentityValue(IdentityType Type, int Index) : Value
{
    public override string Display => Index < 0 ? "-" : Type.NameOf(Index);
}

/// <summary>Variant number `Variant` with the values of its fields.</summary>
public sealed record EnumValue(EnumType Type, int Variant, ImmutableArray<Value> Fields) : Value
{
    public override string Display
    {
        get
        {
            var variant = Type.Variants[Variant];
            return Fields.IsEmpty
                ? variant.Name
                : $"{variant.Name}({string.Join(", ", variant.Fields.Select((f, i) => $"{f.Name}: {Fields[i].Display}"))})";
        }
    }

    public bool Equals(EnumValue? other) =>
        other is not null && Type == other.Type && Variant == other.Variant && Same(Fields, other.Fields);

    public override int GetHashCode() => unchecked((Variant * 31) + Hash(Fields));
}

public sealed record StructValue(StructType Type, ImmutableArray<Value> Fields) : Value
{
    public override string Display =>
        $"{{{string.Join(", ", Type.Fields.Select((f, i) => $"{f.Name}: {Fields[i].Display}"))}}}";

    public bool Equals(StructValue? other) => other is not null && Type == other.Type && Same(Fields, other.Fields);

    public override int GetHashCode() => Hash(Fields);
}

/// <summary>`none` (Content is null) or a value of a `T?`.</summary>
public sealed record OptionValue(OptionType Type, Value? Content) : Value
{
    public override string Display => Content?.Display ?? "none";
}

/// <summary>One element for each value of the index type, in its order.</summary>
public sealed record ArrayValue(ArrayType Type, ImmutableArray<Value> Elements) : Value
{
    public override string Display => $"[{string.Join(", ", Elements.Select(e => e.Display))}]";

    public bool Equals(ArrayValue? other) => other is not null && Type == other.Type && Same(Elements, other.Elements);

    public override int GetHashCode() => Hash(Elements);
}

/// <summary>Bit i of `Mask`: the i-th value of the element type is in the set.</summary>
public sealed record SetValue(SetType Type, ulong Mask) : Value
{
    public override string Display
    {
        get
        {
            var mask = Mask;
            var names = Enumerable.Range(0, 64).Where(i => (mask >> i & 1) != 0)
                .Select(i => ValueOrder.At(Type.Element, i).Display);
            return $"{{{string.Join(", ", names)}}}";
        }
    }
}

/// <summary>The waiting values, the oldest first.</summary>
public sealed record QueueValue(QueueType Type, ImmutableArray<Value> Elements) : Value
{
    public override string Display => $"<{string.Join(", ", Elements.Select(e => e.Display))}>";

    public bool Equals(QueueValue? other) => other is not null && Type == other.Type && Same(Elements, other.Elements);

    public override int GetHashCode() => Hash(Elements);
}
