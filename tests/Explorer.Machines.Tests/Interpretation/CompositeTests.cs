using System.Collections.Immutable;
using Explorer.Machines.Expressions;
using Explorer.Machines.Interpretation;
using Explorer.Machines.Types;
using Explorer.Machines.Values;
using Xunit;
using static Explorer.Machines.Tests.Interpretation.Evaluation;
using static Explorer.TestKit.ModelTerms;

namespace Explorer.Machines.Tests.Interpretation;

/// <summary>Sets, queues, options, structs, variants and arrays.</summary>
public sealed class CompositeTests
{
    private static readonly SetType Numbers = new(Range(-1, 3));
    private static readonly QueueType Pair = new(2, BoolType.Instance);
    private static readonly OptionType Maybe = new(BoolType.Instance);

    private static readonly StructType Point = Struct("Point", Field("x", Range(0, 9)), Field("y", Range(0, 9)));

    private static readonly EnumType Entry = Enum(
        "Entry", Variant("empty"), Variant("map", Field("w", BoolType.Instance), Field("n", Range(0, 3))), Variant("swap", Field("n", Range(0, 3))));

    [Fact]
    public void Sets_are_built_from_elements_or_from_a_condition()
    {
        var x = Local("x", Numbers.Element);

        Assert.Equal("{-1, 2}", Display(Set(2, -1, 2)));
        Assert.Equal("{}", Display(Set()));
        Assert.Equal("{-1, 0}", Display(new SetComprehension(x, Less(Read(x), Constant(1)), Numbers, None)));
    }

    [Theory]
    [InlineData(BinaryKind.Union, "{-1, 0, 1, 2}")]
    [InlineData(BinaryKind.Intersect, "{0}")]
    [InlineData(BinaryKind.Difference, "{-1, 1}")]
    public void Sets_are_combined(BinaryKind kind, string result) =>
        Assert.Equal(result, Display(Binary(kind, Set(-1, 0, 1), Set(0, 2))));

    [Fact]
    public void A_set_has_a_size_and_a_first_element()
    {
        Assert.Equal("3", Display(Unary(UnaryKind.Cardinality, Set(3, 0, 1), IntType.Unbounded)));
        Assert.Equal("0", Display(Unary(UnaryKind.FirstElement, Set(3, 0, 1), Numbers.Element)));
    }

    [Fact]
    public void An_integer_outside_the_element_type_is_in_no_set()
    {
        var all = Set(-1, 0, 1, 2, 3);

        Assert.Equal("true", Display(Binary(BinaryKind.In, Constant(-1), all)));
        Assert.Equal("false", Display(Binary(BinaryKind.In, Constant(4), all)));
        Assert.Equal("false", Display(Binary(BinaryKind.In, Constant(long.MinValue), all)));
        Assert.Equal("false", Display(Binary(BinaryKind.In, Constant(1), Set(0))));
    }

    [Fact]
    public void An_identity_that_is_not_set_is_in_no_set_and_cannot_be_put_into_one()
    {
        var page = Identities("page", 2);
        var type = new SetType(page);
        var mark = Constant(page, ValueOrder.Default(page));

        Assert.Equal("false", Display(Binary(BinaryKind.In, mark, Constant(type, new SetValue(type, 3)))));
        Assert.Equal(FaultKind.Index, FaultOf(new SetLiteral([mark], type, None)).Kind);
    }

    [Fact]
    public void A_queue_gives_back_what_came_first()
    {
        var queue = Push(Push(Empty(), true), false);

        Assert.Equal("<true, false>", Display(queue));
        Assert.Equal("2", Display(Unary(UnaryKind.QueueLength, queue, IntType.Unbounded)));
        Assert.Equal("true", Display(Unary(UnaryKind.QueueHead, queue, BoolType.Instance)));
        Assert.Equal("<false>", Display(Unary(UnaryKind.QueueTail, queue, Pair)));
    }

    [Fact]
    public void A_full_queue_is_a_range_fault_and_an_empty_one_an_index_fault()
    {
        var full = FaultOf(Push(Push(Push(Empty(), true), true), true));

        Assert.Equal((FaultKind.Range, "the queue is full: it holds 2"), (full.Kind, full.Message));
        Assert.Equal(FaultKind.Index, FaultOf(Unary(UnaryKind.QueueHead, Empty(), BoolType.Instance)).Kind);
        Assert.Equal("the queue is empty", FaultOf(Unary(UnaryKind.QueueTail, Empty(), Pair)).Message);
    }

    [Fact]
    public void An_option_is_wrapped_and_unwrapped()
    {
        Assert.Equal("true", Display(Some(True)));
        Assert.Equal("false", Display(Equal(Some(False), ConstantAt(Maybe, 0))));
        Assert.Equal("true", Display(Unwrap(Some(True))));

        var fault = FaultOf(Unwrap(ConstantAt(Maybe, 0)));
        Assert.Equal((FaultKind.Index, "there is no value here: it is none"), (fault.Kind, fault.Message));
    }

    [Fact]
    public void A_struct_is_built_read_and_changed()
    {
        var point = new StructLiteral(Point, [ConstantAt(Point.Fields[0].Type, 3), ConstantAt(Point.Fields[1].Type, 4)], None);
        var moved = new With(point, [(1, FieldOf(point, 0))], None);

        Assert.Equal("{x: 3, y: 4}", Display(point));
        Assert.Equal("4", Display(FieldOf(point, 1)));
        Assert.Equal("{x: 3, y: 3}", Display(moved));
        Assert.Equal(FaultKind.Overflow, FaultOf(new With(point, [(0, Overflowing)], None)).Kind);
    }

    [Fact]
    public void A_variant_is_built_tested_and_read()
    {
        var map = new VariantLiteral(Entry, 1, [True, ConstantAt(Range(0, 3), 2)], None);
        ImmutableArray<(int, int)> number = [(1, 1), (2, 0)];

        Assert.Equal("map(w: true, n: 2)", Display(map));
        Assert.Equal("true false", $"{Display(new IsVariant(map, 1, None))} {Display(new IsVariant(map, 0, None))}");
        Assert.Equal("2", Display(new VariantFieldRead(map, number, Range(0, 3), None)));
        var fault = FaultOf(new VariantFieldRead(ConstantAt(Entry, 0), number, Range(0, 3), None));
        Assert.Equal((FaultKind.Index, "empty has no field n"), (fault.Kind, fault.Message));
    }

    [Fact]
    public void Arrays_are_filled_through_all_levels_or_built_element_by_element()
    {
        var row = new ArrayType(BoolType.Instance, Range(0, 9));
        var square = new ArrayType(Range(1, 2), row);
        var i = Local("i", Range(1, 2));

        Assert.Equal("[[7, 7], [7, 7]]", Display(Unary(UnaryKind.Fill, ConstantAt(row.Element, 7), square)));
        var rows = new ArrayComprehension(i, Unary(UnaryKind.Fill, CheckRange(Range(0, 9), Read(i)), row), square, None);
        Assert.Equal("[[1, 1], [2, 2]]", Display(rows));
        Assert.Equal("2", Display(Element(Element(rows, Constant(2)), True)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    public void An_index_outside_the_array_is_a_fault(long index)
    {
        var array = Unary(UnaryKind.Fill, True, new ArrayType(Range(1, 2), BoolType.Instance));

        var fault = FaultOf(Element(array, Constant(index)));
        Assert.Equal((FaultKind.Index, $"index {index} is outside 1..2"), (fault.Kind, fault.Message));
    }

    [Fact]
    public void An_identity_that_is_not_set_is_no_index()
    {
        var page = Identities("page", 2);
        var array = Unary(UnaryKind.Fill, True, new ArrayType(page, BoolType.Instance));

        var fault = FaultOf(Element(array, Constant(page, ValueOrder.Default(page))));
        Assert.Equal((FaultKind.Index, "the index is an identity that has not been set"), (fault.Kind, fault.Message));
    }

    private static Expression Overflowing => CheckRange(Range(0, 9), Binary(BinaryKind.Divide, Constant(1), Constant(0)));

    private static SetLiteral Set(params long[] elements) =>
        new([.. System.Linq.Enumerable.Select(elements, n => Constant(Numbers.Element, new IntValue(n)))], Numbers, None);

    private static Expression Empty() => Constant(Pair, new QueueValue(Pair, []));

    private static Expression Push(Expression queue, bool value) => Binary(BinaryKind.QueuePush, queue, Constant(value));
}
