using System;
using System.Linq;
using Explorer.Core.Properties;
using Explorer.Core.Systems;
using Explorer.Machines;
using Explorer.Machines.Expressions;
using Explorer.Machines.Types;
using Explorer.TestKit;
using Xunit;
using static Explorer.TestKit.ModelTerms;
using Assert = Xunit.Assert;

namespace Explorer.Compilation.Tests;

public class CompiledSystemTests
{
    [Fact]
    public void Counts_the_interleavings_of_two_threads()
    {
        // Two threads of 3 steps each: (3 + 1)^2 = 16 states, 2 * 3 * 4 = 24 transitions.
        var builder = new MachineModelBuilder();
        foreach (var name in (string[])["a", "b"])
        {
            var thread = builder.Thread(name, 4);
            thread.Action(0, "one", Leave(1)).Action(1, "two", Leave(2)).Action(2, "three", Leave(3));
        }

        var result = ReferenceSearch.Run(ModelCompiler.Compile(builder.Build()));
        Assert.Equal(16, result.States);
        Assert.Equal(24, result.Transitions);
        Assert.Equal(6, result.Depth);
    }

    [Fact]
    public void Enumerates_draws_depth_first()
    {
        // x of {1, 3}, then y < x: (1,0), (3,0), (3,1), (3,2).
        var builder = new MachineModelBuilder();
        var small = Range(0, 3);
        var (left, right) = (builder.Variable("left", small), builder.Variable("right", small));
        var rule = builder.Rule("draw");
        var (x, y) = (rule.Local("x", small), rule.Local("y", small));
        rule.Action(
            "draw",
            Choose(x, new SetLiteral([ConstantAt(small, 3), ConstantAt(small, 1)], new SetType(small), None)),
            Choose(y, condition: Less(Read(y), Read(x))),
            Set(left, Read(x)),
            Set(right, Read(y)),
            Leave());
        var system = ModelCompiler.Compile(builder.Build());
        using var buffer = new SuccessorBuffer(system.StateLength, 1);
        system.Expand(new ulong[system.StateLength], buffer);
        var outcomes = Enumerable.Range(0, buffer.Count).Select(i => string.Join(",", system.Layout.Decode(buffer[i]).Variables));
        Assert.Equal(["1,0", "3,0", "3,1", "3,2"], outcomes);
    }

    [Fact]
    public void A_fault_ends_the_step_with_the_bit_of_its_property()
    {
        var builder = new MachineModelBuilder();
        var range = Range(0, 3);
        var x = builder.Variable("x", range);
        builder.Rule("count").Action("count", Set(x, CheckRange(range, Add(Read(x), Constant(1)))), Leave());
        builder.CheckBuiltIns();
        var model = builder.Build();
        var result = ReferenceSearch.Run(ModelCompiler.Compile(model));
        Assert.Equal(4, result.States);
        Assert.Equal(1, result.FaultedSteps);
        Assert.Equal(4, result.Steps[model.BuiltIn(PropertyKind.Range)]);
    }

    [Fact]
    public void Expanding_allocates_nothing_after_the_first_time()
    {
        var system = ModelCompiler.Compile(LargeModel());
        using var buffer = new SuccessorBuffer(system.StateLength);
        var (state, next) = (new ulong[system.StateLength], new ulong[system.StateLength]);
        system.WriteInitialState(0, state, out _);
        var before = 0L;
        for (var i = 0; i < 200; i++)
        {
            before = i == 100 ? GC.GetAllocatedBytesForCurrentThread() : before;
            system.Expand(state, buffer);
            system.EvaluateState(state);
            system.IsTerminal(state);
            system.IsWithinLimit(state);
            buffer[i % buffer.Count].CopyTo(state);
            system.TryFire(i % system.Actions.Length, 0, state, next, out _, out _);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Two_compilations_are_the_same()
    {
        for (var seed = 0; seed < 30; seed++)
        {
            var model = MachineModelGenerator.Generate(seed);
            var (one, two) = (ModelCompiler.Compile(model), ModelCompiler.Compile(model));
            Assert.Equal(one.Layout.Entries.Select(e => (e.Word, e.Shift)), two.Layout.Entries.Select(e => (e.Word, e.Shift)));
            using var left = new SuccessorBuffer(one.StateLength);
            using var right = new SuccessorBuffer(two.StateLength);
            for (var i = 0; i < one.InitialStateCount; i++)
            {
                var state = new ulong[one.StateLength];
                one.WriteInitialState(i, state, out _);
                one.Expand(state, left);
                two.Expand(state, right);
                Assert.Equal(left.Count, right.Count);
                Assert.All(Enumerable.Range(0, left.Count), j => Assert.Equal(left[j].ToArray(), right[j].ToArray()));
            }
        }
    }

    // Values in memory, draws, quantifiers, an invariant.
    private static MachineModel LargeModel()
    {
        var builder = new MachineModelBuilder();
        var index = Range(0, 19);
        var cells = builder.Variable("cells", new ArrayType(index, Range(0, 9, wraps: true)));
        var (rule, turn) = (builder.Rule("write"), builder.Rule("turn"));
        var at = rule.Local("at", index);
        rule.Action(
            "write",
            Choose(at),
            Set(Place(cells).At(Read(at)), Wrap(Range(0, 9, wraps: true), Add(Element(Read(cells), Read(at)), Constant(1)))),
            Leave());
        var i = Local("i", index);
        turn.Action(
            "turn",
            Set(cells, new ArrayComprehension(i, Element(Read(cells), Read(i)), (ArrayType)cells.Type, None)),
            Leave());
        builder.Property("small", PropertyKind.Invariant, Quantified(QuantifierKind.ForAll, i, Less(Element(Read(cells), Read(i)), Constant(10))));
        return builder.Build();
    }
}
