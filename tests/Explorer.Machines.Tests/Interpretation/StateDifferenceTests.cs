using System.Linq;
using Explorer.Machines.Interpretation;
using Explorer.Machines.Nodes;
using Explorer.Machines.Types;
using Explorer.Machines.Values;
using Explorer.TestKit;
using Xunit;
using static Explorer.TestKit.ModelTerms;
using Assert = Xunit.Assert;

namespace Explorer.Machines.Tests.Interpretation;

public sealed class StateDifferenceTests
{
    private static readonly IdentityType Cpu = new("Cpu", "CPU", 2, []);
    private static readonly IdentityType Page = new("Page", "page", 2, []);
    private static readonly EnumType Pte = Enum("Pte", Variant("empty"), Variant("map", Field("page", Page), Field("w", BoolType.Instance)));

    private readonly MachineModelBuilder _model = new();

    [Fact]
    public void Elements_of_arrays_are_named_one_by_one()
    {
        var tlb = _model.Variable("tlb", new ArrayType(Cpu, new ArrayType(Range(1, 2), BoolType.Instance)));
        var row = Unary(Expressions.UnaryKind.Fill, True, ((ArrayType)tlb.Type).Element);

        Assert.Equal(
            ["tlb[CPU0][2]: false -> true", "tlb[CPU1][1]: false -> true", "tlb[CPU1][2]: false -> true"],
            Changes(Set(Place(tlb).At(ConstantAt(Cpu, 0)).At(Constant(2)), True), Set(Place(tlb).At(ConstantAt(Cpu, 1)), row)));
    }

    [Fact]
    public void A_variable_of_each_cpu_is_named_with_its_cpu()
    {
        var type = new ArrayType(Cpu, new ArrayType(BoolType.Instance, Range(0, 9)));
        var depth = _model.Variable("depth", type, ValueOrder.Default(type), isPerCpu: true);

        Assert.Equal(
            ["depth@CPU1[true]: 0 -> 7"],
            Changes(Set(Place(depth).At(ConstantAt(Cpu, 1)).At(True), ConstantAt(Range(0, 9), 7))));
    }

    [Fact]
    public void Structs_and_values_that_stay_the_same_variant_are_shown_field_by_field()
    {
        var first = ValueOrder.At(Pte, 1); // map(page: page0, w: false)
        var type = Struct("Folio", Field("pte", new OptionType(Pte)), Field("busy", BoolType.Instance));
        var folio = _model.Variable("folio", type, new StructValue(type, [new OptionValue(new OptionType(Pte), first), BoolValue.False]));

        Assert.Equal(
            ["folio.pte.w: false -> true", "folio.busy: false -> true"],
            Changes(Set(Place(folio).Field(0).Content().VariantField(1, 1), True), Set(Place(folio).Field(1), True)));
    }

    [Fact]
    public void Another_variant_an_option_that_comes_or_goes_a_set_and_a_queue_are_shown_whole()
    {
        var pte = _model.Variable("pte", Pte);
        var old = _model.Variable("old", new OptionType(Page));
        var pending = _model.Variable("pending", new SetType(Cpu));
        var queue = _model.Variable("queue", new QueueType(2, Page));

        Assert.Equal(
            ["pte: empty -> map(page: page0, w: true)", "old: none -> page1", "pending: {} -> {CPU0, CPU1}", "queue: <> -> <page0>"],
            Changes(
                Set(pte, ConstantAt(Pte, 2)),
                Set(old, Some(ConstantAt(Page, 1))),
                Set(pending, Constant(pending.Type, new SetValue((SetType)pending.Type, 3))),
                Set(queue, Binary(Expressions.BinaryKind.QueuePush, Read(queue), ConstantAt(Page, 0)))));
    }

    [Fact]
    public void What_is_written_without_change_is_not_shown()
    {
        var x = _model.Variable("x", BoolType.Instance);

        Assert.Empty(Changes(Set(x, True), Set(x, False)));
    }

    [Fact]
    public void Of_the_locals_those_are_shown_that_live_on()
    {
        var thread = _model.Thread("reader", 3);
        var kept = thread.Local("kept", Page);
        var dropped = thread.Local("dropped", Page);
        thread.Live(0, dropped).Live(1, kept).Start(Set(dropped, ConstantAt(Page, 0)), Leave(0));
        thread.Action(0, "take", Set(kept, Read(dropped)), Leave(1));

        Assert.Equal(["kept: - -> page0"], Changes());
    }

    private string[] Changes(params Node[] nodes)
    {
        if (nodes.Length > 0)
        {
            _model.Rule("rule").Action("step", [.. nodes, Leave()]);
        }

        var model = _model.Build();
        var interpreter = new Interpreter(model);
        var before = interpreter.InitialOutcomes()[0].State!;
        var (action, _, outcome) = Assert.Single(interpreter.Successors(before));
        return [.. new StateDifference(model).Between(before, outcome.State!, action.Machine)
            .Select(c => $"{c.Name}: {c.Before} -> {c.After}")];
    }
}
