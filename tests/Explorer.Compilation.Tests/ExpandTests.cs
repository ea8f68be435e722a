using System.Linq;
using Explorer.Core.Systems;
using Explorer.Machines.Expressions;
using Explorer.Machines.Types;
using Explorer.TestKit;
using Xunit;
using static Explorer.TestKit.ModelTerms;
using Assert = Xunit.Assert;

namespace Explorer.Compilation.Tests;

/// <summary>How actions are found: by tables, in several segments, and by switches on locations.</summary>
public class ExpandTests
{
    private static readonly IntType Small = Range(0, 3);

    [Fact]
    public void Many_rules_come_in_the_order_of_their_ids()
    {
        // 300 rules in three segments, the masks of two words each; rule i needs a = i mod 4 and b = i mod 3.
        var builder = new MachineModelBuilder();
        var (a, b) = (builder.Variable("a", Small), builder.Variable("b", Range(0, 2)));
        for (var i = 0; i < 300; i++)
        {
            builder.Rule($"r{i}").Action(
                $"r{i}",
                Await(And(Equal(Read(a), Constant(i % 4)), Equal(Read(b), Constant(i % 3)))),
                Set(a, ConstantAt(Small, (i + 1) % 4)),
                Set(b, ConstantAt(b.Type, i / 4 % 3)),
                Leave());
        }

        // (0, 0), (1, 0), (2, 2), (3, 0), each by 25 rules.
        Assert.Equal(4, Check(builder));
    }

    [Fact]
    public void A_large_machine_is_a_switch_on_its_location()
    {
        // A thread that goes round 60 locations, one with two actions, and a rule behind it.
        var builder = new MachineModelBuilder();
        var x = builder.Variable("x", Small);
        var thread = builder.Thread("t", 61);
        for (var i = 0; i < 60; i++)
        {
            thread.Action(i, $"from {i}", Await(Less(Read(x), Constant(3))), Leave((i + 1) % 60));
        }

        thread.Action(7, "end", Leave(60));
        builder.Rule("turn").Action("turn", Set(x, Wrap(Range(0, 3, wraps: true), Add(Read(x), Constant(1)))), Leave());
        Assert.Equal(61 * 4, Check(builder));
    }

    [Fact]
    public void A_fault_in_a_guard_is_met_before_what_follows_it()
    {
        // 1 / x is not defined for x = 0: the step faults there, although y is false.
        var builder = new MachineModelBuilder();
        var (x, y) = (builder.Variable("x", Small), builder.Variable("y", BoolType.Instance));
        builder.Rule("divide").Action(
            "divide", Await(And(Equal(Binary(BinaryKind.Divide, Constant(1), Read(x)), Constant(1)), Read(y))), Leave());
        builder.Rule("count").Action("count", Set(x, ConstantAt(Small, 1)), Leave());
        builder.CheckBuiltIns();
        Assert.Equal(2, Check(builder));
        var system = ModelCompiler.Compile(builder.Build());
        using var buffer = new SuccessorBuffer(1);
        system.Expand([0], buffer);
        Assert.Equal(1, buffer.FaultCount);
        system.Expand([1], buffer);
        Assert.Equal(0, buffer.FaultCount);
    }

    [Fact]
    public void A_test_against_none_guards_what_is_behind_it()
    {
        // x != none && x? == 2: nothing that can happen is a fault, so the table decides all of it.
        var builder = new MachineModelBuilder();
        var x = builder.Variable("x", new OptionType(Small));
        var rule = builder.Rule("use");
        rule.Action(
            "use",
            Await(And(Not(Equal(Read(x), ConstantAt(x.Type, 0))), Equal(Unwrap(Read(x)), Constant(2)))),
            Set(x, ConstantAt(x.Type, 0)),
            Leave());
        builder.Rule("set").Action("set", Set(x, ConstantAt(x.Type, 3)), Leave());
        builder.CheckBuiltIns();
        Assert.Equal(2, Check(builder));
    }

    [Theory]
    [InlineData(62)]
    [InlineData(64)]
    public void A_step_may_depend_on_all_bits_of_a_word(int bits)
    {
        // Halves of one word, each turned into the other: nothing that can be remembered.
        var builder = new MachineModelBuilder();
        var half = Range(0, (1L << (bits / 2)) - 1);
        var (a, b) = (builder.Variable("a", half), builder.Variable("b", half));
        builder.Rule("next").Action(
            "next", Await(Less(Read(a), Constant(50))), Set(b, Read(a)), Set(a, CheckRange(half, Add(Read(a), Constant(1)))), Leave());
        builder.Rule("swap").Action(
            "swap", Await(Equal(Read(a), Constant(50))), If(Equal(Read(b), Constant(49)), 2, 3), Set(b, Read(a)), Leave());
        Assert.Equal(52, Check(builder));
    }

    [Fact]
    public void A_step_may_have_many_outcomes()
    {
        // 10,000 outcomes, more than the buffer has room for at first.
        var builder = new MachineModelBuilder();
        var x = builder.Variable("x", Range(0, 9999));
        var rule = builder.Rule("draw");
        var drawn = rule.Local("drawn", x.Type);
        rule.Action("draw", Choose(drawn), Set(x, Read(drawn)), Leave());
        builder.Rule("skip").Action("skip", Leave());
        var system = ModelCompiler.Compile(builder.Build());
        using var buffer = new SuccessorBuffer(1, 1);
        system.Expand([0], buffer);
        Assert.Equal(10_001, buffer.Count);
        Assert.Equal(Enumerable.Range(0, 10_000).Select(i => (ulong)i), Enumerable.Range(0, 10_000).Select(i => buffer[i][0]));
    }

    private static int Check(MachineModelBuilder builder)
    {
        using var agreement = new Agreement(builder.Build());
        return agreement.Check(1000);
    }
}
