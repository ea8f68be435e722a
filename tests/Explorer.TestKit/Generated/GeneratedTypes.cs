using System.Collections.Immutable;
using System.Linq;
using System.Numerics;
using Explorer.Machines.Types;
using Explorer.Machines.Values;

namespace Explorer.TestKit.Generated;

/// <summary>Random types of one model, and random values of them. The named types (identities, enums, structs) are made
/// once for a model and used many times.</summary>
internal sealed class GeneratedTypes
{
    /// <summary>Most values of a type over which is chosen or quantified, so that outcomes stay few.</summary>
    public const int Small = 6;

    private readonly Draws _draws;
    private readonly ImmutableArray<ModelType> _named;
    private readonly StructType _withGhost;

    public GeneratedTypes(Draws draws)
    {
        _draws = draws;
        ModelType page = new IdentityType("Page", "page", draws.Between(1, 3), []);
        ModelType cpu = new IdentityType("Cpu", "CPU", draws.Between(2, 3), ["reader"]);
        ModelType plain = new EnumType("Mode", [new("idle", []), new("busy", []), new("gone", [])]);
        _named = [page, cpu, plain];
        var x = new FieldInfo("x", Scalar(), IsGhost: false);
        ModelType entry = new EnumType(
            "Entry", [new("empty", []), new("map", [x, new("w", Scalar(), false)]), new("swap", [new("at", Scalar(), false), x])]);
        ModelType boxed = new EnumType("Boxed", [new("only", [new("content", Any(1), false)])]);
        ModelType pte = new StructType("Pte", [new("frame", Scalar(), false), new("young", BoolType.Instance, false)]);
        ModelType deep = new StructType("Folio", [new("map", Any(1), false), new("next", Flat(1), false)]);
        _named = [page, cpu, plain, entry, boxed, pte, deep, .. _named];
        _withGhost = new StructType("Oracle", [new("seen", Scalar(), false), new("history", Flat(1), IsGhost: true)]);
    }

    public ImmutableArray<IdentityType> Identities => [.. _named.OfType<IdentityType>().Distinct()];

    public ImmutableArray<EnumType> Enums => [.. _named.OfType<EnumType>().Distinct()];

    /// <summary>Of a variable.</summary>
    public ModelType OfVariable() => _draws.OneOf<ModelType>((30, () => Any(2)), (3, Large), (1, () => _withGhost));

    /// <summary>Of a local or of any expression.</summary>
    public ModelType OfLocal() => _draws.OneOf<ModelType>((6, () => Flat(1)), (3, () => Any(1)), (1, () => IntType.Unbounded));

    /// <summary>Few values with an order: for choices, quantifiers, set elements and indices.</summary>
    public ModelType Ordered() => AtMost(Small);

    /// <summary>At most so many values with an order.</summary>
    public ModelType AtMost(int count)
    {
        ModelType type;
        do
        {
            type = Flat(1);
        }
        while (type.Cardinality > count);
        return type;
    }

    public IntType Integer() => _draws.OneOf<IntType>(
        (10, () => Range(_draws.Between(-3, 2), _draws.Between(1, 5))),
        (1, () => Range(_draws.Between(-100, 100), 1000)),
        (1, () => Range(-5_000_000_000, 1L << 40)),
        (1, () => Range(-(1L << 61), 1L << 62)));

    public Value ValueOf(ModelType type) => type switch
    {
        IntType { IsUnbounded: true } => new IntValue(Number()),
        ArrayType t => new ArrayValue(t, [.. Enumerable.Range(0, t.Length).Select(_ => ValueOf(t.Element))]),
        QueueType t => new QueueValue(t, [.. Enumerable.Range(0, _draws.Between(0, t.Capacity)).Select(_ => ValueOf(t.Element))]),
        StructType t => new StructValue(t, [.. t.Fields.Select(f => ValueOf(f.Type))]),
        EnumType t => Variant(t, _draws.Below(t.Variants.Length)),
        OptionType t => new OptionValue(t, _draws.Chance(30) ? null : ValueOf(t.Element)),
        SetType t => new SetValue(t, (ulong)_draws.Below(long.MaxValue) & Mask(t)),
        _ => ValueOrder.At(type, _draws.Below((long)type.Cardinality)),
    };

    /// <summary>Integers of all sizes, small ones far more often.</summary>
    public long Number() => _draws.OneOf<long>(
        (30, () => _draws.Between(-2, 4)),
        (2, () => _draws.Between(-1000, 1000)),
        (1, () => long.MaxValue - _draws.Below(2)),
        (1, () => long.MinValue + _draws.Below(2)));

    private EnumValue Variant(EnumType type, int variant) =>
        new(type, variant, [.. type.Variants[variant].Fields.Select(f => ValueOf(f.Type))]);

    private static ulong Mask(SetType type) => type.Cardinality == BigInteger.One << 64 ? ulong.MaxValue : (ulong)type.Cardinality - 1;

    private IntType Range(long low, long count) => new(low, low + count - 1, _draws.Chance(30));

    /// <summary>A type with an order, that may have many values.</summary>
    private ModelType Flat(int depth) => depth == 0 ? Scalar() : _draws.OneOf<ModelType>(
        (6, Scalar),
        (2, () => new OptionType(Flat(depth - 1))),
        (2, () => Named(ordered: true)),
        (1, () => new SetType(SetElement(4))));

    private ModelType Any(int depth) => depth == 0 ? Flat(1) : _draws.OneOf<ModelType>(
        (5, () => Flat(1)),
        (2, () => new SetType(SetElement(_draws.Chance(10) ? 64 : 8))),
        (2, () => new QueueType(_draws.Between(1, 3), Any(depth - 1))),
        (4, () => new ArrayType(Ordered(), Any(depth - 1))),
        (1, () => new OptionType(Any(depth - 1))),
        (2, () => Named(ordered: false)));

    private ModelType Scalar() => _draws.OneOf<ModelType>(
        (2, () => BoolType.Instance), (4, Integer), (3, () => _draws.Pick(_named.Take(3).ToArray())));

    private ModelType Named(bool ordered)
    {
        var fitting = _named.Where(t => !ordered || (!t.ContainsArray && t.Cardinality <= 1000)).ToArray();
        return _draws.Pick(fitting);
    }

    private ModelType SetElement(int most)
    {
        if (most == 64)
        {
            return Range(-1, _draws.Between(63, 64));
        }

        return AtMost(most);
    }

    /// <summary>Arrays of more than 64 bits, elements of which lie across words.</summary>
    private ArrayType Large() => _draws.OneOf<ArrayType>(
        (2, () => new ArrayType(Range(-1, _draws.Between(14, 30)), Integer())),
        (1, () => new ArrayType(Range(0, 11), new IntType(-3, 50, false))),
        (1, () => new ArrayType(Ordered(), new ArrayType(Range(1, 9), Flat(1)))));
}
