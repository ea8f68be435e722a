using System.Collections.Immutable;
using System.Linq;
using Explorer.Core.Diagnostics;
using Explorer.Machines;
using Explorer.Machines.Expressions;
using Explorer.Machines.Nodes;
using Explorer.Machines.Types;
using Explorer.Machines.Values;

namespace Explorer.TestKit;

/// <summary>Short words for expressions, places and nodes, for `using static`. No spans.</summary>
public static class ModelTerms
{
    /// <summary>In a node: go on with the one behind it (<see cref="Sequence"/>).</summary>
    public const int Next = -1;

    public static SourceSpan None => SourceSpan.None;

    public static Expression True => Constant(true);

    public static Expression False => Constant(false);

    public static IntType Range(long low, long high, bool wraps = false) => new(low, high, wraps);

    /// <summary>Identities `name0`, `name1`, …</summary>
    public static IdentityType Identities(string name, int size) => new(name, name, size, []);

    public static FieldInfo Field(string name, ModelType type) => new(name, type, IsGhost: false);

    public static StructType Struct(string name, params FieldInfo[] fields) => new(name, [.. fields]);

    public static VariantInfo Variant(string name, params FieldInfo[] fields) => new(name, [.. fields]);

    public static EnumType Enum(string name, params VariantInfo[] variants) => new(name, [.. variants]);

    public static Expression Constant(bool value) => new Literal(BoolValue.Of(value), BoolType.Instance, None);

    /// <summary>An integer of the type of arithmetic.</summary>
    public static Expression Constant(long value) => new Literal(new IntValue(value), IntType.Unbounded, None);

    public static Expression Constant(ModelType type, Value value) => new Literal(value, type, None);

    /// <summary>Value number `ordinal` of a type.</summary>
    public static Expression ConstantAt(ModelType type, long ordinal) => Constant(type, ValueOrder.At(type, ordinal));

    public static Expression Read(Variable variable) => new VariableRead(variable, None);

    public static Expression Read(Local local) => new LocalRead(local, None);

    public static Expression Not(Expression operand) => new Unary(UnaryKind.Not, operand, BoolType.Instance, None);

    public static Expression CheckRange(IntType type, Expression operand) => new Unary(UnaryKind.CheckRange, operand, type, None);

    public static Expression Wrap(IntType type, Expression operand) => new Unary(UnaryKind.Wrap, operand, type, None);

    public static Expression Unwrap(Expression operand) =>
        new Unary(UnaryKind.Unwrap, operand, ((OptionType)operand.Type).Element, None);

    public static Expression Some(Expression operand) => new Unary(UnaryKind.Some, operand, new OptionType(operand.Type), None);

    public static Expression Unary(UnaryKind kind, Expression operand, ModelType type) => new Unary(kind, operand, type, None);

    /// <summary>Any binary operator but those whose type is that of a set or queue gets its own type; these the left one's.</summary>
    public static Expression Binary(BinaryKind kind, Expression left, Expression right) =>
        new Binary(kind, left, right, TypeOf(kind, left.Type), None);

    public static Expression And(Expression left, Expression right) => Binary(BinaryKind.And, left, right);

    public static Expression Or(Expression left, Expression right) => Binary(BinaryKind.Or, left, right);

    public static Expression Equal(Expression left, Expression right) => Binary(BinaryKind.Equal, left, right);

    public static Expression Less(Expression left, Expression right) => Binary(BinaryKind.Less, left, right);

    public static Expression Add(Expression left, Expression right) => Binary(BinaryKind.Add, left, right);

    public static Expression Element(Expression array, Expression index) =>
        new ElementRead(array, index, ((ArrayType)array.Type).Element, None);

    public static Expression FieldOf(Expression operand, int field) =>
        new FieldRead(operand, field, ((StructType)operand.Type).Fields[field].Type, None);

    public static Expression Quantified(QuantifierKind kind, Local bound, Expression body) => new Quantified(
        kind,
        bound,
        body,
        kind switch
        {
            QuantifierKind.Count => IntType.Unbounded,
            QuantifierKind.The => bound.Type,
            _ => BoolType.Instance,
        },
        None);

    public static Expression At(MachineBuilder machine, params int[] locations) => new AtLocation(machine.Index, [.. locations], None);

    public static Local Local(string name, ModelType type) => new(name, type, None);

    public static Place Place(Variable variable) => new(variable, null, [], variable.Type, None);

    public static Place Place(Local local) => new(null, local, [], local.Type, None);

    public static Place At(this Place place, Expression index) =>
        place.Into(new ElementStep(index), ((ArrayType)place.Type).Element);

    public static Place Field(this Place place, int field) =>
        place.Into(new FieldStep(field), ((StructType)place.Type).Fields[field].Type);

    public static Place Content(this Place place) => place.Into(new ContentStep(), ((OptionType)place.Type).Element);

    public static Place VariantField(this Place place, int variant, int field) => place.Into(
        new VariantFieldStep([(variant, field)]), ((EnumType)place.Type).Variants[variant].Fields[field].Type);

    public static Place Into(this Place place, PlaceStep step, ModelType type) =>
        place with { Path = place.Path.Add(step), Type = type };

    public static Node Set(Variable variable, Expression value, int next = Next) => Set(Place(variable), value, next);

    public static Node Set(Local local, Expression value, int next = Next) => Set(Place(local), value, next);

    public static Node Set(Place place, Expression value, int next = Next) => new Assign(place, value, next, None);

    public static Node If(Expression condition, int whenTrue, int whenFalse) => new Branch(condition, whenTrue, whenFalse, None);

    public static Node Choose(Local target, Expression? set = null, Expression? condition = null, int next = Next) =>
        new Choose(target, set, condition, next, None);

    public static Node Either(params int[] branches) => new Either([.. branches], None);

    public static Node Await(Expression condition, int next = Next) => new Await(condition, next, None);

    public static Node Check(int property, Expression condition, int next = Next) => new Assert(property, condition, next, None);

    public static Node Leave(int location = -1) => new Leave(location, None);

    public static Node Block() => new Block(None);

    /// <summary>Nodes in a row: each `Next` becomes the index of the node behind.</summary>
    public static ImmutableArray<Node> Sequence(params Node[] nodes) => [.. nodes.Select((node, i) => node switch
    {
        Assign { Next: Next } n => n with { Next = i + 1 },
        Choose { Next: Next } n => n with { Next = i + 1 },
        Await { Next: Next } n => n with { Next = i + 1 },
        Assert { Next: Next } n => n with { Next = i + 1 },
        _ => node,
    })];

    private static ModelType TypeOf(BinaryKind kind, ModelType left) => kind switch
    {
        <= BinaryKind.GreaterOrEqual or BinaryKind.In => BoolType.Instance,
        <= BinaryKind.Max => IntType.Unbounded,
        _ => left,
    };
}
