using Explorer.Machines.Expressions;
using Explorer.Machines.Interpretation;
using Explorer.Machines.Nodes;
using Explorer.Machines.Types;
using Explorer.Machines.Values;
using Explorer.TestKit;
using Xunit;
using static Explorer.TestKit.ModelTerms;
using Assert = Xunit.Assert;

namespace Explorer.Machines.Tests.Interpretation;

public sealed class AssignmentTests
{
    private static readonly IntType Digit = Range(0, 9);

    private static readonly EnumType Entry = Enum(
        "Entry", Variant("empty"), Variant("map", Field("n", Digit)), Variant("swap", Field("w", BoolType.Instance), Field("n", Digit)));

    private static readonly StructType Folio = Struct("Folio", Field("busy", BoolType.Instance), Field("entry", new OptionType(Entry)));

    private static readonly ArrayType Folios = new(Range(1, 2), Folio);

    private readonly MachineModelBuilder _model = new();

    [Fact]
    public void A_part_deep_within_a_variable_is_replaced_and_nothing_else()
    {
        var folios = Variable("swap(w: true, n: 3)");
        var place = Entries(folios, Constant(2)).Content().Into(new VariantFieldStep([(1, 0), (2, 1)]), Digit);

        Assert.Equal(
            "[{busy: false, entry: none}, {busy: false, entry: swap(w: true, n: 7)}]",
            After(Set(place, Number(7))));
    }

    [Fact]
    public void A_missing_content_another_variant_and_a_wrong_index_are_index_faults()
    {
        var folios = Variable("empty");
        var content = Entries(folios, Constant(1)).Content().VariantField(1, 0);
        var variant = Entries(folios, Constant(2)).Content().VariantField(1, 0);

        Assert.Equal("there is no value here: it is none", After(Set(content, Number(7))));
        Assert.Equal("empty has no field n", After(Set(variant, Number(7))));
        Assert.Equal("index 3 is outside 1..2", After(Set(Place(folios).At(Constant(3)).Field(0), True)));
    }

    [Fact]
    public void The_whole_content_can_be_set_where_the_part_cannot()
    {
        var folios = Variable("empty");

        Assert.Equal(
            "[{busy: false, entry: empty}, {busy: false, entry: empty}]",
            After(Set(Entries(folios, Constant(1)), Some(ConstantAt(Entry, 0)))));
    }

    [Fact]
    public void The_path_is_walked_from_left_to_right_before_the_value_is_evaluated()
    {
        var folios = Variable("empty");
        var overflow = Binary(BinaryKind.Divide, Constant(1), Constant(0));
        var outside = CheckRange(Digit, Constant(10));

        Assert.Equal("division by zero", After(Set(Entries(folios, overflow), Some(ConstantAt(Entry, 0)))));
        Assert.Equal("there is no value here: it is none", After(Set(Entries(folios, Constant(1)).Content().VariantField(1, 0), outside)));
        Assert.Equal("10 is outside 0..9", After(Set(Place(folios).At(Constant(1)).Field(0), Less(outside, Constant(0)))));
    }

    [Fact]
    public void An_index_reads_the_state_before_the_assignment()
    {
        var type = new ArrayType(Range(0, 1), Range(0, 1));
        var next = _model.Variable("next", type, new ArrayValue(type, [new IntValue(1), new IntValue(0)]));

        // next[next[0]] = next[0]
        Assert.Equal("[1, 1]", After(Set(Place(next).At(Element(Read(next), Constant(0))), Element(Read(next), Constant(0)))));
    }

    [Fact]
    public void A_part_of_a_local_is_replaced_too()
    {
        var rule = _model.Rule("rule");
        var pair = new ArrayType(BoolType.Instance, Digit);
        var local = rule.Local("pair", pair);
        var x = _model.Variable("x", pair);

        Assert.Equal("[0, 5]", After(
            Set(local, Unary(UnaryKind.Fill, Number(0), pair)), Set(Place(local).At(True), Number(5)), Set(x, Read(local))));
    }

    private Variable Variable(string entry) => _model.Variable("folios", Folios, new ArrayValue(Folios, [
        new StructValue(Folio, [BoolValue.False, new OptionValue(new OptionType(Entry), null)]),
        new StructValue(Folio, [BoolValue.False, new OptionValue(new OptionType(Entry), entry == "empty"
            ? new EnumValue(Entry, 0, [])
            : new EnumValue(Entry, 2, [BoolValue.True, new IntValue(3)]))]),
    ]));

    private static Place Entries(Variable folios, Expression index) => Place(folios).At(index).Field(1);

    private static Expression Number(long value) => Constant(Digit, new IntValue(value));

    private string After(params Node[] nodes)
    {
        var model = _model.Initially([], [.. nodes, Leave()]).Build();
        model = model with { InitialLocals = [.. System.Linq.Enumerable.SelectMany(model.Machines, m => m.Locals)] };
        var outcome = Assert.Single(new Interpreter(model).InitialOutcomes());
        return outcome.Fault?.Message ?? outcome.State!.Variables[0].Display;
    }
}
