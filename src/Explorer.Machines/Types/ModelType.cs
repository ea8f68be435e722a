using System.Collections.Immutable;
using System.Linq;
using System.Numerics;

namespace Explorer.Machines.Types;

/// <summary>
/// A type of the model language. Identity, enum and struct types are nominal (equal only to themselves); the others
/// are equal if their parts are. Every type but the unbounded integer and arrays or queues has an order: values are
/// numbered from 0 (<see cref="Values.ValueOrder"/>), in which choices and quantifiers go through them.
/// </summary>
public abstract record ModelType
{
    /// <summary>How many values the type has.</summary>
    public abstract BigInteger Cardinality { get; }

    /// <summary>The type as it would be written in a model.</summary>
    public abstract string Display { get; }

    /// <summary>True if a value of the type contains an identity.</summary>
    public virtual bool ContainsIdentity => false;

    /// <summary>True if a value of the type contains an array or a queue: reading it is more than one access.</summary>
    public virtual bool ContainsArray => false;

    public sealed override string ToString() => Display;
}

public sealed record BoolType : ModelType
{
    public static BoolType Instance { get; } = new();

    public override BigInteger Cardinality => 2;

    public override string Display => "bool";
}

/// <summary>Integers of 64 bits in Low..High, inclusive. `Wraps`: assignments wrap instead of leaving the range.</summary>
public sealed record IntType(long Low, long High, bool Wraps) : ModelType
{
    /// <summary>The type of arithmetic: all integers of 64 bits.</summary>
    public static IntType Unbounded { get; } = new(long.MinValue, long.MaxValue, false);

    public bool IsUnbounded => Low == long.MinValue && High == long.MaxValue;

    public override BigInteger Cardinality => (BigInteger)High - Low + 1;

    public override string Display => IsUnbounded ? "integer" : $"{Low}..{High}{(Wraps ? " wraps" : "")}";
}

/// <summary>`id(N)`: identities 0..N-1, the first ones named. Nothing tells unnamed ones apart.</summary>
public sealed record IdentityType(string Name, string Prefix, int Size, ImmutableArray<string> Named) : ModelType
{
    public override BigInteger Cardinality => Size;

    public override string Display => Name;

    public override bool ContainsIdentity => true;

    /// <summary>How identity `index` is shown: its name, or the prefix and the index.</summary>
    public string NameOf(int index)
    {
        if (index < Named.Length)
        {
            return Named[index];
        }

        // A named one may have the very name that would come next.
        var name = $"{Prefix}{index}";
        return Named.Contains(name) ? $"{Prefix}_{index}" : name;
    }

    public bool Equals(IdentityType? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}

/// <summary>A field of a struct or of a variant. Ghost fields are read by properties only.</summary>
public sealed record FieldInfo(string Name, ModelType Type, bool IsGhost);

/// <summary>One variant of an enum, in order; most have no fields.</summary>
public sealed record VariantInfo(string Name, ImmutableArray<FieldInfo> Fields)
{
    public BigInteger Cardinality => Fields.Aggregate(BigInteger.One, (n, f) => n * f.Type.Cardinality);
}

public sealed record EnumType(string Name, ImmutableArray<VariantInfo> Variants) : ModelType
{
    public override BigInteger Cardinality => Variants.Aggregate(BigInteger.Zero, (n, v) => n + v.Cardinality);

    public override string Display => Name;

    public override bool ContainsIdentity => Variants.Any(v => v.Fields.Any(f => f.Type.ContainsIdentity));

    public override bool ContainsArray => Variants.Any(v => v.Fields.Any(f => f.Type.ContainsArray));

    public bool Equals(EnumType? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}

public sealed record StructType(string Name, ImmutableArray<FieldInfo> Fields) : ModelType
{
    public override BigInteger Cardinality => Fields.Aggregate(BigInteger.One, (n, f) => n * f.Type.Cardinality);

    public override string Display => Name;

    public override bool ContainsIdentity => Fields.Any(f => f.Type.ContainsIdentity);

    public override bool ContainsArray => Fields.Any(f => f.Type.ContainsArray);

    public bool Equals(StructType? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}

/// <summary>`T?`: none or a T.</summary>
public sealed record OptionType(ModelType Element) : ModelType
{
    public override BigInteger Cardinality => Element.Cardinality + 1;

    public override string Display => Element.Display + "?";

    public override bool ContainsIdentity => Element.ContainsIdentity;

    public override bool ContainsArray => Element.ContainsArray;
}

/// <summary>`[I] T`: one T for every value of I.</summary>
public sealed record ArrayType(ModelType Index, ModelType Element) : ModelType
{
    /// <summary>Number of elements.</summary>
    public int Length => (int)Index.Cardinality;

    public override BigInteger Cardinality => BigInteger.Pow(Element.Cardinality, Length);

    public override string Display => $"[{Index.Display}] {Element.Display}";

    public override bool ContainsIdentity => Index.ContainsIdentity || Element.ContainsIdentity;

    public override bool ContainsArray => true;
}

/// <summary>`set T`: a subset of the values of T, of which there are at most 64.</summary>
public sealed record SetType(ModelType Element) : ModelType
{
    public override BigInteger Cardinality => BigInteger.One << (int)Element.Cardinality;

    public override string Display => $"set {Element.Display}";

    public override bool ContainsIdentity => Element.ContainsIdentity;

    public override bool ContainsArray => Element.ContainsArray;
}

/// <summary>`queue(N) T`: at most N values of T, first in, first out.</summary>
public sealed record QueueType(int Capacity, ModelType Element) : ModelType
{
    public override BigInteger Cardinality
    {
        get
        {
            var sum = BigInteger.Zero;
            for (var n = 0; n <= Capacity; n++)
            {
                sum += BigInteger.Pow(Element.Cardinality, n);
            }

            return sum;
        }
    }

    public override string Display => $"queue({Capacity}) {Element.Display}";

    public override bool ContainsIdentity => Element.ContainsIdentity;

    public override bool ContainsArray => true;
}
