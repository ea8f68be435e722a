using System.Linq;
using Explorer.Compilation.Layout;
using Explorer.Language;
using Explorer.Machines;
using Explorer.Machines.Analysis;
using Explorer.Machines.Expressions;
using Explorer.Machines.Nodes;
using Explorer.Machines.Types;
using Explorer.Machines.Values;
using Explorer.TestKit;
using FsCheck.Xunit;
using Xunit;
using static Explorer.TestKit.ModelTerms;
using Assert = Xunit.Assert;

namespace Explorer.Compilation.Tests;

/// <summary>Parts of the state that are narrower than their types.</summary>
public class NarrowStateTests
{
    private static readonly IntType Byte = Range(0, 255);
    private static readonly IdentityType Page = Identities("page", 3);
    private static readonly EnumType Phase = Enum("Phase", Variant("a"), Variant("b"), Variant("c"));

    [Fact]
    public void What_never_changes_takes_no_bits()
    {
        var builder = new MachineModelBuilder();
        var (x, y) = (builder.Variable("x", Byte, new IntValue(200)), builder.Variable("y", BoolType.Instance));
        builder.Rule("turn").Action("turn", Await(Equal(Read(x), Constant(200))), Set(y, Not(Read(y))), Leave());
        Assert.Equal([0, 1], Widths(builder, 2));
    }

    [Fact]
    public void Numbers_are_as_wide_as_what_is_assigned()
    {
        // 0..9 by constants; 100..103 and 250..255 by an offset; a counter goes through all of its type.
        var builder = new MachineModelBuilder();
        var (small, high, top, counter) = (
            builder.Variable("small", Byte),
            builder.Variable("high", Byte, new IntValue(100)),
            builder.Variable("top", Byte, new IntValue(255)),
            builder.Variable("counter", Byte));
        builder.Rule("set").Action(
            "set",
            Set(small, ConstantAt(Byte, 9)),
            Set(high, ConstantAt(Byte, 103)),
            Set(top, ConstantAt(Byte, 250)),
            Set(counter, Wrap(Range(0, 255), Add(Read(counter), Constant(1)))),
            Leave());
        builder.Rule("copy").Action("copy", Await(Less(Read(counter), Constant(3))), Set(small, Read(counter)), Leave());
        builder.Rule("never").Action("never", Await(Less(Read(counter), Constant(3))), Await(False), Set(high, Read(top)), Leave());
        Assert.Equal([8, 2, 3, 8], Widths(builder, 300));
    }

    [Fact]
    public void What_is_assigned_where_no_machine_comes_takes_no_bits()
    {
        var model = ModelFile.FromText(
            """
            var x: 0..255 = 0;
            var y: 0..3 = 0;
            thread a { y = 1; loop { y = 2; await false; x = 100; } }
            thread b { await y == 2; y = 0; }
            invariant low: x < 50;
            """,
            "narrow.model",
            null).Bind(ModelSettings.None).Build();
        var bounds = EffectiveBounds.Of(model);
        var x = model.Variables.Single(v => v.Name == "x");
        Assert.Equal(new IntegerBounds(0, 0), bounds.NumbersOf(x));
        var assigns = model.Actions.Where(a => a.Nodes.Any(n => n is Assign { Target.Variable: { } v } && v == x)).ToList();
        Assert.NotEmpty(assigns);
        Assert.DoesNotContain(assigns, bounds.IsReached);
        Assert.Contains(model.Actions, bounds.IsReached);
    }

    [Fact]
    public void Variants_and_contents_are_a_prefix_and_identities_are_all_alike()
    {
        var builder = new MachineModelBuilder();
        var option = new OptionType(Range(0, 100));
        var (phase, page, some) = (
            builder.Variable("phase", Phase), builder.Variable("page", new OptionType(Page)), builder.Variable("some", option));
        builder.Rule("set").Action(
            "set",
            Set(phase, ConstantAt(Phase, 1)),
            Set(page, ConstantAt(page.Type, 1)),
            Set(some, Some(Constant(Range(0, 100), new IntValue(6)))),
            Set(Place(some).Content(), Constant(Range(0, 100), new IntValue(3))),
            Leave());
        Assert.Equal([1, 2, 3], Widths(builder, 2));
    }

    [Fact]
    public void Elements_are_narrow_together_and_whole_arrays_convert()
    {
        // Packed, in memory, and in two dimensions; wholes are read, compared, copied and made.
        var builder = new MachineModelBuilder();
        var (row, matrix) = (new ArrayType(Range(0, 3), Byte), new ArrayType(Range(0, 2), new ArrayType(Range(0, 3), Byte)));
        var large = new ArrayType(Range(0, 99), Byte);
        var (r, s, m, l, k) = (
            builder.Variable("r", row), builder.Variable("s", row), builder.Variable("m", matrix), builder.Variable("l", large), builder.Variable("k", large));
        var rule = builder.Rule("set");
        var (i, whole) = (Local("i", Range(0, 99)), rule.Local("whole", row));
        rule.Action(
            "set",
            Set(Place(r).At(Constant(2)), ConstantAt(Byte, 5)),
            Set(Place(m).At(Constant(1)), Read(r)),
            Set(whole, Element(Read(m), Constant(1))),
            Set(s, Read(whole)),
            Set(l, new ArrayComprehension(i, new Conditional(Less(Read(i), Constant(7)), ConstantAt(Byte, 6), ConstantAt(Byte, 1), None), large, None)),
            Leave());
        builder.Rule("copy").Action("copy", Await(Equal(Read(r), Read(s))), Set(k, Read(l)), Leave());
        builder.Rule("clear").Action("clear", Set(l, Unary(UnaryKind.Fill, ConstantAt(Byte, 2), large)), Set(r, Read(s)), Leave());
        Assert.Equal([12, 12, 36, (64 * 4) + (16 * 3), (64 * 4) + (16 * 3)], Widths(builder, 60));
    }

    [Fact]
    public void An_array_is_stored_by_its_number_where_that_saves_a_word()
    {
        // 62 bits and 3 elements of 3 values: 27 values in 2 bits do not fit, 5 bits would be a second word all the same.
        Assert.Equal([6, 62], Dense(62));
        Assert.Equal([6, 58], Dense(58));
        Assert.Equal([5, 59], Dense(59));
    }

    [Property(MaxTest = 60, Arbitrary = [typeof(MachineModelGenerator)])]
    public void Arrays_by_their_numbers_agree_with_the_interpreter(MachineModel model)
    {
        var encodings = new EncodingTable();
        var compiled = ModelCompiler.Compile(model, encodings, new StateLayout(model, encodings, isDense: true));
        using var agreement = new Agreement(model, compiled);
        agreement.Check(limit: 30);
    }

    [Fact]
    public void No_pattern_leads_out_of_the_tables()
    {
        var array = new ArrayType(Page, Phase);
        var dense = new DenseEncoding((ArrayEncoding)new EncodingTable().Of(array), 3, 0, 3);
        Assert.Equal(5, dense.Bits);
        Assert.Equal(32, dense.Expanded.Entries.Length);
        Assert.Equal(64, dense.Numbers.Entries.Length);
        for (var number = 0; number < 32; number++)
        {
            var value = dense.Decode([(ulong)number]);
            Assert.Equal(number < 27 ? (ulong)number : 0, dense.EncodeScalar(value));
        }

        Assert.All(dense.Numbers.Entries, number => Assert.True(number < 27));
    }

    private static int[] Dense(int bits)
    {
        var builder = new MachineModelBuilder();
        var states = builder.Variable("states", new ArrayType(Range(0, 2), Phase));
        var rest = builder.Variable("rest", Range(0, (1L << bits) - 1));
        var rule = builder.Rule("set");
        var (i, phase) = (rule.Local("i", Range(0, 2)), rule.Local("phase", Phase));
        rule.Action("set", Choose(i), Choose(phase), Set(Place(states).At(Read(i)), Read(phase)), Leave());
        builder.Rule("end").Action("end", Set(rest, ConstantAt(rest.Type, (1L << bits) - 1)), Leave());
        builder.Rule("all").Action("all", Await(Equal(Element(Read(states), Constant(1)), ConstantAt(Phase, 2))), Set(states, Fill(states, 1)), Leave());
        return Widths(builder, 54);

        static Expression Fill(Variable states, int ordinal) => Unary(UnaryKind.Fill, ConstantAt(Phase, ordinal), states.Type);
    }

    // The widths of the variables, once compiled code and interpreter agree on the states.
    private static int[] Widths(MachineModelBuilder builder, int states)
    {
        var model = builder.Build();
        using var agreement = new Agreement(model);
        Assert.True(agreement.Check(states) > 1);
        return [.. ModelCompiler.Compile(model).Layout.Entries.Select(e => e.Width)];
    }
}
